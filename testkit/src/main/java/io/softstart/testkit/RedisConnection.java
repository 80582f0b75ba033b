package io.softstart.testkit;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** As much of Redis' protocol as the kit needs to command its own servers. */
final class RedisConnection implements AutoCloseable {
  static final int HASTY = 1_000;
  static final int PATIENT = 60_000;

  private final Socket socket;
  private final InputStream in;
  private final OutputStream out;

  private RedisConnection(Socket socket) throws IOException {
    this.socket = socket;
    this.in = new BufferedInputStream(socket.getInputStream());
    this.out = socket.getOutputStream();
  }

  static RedisConnection to(String host, int port, boolean tls, int millis) {
    Socket socket = new Socket();
    try {
      socket.connect(new InetSocketAddress(host, port), millis);
      socket.setSoTimeout(millis);
      return new RedisConnection(tls ? TlsFiles.trusting(socket) : socket);
    } catch (IOException e) {
      closed(socket);
      throw new TestkitException("cannot connect to Redis: " + e.getMessage(), e);
    }
  }

  void login() {
    ask("AUTH", RedisSettings.KIT_USER, RedisSettings.KIT_PASSWORD);
  }

  String ask(String... words) {
    String answer = answer(words);
    if (answer.startsWith("-")) {
      throw new TestkitException("Redis answers to " + words[0] + ": " + answer.substring(1));
    }
    return answer;
  }

  /** Whether the answer is this error. */
  boolean answers(String error, String... words) {
    return answer(words).startsWith("-" + error);
  }

  private String answer(String... words) {
    StringBuilder command = new StringBuilder("*" + words.length + "\r\n");
    for (String word : words) {
      int length = word.getBytes(StandardCharsets.UTF_8).length;
      command.append('$').append(length).append("\r\n").append(word).append("\r\n");
    }
    try {
      out.write(command.toString().getBytes(StandardCharsets.UTF_8));
      return read();
    } catch (IOException e) {
      throw new TestkitException("no answer of Redis to " + words[0] + ": " + e.getMessage(), e);
    }
  }

  /** An error keeps its dash. */
  private String read() throws IOException {
    String line = line();
    return switch (line.charAt(0)) {
      case '$' -> bulk(Integer.parseInt(line.substring(1)));
      case '*' -> array(Integer.parseInt(line.substring(1)));
      case '-' -> line;
      default -> line.substring(1);
    };
  }

  private String bulk(int length) throws IOException {
    if (length < 0) {
      return "";
    }
    String text = new String(in.readNBytes(length), StandardCharsets.UTF_8);
    line();
    return text;
  }

  private String array(int length) throws IOException {
    List<String> values = new ArrayList<>();
    for (int i = 0; i < length; i++) {
      values.add(read());
    }
    return String.join("\n", values);
  }

  private String line() throws IOException {
    StringBuilder line = new StringBuilder();
    for (int c = in.read(); c != '\n'; c = in.read()) {
      if (c < 0) {
        throw new EOFException("closed by the server");
      }
      line.append((char) c);
    }
    return line.toString().stripTrailing();
  }

  @Override
  public void close() {
    closed(socket);
  }

  private static void closed(Socket socket) {
    try {
      socket.close();
    } catch (IOException e) {
      return; // it is of no use any more
    }
  }
}
