package io.softstart.agent.greeting;

import io.softstart.agent.start.AgentLog;
import io.softstart.gate.Attempt;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.Socket;
import java.net.SocketTimeoutException;

/** ApiVersions, then Metadata without topics: a broker that knows of brokers is usable. */
record KafkaGreeting() implements Greeting {
  private static final short API_VERSIONS = 18;
  private static final short METADATA = 3;
  private static final short NEWEST_PLAIN = 8; // later ones have tagged fields
  private static final int LONGEST = 1_000_000;
  private static final byte TLS_ALERT = 0x15;
  private static final byte TLS_VERSION = 3;

  private static final class SpeaksTls extends IOException {
    private static final long serialVersionUID = 1;
  }

  @Override
  public String server() {
    return "Kafka";
  }

  @Override
  public void exchange(Socket socket, Attempt attempt) throws Exception {
    DataInputStream versions;
    try {
      versions = ask(socket, API_VERSIONS, (short) 0, attempt);
    } catch (SpeaksTls usable) { // no driver is here that could say more
      AgentLog.sayOnce("a broker of Kafka speaks TLS: it answers, and no more is asked of it");
      return;
    }
    short version = metadataVersion(versions);
    DataInputStream metadata;
    try {
      metadata = ask(socket, METADATA, version, attempt);
    } catch (SocketTimeoutException silent) {
      throw silent;
    } catch (IOException wantsLogin) {
      return; // closed or reset behind its first answer: a listener with SASL says no more
    }
    if (version >= 3) {
      metadata.readInt(); // throttled
    }
    if (metadata.readInt() < 1) {
      throw attempt.notYet("the broker knows of no brokers yet");
    }
  }

  private static short metadataVersion(DataInputStream answer) throws IOException {
    answer.readShort(); // error code
    int count = answer.readInt();
    short version = 1;
    for (int i = 0; i < count; i++) {
      short key = answer.readShort();
      short least = answer.readShort();
      short most = answer.readShort();
      if (key == METADATA) {
        version = (short) Math.max(least, Math.min(most, NEWEST_PLAIN));
      }
    }
    return version;
  }

  private DataInputStream ask(Socket socket, short key, short version, Attempt attempt)
      throws Exception {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    DataOutputStream out = new DataOutputStream(bytes);
    out.writeShort(key);
    out.writeShort(version);
    out.writeInt(key); // correlation
    out.writeShort(-1); // no client id
    if (key == METADATA) {
      out.writeInt(0); // no topics
      if (version >= 4) {
        out.writeBoolean(false); // creates none
      }
      if (version >= 8) {
        out.writeBoolean(false);
        out.writeBoolean(false);
      }
    }
    DataOutputStream to = new DataOutputStream(socket.getOutputStream());
    to.writeInt(bytes.size());
    to.write(bytes.toByteArray());
    to.flush();
    DataInputStream in = new DataInputStream(socket.getInputStream());
    byte[] head = new byte[4];
    in.readFully(head);
    if (head[0] == TLS_ALERT && head[1] == TLS_VERSION) {
      throw new SpeaksTls();
    }
    int length = new DataInputStream(new java.io.ByteArrayInputStream(head)).readInt();
    if (length < 4 || length > LONGEST) {
      throw Wrong.answer(attempt, server(), head);
    }
    if (in.readInt() != key) {
      throw Wrong.answer(attempt, server());
    }
    byte[] body = new byte[length - 4];
    in.readFully(body);
    return new DataInputStream(new java.io.ByteArrayInputStream(body));
  }
}
