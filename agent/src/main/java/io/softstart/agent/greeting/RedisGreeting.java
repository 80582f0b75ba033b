package io.softstart.agent.greeting;

import io.softstart.diagnosis.FailureKind;
import io.softstart.gate.Attempt;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;

/**
 * {@code PING}, behind an {@code AUTH} where the URL has a password.
 *
 * @param host for the certificate
 * @param user may be empty
 * @param password empty for none
 * @param tls whether to speak TLS
 */
record RedisGreeting(String host, String user, String password, boolean tls) implements Greeting {
  private static final int LONGEST = 512;

  @Override
  public String server() {
    return "Redis";
  }

  @Override
  public String toString() {
    return server();
  }

  @Override
  public void exchange(Socket socket, Attempt attempt) throws Exception {
    if (tls) {
      try (SSLSocket secured = secured(socket)) {
        ask(secured, attempt);
      }
    } else {
      ask(socket, attempt);
    }
  }

  private SSLSocket secured(Socket socket) throws IOException {
    SSLSocketFactory factory = (SSLSocketFactory) SSLSocketFactory.getDefault();
    SSLSocket secured = (SSLSocket) factory.createSocket(socket, host, socket.getPort(), false);
    var parameters = secured.getSSLParameters();
    parameters.setEndpointIdentificationAlgorithm("HTTPS");
    secured.setSSLParameters(parameters);
    secured.startHandshake();
    return secured;
  }

  private void ask(Socket socket, Attempt attempt) throws Exception {
    if (!password.isEmpty()) {
      String answer =
          user.isEmpty() ? send(socket, "AUTH", password) : send(socket, "AUTH", user, password);
      judge(answer, attempt);
    }
    judge(send(socket, "PING"), attempt);
  }

  private void judge(String answer, Attempt attempt) throws Exception {
    if (answer.startsWith("+") || answer.startsWith("-NOAUTH")) {
      return;
    }
    if (!answer.startsWith("-")) {
      throw Wrong.answer(attempt, server(), answer.getBytes(StandardCharsets.ISO_8859_1));
    }
    throw Wrong.said(attempt, kind(answer), server(), answer.substring(1), action(answer));
  }

  private static String action(String answer) {
    if (answer.startsWith("-WRONGPASS") || answer.contains("invalid password")) {
      return "correct user and password, which stand in the URL before the host";
    }
    if (answer.contains("AUTH")) { // ... <password> called without any password configured
      return "give the server its password, or leave it out of the URL";
    }
    if (answer.contains("max number of clients")) {
      return "raise maxclients, or use smaller pools";
    }
    if (answer.startsWith("-LOADING") || answer.startsWith("-BUSY")) {
      return "see what makes it busy: it was waited for";
    }
    return "read the server's log and settings";
  }

  private static FailureKind kind(String answer) {
    if (answer.startsWith("-LOADING") || answer.startsWith("-BUSY")) {
      return FailureKind.STARTING;
    }
    if (answer.startsWith("-WRONGPASS") || answer.contains("AUTH")) {
      return FailureKind.DENIED;
    }
    if (answer.contains("max number of clients")) {
      return FailureKind.OVERLOADED;
    }
    return answer.startsWith("-DENIED") || answer.startsWith("-NOPERM")
        ? FailureKind.REJECTED
        : FailureKind.NOT_YET;
  }

  private static String send(Socket socket, String... words) throws IOException {
    StringBuilder command = new StringBuilder("*" + words.length + "\r\n");
    for (String word : words) {
      int length = word.getBytes(StandardCharsets.UTF_8).length;
      command.append('$').append(length).append("\r\n").append(word).append("\r\n");
    }
    socket.getOutputStream().write(command.toString().getBytes(StandardCharsets.UTF_8));
    return line(socket.getInputStream());
  }

  private static String line(InputStream in) throws IOException {
    StringBuilder line = new StringBuilder();
    for (int c = in.read(); c != '\r' && c != '\n' && line.length() < LONGEST; c = in.read()) {
      if (c < 0) {
        if (line.length() == 0) {
          throw new EOFException("closed without an answer");
        }
        return line.toString();
      }
      line.append((char) c);
    }
    in.skipNBytes(1); // the line feed
    return line.toString();
  }
}
