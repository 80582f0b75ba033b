package io.softstart.testkit;

import java.io.DataOutputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/**
 * The first step of a PostgreSQL login: a server that would let somebody in asks for the password,
 * one that is still starting answers with error 57P03. Takes a millisecond where a driver takes
 * many, so that it can be asked every 10 ms.
 */
final class PostgresGreeting {
  private static final int LIMIT_MILLIS = 1_000;
  private static final int PROTOCOL_3_0 = 196_608;

  private PostgresGreeting() {}

  static boolean isAnswered(String host, int port) {
    String parameters = "user\0" + PostgresSettings.SUPERUSER + "\0database\0postgres\0\0";
    byte[] bytes = parameters.getBytes(StandardCharsets.US_ASCII);
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(host, port), LIMIT_MILLIS);
      socket.setSoTimeout(LIMIT_MILLIS);
      DataOutputStream out = new DataOutputStream(socket.getOutputStream());
      out.writeInt(2 * Integer.BYTES + bytes.length);
      out.writeInt(PROTOCOL_3_0);
      out.write(bytes);
      out.flush();
      return socket.getInputStream().read() == 'R';
    } catch (IOException e) {
      return false;
    }
  }
}
