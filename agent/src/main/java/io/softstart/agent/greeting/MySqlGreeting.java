package io.softstart.agent.greeting;

import io.softstart.diagnosis.FailureKind;
import io.softstart.gate.Attempt;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;

/** The first packet of MySQL and MariaDB, which the server sends unasked. */
record MySqlGreeting() implements Greeting {
  private static final int PROTOCOL = 10;
  private static final int ERROR = 0xff;
  private static final int TOO_MANY_CONNECTIONS = 1040;
  private static final int SHUTTING_DOWN = 1053;
  private static final int LONGEST = 4_096;

  @Override
  public String server() {
    return "MySQL";
  }

  @Override
  public void exchange(Socket socket, Attempt attempt) throws Exception {
    DataInputStream in = new DataInputStream(socket.getInputStream());
    byte[] head = head(socket, in);
    int length = (head[0] & 0xff) | (head[1] & 0xff) << 8 | (head[2] & 0xff) << 16;
    if (head[3] != 0 || length < 3 || length > LONGEST) {
      throw Wrong.answer(attempt, server(), head);
    }
    byte[] body = new byte[length];
    in.readFully(body);
    int first = body[0] & 0xff;
    if (first == ERROR) {
      int code = (body[1] & 0xff) | (body[2] & 0xff) << 8;
      String text = new String(body, 3, length - 3, StandardCharsets.UTF_8);
      throw Wrong.said(attempt, kind(code), server(), text + " (" + code + ")", action(code));
    }
    if (first != PROTOCOL) {
      throw Wrong.answer(attempt, server(), head);
    }
  }

  /** Where nobody says anything, something else may wait for a word, which then says what it is. */
  private static byte[] head(Socket socket, DataInputStream in) throws IOException {
    int limit = socket.getSoTimeout();
    byte[] head = new byte[4];
    socket.setSoTimeout(Math.max(1, limit / 2));
    try {
      in.readFully(head);
    } catch (SocketTimeoutException silent) {
      socket.getOutputStream().write("\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
      in.readFully(head);
    }
    socket.setSoTimeout(limit);
    return head;
  }

  private static FailureKind kind(int code) {
    return switch (code) {
      case TOO_MANY_CONNECTIONS -> FailureKind.OVERLOADED;
      case SHUTTING_DOWN -> FailureKind.STARTING;
      default -> FailureKind.REJECTED; // 1129 host is blocked, 1130 host is not allowed
    };
  }

  private static String action(int code) {
    return code == TOO_MANY_CONNECTIONS
        ? "raise max_connections, or use smaller pools"
        : "read the server's log, and its table of users and hosts";
  }
}
