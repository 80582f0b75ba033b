package io.softstart.status;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** One request over a bare socket, so that nothing of a client stands between. */
final class Http {
  private static final int LIMIT_MS = 10_000;

  private Http() {}

  /** Returns the whole answer, head and body. */
  static String get(int port, String target) throws IOException {
    return send(port, "GET " + target + " HTTP/1.1\r\nHost: localhost\r\n\r\n");
  }

  static String send(int port, String request) throws IOException {
    try (Socket socket = connect(port)) {
      socket.getOutputStream().write(request.getBytes(StandardCharsets.UTF_8));
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  static Socket connect(int port) throws IOException {
    Socket socket = new Socket();
    socket.setSoTimeout(LIMIT_MS);
    socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), LIMIT_MS);
    return socket;
  }

  static String bodyOf(String answer) {
    return answer.substring(answer.indexOf("\r\n\r\n") + 4);
  }
}
