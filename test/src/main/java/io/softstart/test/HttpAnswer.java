package io.softstart.test;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;

/** Answers the first bytes of a connection in HTTP, and closes it. */
record HttpAnswer(int status, String body) implements Behaviour {
  private static final int PATIENCE_MILLIS = 1_000;
  private static final byte[] END = "\r\n\r\n".getBytes(StandardCharsets.US_ASCII);

  HttpAnswer {
    if (status < 200 || status > 599) {
      throw new IllegalArgumentException("status must be between 200 and 599, but is " + status);
    }
  }

  @Override
  public void serve(Socket connection) throws IOException {
    try (connection) {
      connection.setSoTimeout(PATIENCE_MILLIS);
      InputStream in = connection.getInputStream();
      readHead(in);
      byte[] text = body.getBytes(StandardCharsets.UTF_8);
      String type = "Content-Type: text/plain; charset=utf-8\r\n";
      String length = "Content-Length: " + text.length + "\r\n";
      String head =
          "HTTP/1.1 " + status + " Scripted\r\n" + type + length + "Connection: close\r\n\r\n";
      connection.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
      connection.getOutputStream().write(text);
      connection.shutdownOutput();
      // bytes that nobody has read would turn the close into a reset, and the answer would be lost
      in.transferTo(OutputStream.nullOutputStream());
    } catch (SocketTimeoutException quiet) {
      // a client that keeps the connection open
    }
  }

  /** Until an empty line, or until the client waits: not all of them speak HTTP. */
  private static void readHead(InputStream in) throws IOException {
    int matched = 0;
    try {
      for (int next = in.read(); next >= 0 && matched < END.length; ) {
        matched = next == END[matched] ? matched + 1 : next == END[0] ? 1 : 0;
        if (matched < END.length) {
          next = in.read();
        }
      }
    } catch (SocketTimeoutException waits) {
      // it gets its answer
    }
  }
}
