package io.softstart.kafka;

import io.softstart.net.Target.Endpoint;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The first words of Kafka's protocol, on a bare socket. A client that is told the wrong protocol,
 * or an address that is not reachable, says nothing but "timed out", and logs a lot; here both show
 * at once. Only for listeners without TLS.
 *
 * @see <a href="https://kafka.apache.org/protocol">Kafka's protocol guide</a>
 */
final class ProtocolProbe {
  private static final Duration LONGEST = Duration.ofSeconds(5);
  private static final int LARGEST = 8 << 20;

  private static final short METADATA = 3;
  private static final short API_VERSIONS = 18;

  /** Brokers in the same shape from 3 to 8, understood by all brokers since 1.0. */
  private static final short METADATA_VERSION = 4;

  private static final int TLS_ALERT = 0x15;
  private static final int HTTP = 0x48545450; // these letters
  private static final int SHORT_MILLIS = 500;

  private final Socket socket;
  private final DataInputStream in;
  private final int linesMillis;
  private int correlation;

  private ProtocolProbe(Socket socket, Duration limit) throws IOException {
    this.socket = socket;
    long millis = Math.max(2, Math.min(limit.toMillis(), LONGEST.toMillis()));
    linesMillis = (int) Math.min(SHORT_MILLIS, millis / 4 + 1);
    socket.setSoTimeout((int) millis - linesMillis);
    in = new DataInputStream(socket.getInputStream());
  }

  /**
   * Asks for the versions of the API, which brokers answer before any login.
   *
   * @param limit for each answer
   */
  static ProtocolProbe on(Socket socket, Duration limit) throws IOException {
    ProtocolProbe greeting = new ProtocolProbe(socket, limit);
    greeting.expectVersions();
    return greeting;
  }

  private void expectVersions() throws IOException {
    try {
      DataInputStream answer = ask(API_VERSIONS, (short) 0, new byte[0]);
      if (answer.readShort() != 0) {
        throw new GreetingException("a Kafka that knows no common version");
      }
    } catch (EOFException | SocketException closed) {
      throw new GreetingException("an end");
    } catch (SocketTimeoutException silent) {
      throw new GreetingException(waitsForLines() ? "HTTP" : "nothing");
    }
  }

  /** A web server waits for the end of a line, which Kafka's requests do not have. */
  private boolean waitsForLines() throws IOException {
    socket.getOutputStream().write("\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
    socket.setSoTimeout(linesMillis);
    try {
      return in.readInt() == HTTP;
    } catch (IOException no) {
      return false;
    }
  }

  /**
   * Asks for the addresses that the brokers give to clients.
   *
   * @throws GreetingException if the listener wants a login first
   */
  List<Endpoint> brokers() throws IOException {
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    body.writeBytes(new byte[] {0, 0, 0, 0, 0}); // no topics, none to be created
    DataInputStream answer;
    try {
      answer = ask(METADATA, METADATA_VERSION, body.toByteArray());
    } catch (EOFException | SocketException closed) {
      throw new GreetingException("a Kafka that wants a login");
    }
    answer.readInt(); // throttled
    int count = answer.readInt();
    List<Endpoint> brokers = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      answer.readInt(); // id
      String host = text(answer);
      endpoint(host, answer.readInt()).ifPresent(brokers::add);
      text(answer); // rack
    }
    return brokers;
  }

  private static Optional<Endpoint> endpoint(String host, int port) {
    try {
      return Optional.of(new Endpoint(host, port));
    } catch (IllegalArgumentException unprintable) {
      return Optional.empty();
    }
  }

  private static String text(DataInputStream answer) throws IOException {
    short length = answer.readShort();
    byte[] bytes = new byte[Math.max(0, length)];
    answer.readFully(bytes);
    return new String(bytes, StandardCharsets.UTF_8);
  }

  private DataInputStream ask(short api, short version, byte[] body) throws IOException {
    correlation++;
    ByteArrayOutputStream request = new ByteArrayOutputStream();
    DataOutputStream out = new DataOutputStream(request);
    out.writeInt(10 + body.length);
    out.writeShort(api);
    out.writeShort(version);
    out.writeInt(correlation);
    out.writeShort(-1); // no client id
    out.write(body);
    socket.getOutputStream().write(request.toByteArray());
    int size = in.readInt();
    if (size >>> 24 == TLS_ALERT) {
      throw new GreetingException("TLS");
    }
    if (size == HTTP) {
      throw new GreetingException("HTTP");
    }
    if (size < Integer.BYTES || size > LARGEST) {
      throw new GreetingException("another protocol");
    }
    byte[] answer = new byte[size];
    in.readFully(answer);
    DataInputStream read = new DataInputStream(new ByteArrayInputStream(answer));
    if (read.readInt() != correlation) {
      throw new GreetingException("another protocol");
    }
    return read;
  }
}
