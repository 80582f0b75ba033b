package io.softstart.agent.greeting;

import io.softstart.diagnosis.FailureKind;
import io.softstart.gate.Attempt;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** A startup packet, as pg_isready sends it: the request for a password shows a usable server. */
record PostgresGreeting(String database) implements Greeting {
  private static final int VERSION_3 = 196_608;
  private static final int LONGEST = 30_000;

  @Override
  public String server() {
    return "PostgreSQL";
  }

  @Override
  public void exchange(Socket socket, Attempt attempt) throws Exception {
    socket.getOutputStream().write(startup());
    DataInputStream in = new DataInputStream(socket.getInputStream());
    while (true) {
      byte type = in.readByte();
      int length = type == 'R' || type == 'E' || type == 'v' || type == 'N' ? in.readInt() : -1;
      if (length < 4 || length > LONGEST) {
        throw Wrong.answer(attempt, server(), type, (byte) 'T', (byte) 'T', (byte) 'P');
      }
      byte[] body = in.readNBytes(length - 4);
      if (type == 'R') {
        return;
      }
      if (type == 'E') {
        judge(field(body, 'C'), field(body, 'M'), attempt);
        return;
      }
    }
  }

  /** What it refuses of a user who has not logged in says nothing of the application's. */
  private void judge(String state, String text, Attempt attempt) throws Exception {
    String said = text + " (" + state + ")";
    if (state.startsWith("57P0")) {
      String action = "see what makes it true: it was waited for";
      throw Wrong.said(attempt, FailureKind.STARTING, server(), said, action);
    }
    if (state.startsWith("53")) {
      String action = "raise max_connections, or use smaller pools";
      throw Wrong.said(attempt, FailureKind.OVERLOADED, server(), said, action);
    }
  }

  private byte[] startup() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    DataOutputStream out = new DataOutputStream(bytes);
    byte[] parameters =
        ("user\0softstart\0database\0" + (database.isEmpty() ? "postgres" : database) + "\0\0")
            .getBytes(StandardCharsets.UTF_8);
    out.writeInt(8 + parameters.length);
    out.writeInt(VERSION_3);
    out.write(parameters);
    return bytes.toByteArray();
  }

  /** Fields are a letter and a text that ends with a zero. */
  private static String field(byte[] body, char wanted) {
    int at = 0;
    while (at < body.length && body[at] != 0) {
      int end = at + 1;
      while (end < body.length && body[end] != 0) {
        end++;
      }
      if (body[at] == wanted) {
        return new String(body, at + 1, end - at - 1, StandardCharsets.UTF_8);
      }
      at = end + 1;
    }
    return "";
  }
}
