package io.softstart.testkit;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** One accepted connection of a {@link FaultyServer}, used by the thread that plays its script. */
final class FaultyConnection {
  private static final int REMEMBERED = 64 * 1024;
  private static final int PROXY_CONNECT_MILLIS = 5_000;
  private static final int POLITE_CLOSE_MILLIS = 1_000;

  private final Socket socket;
  private final ByteArrayOutputStream received = new ByteArrayOutputStream();
  private final FaultyThreads threads;

  FaultyConnection(FaultyThreads threads, Socket socket) {
    this.threads = threads;
    this.socket = socket;
  }

  void send(byte[] bytes) throws IOException {
    socket.getOutputStream().write(bytes);
  }

  void read(int count) throws IOException {
    byte[] buffer = new byte[count];
    for (int got = 0; got < count; ) {
      int n = socket.getInputStream().read(buffer, got, count - got);
      if (n < 0) {
        throw new EOFException();
      }
      remember(buffer, got, n);
      got += n;
    }
  }

  void readSome() throws IOException {
    byte[] buffer = new byte[8 * 1024];
    int n = socket.getInputStream().read(buffer);
    if (n < 0) {
      throw new EOFException();
    }
    remember(buffer, 0, n);
  }

  void readHttpRequest() throws IOException {
    do {
      readSome();
    } while (!new String(received(), StandardCharsets.ISO_8859_1).contains("\r\n\r\n"));
  }

  /** Reads until the client goes away, which is the only thing that ends a hanging server. */
  void hang() throws IOException {
    while (true) {
      readSome();
    }
  }

  void reset() throws IOException {
    socket.setSoLinger(true, 0);
    socket.close();
  }

  void pause(Duration pause) throws InterruptedException {
    TimeUnit.NANOSECONDS.sleep(pause.toNanos());
  }

  void forward(String host, int port) throws IOException {
    try (Socket backend = new Socket()) {
      if (!connect(backend, host, port)) {
        return; // accepted, then closed: what a client of a proxy sees
      }
      Thread back = threads.create("back", () -> pump(backend, socket));
      back.start();
      try {
        InputStream in = socket.getInputStream();
        byte[] buffer = new byte[16 * 1024];
        for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
          remember(buffer, 0, n);
          backend.getOutputStream().write(buffer, 0, n);
        }
        backend.shutdownOutput();
        back.join();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt(); // the server is being closed
      }
    }
  }

  private static boolean connect(Socket backend, String host, int port) {
    try {
      backend.connect(new InetSocketAddress(host, port), PROXY_CONNECT_MILLIS);
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  private static void pump(Socket from, Socket to) {
    try {
      from.getInputStream().transferTo(to.getOutputStream());
      to.shutdownOutput();
    } catch (IOException e) {
      closeQuietly(to); // the other pump learns of it this way
    }
  }

  /** Says FIN and takes what the client still sends: closing with unread bytes would be an RST. */
  void closePolitely() {
    try (socket) {
      if (!socket.isClosed()) {
        socket.shutdownOutput();
        socket.setSoTimeout(POLITE_CLOSE_MILLIS);
        hang();
      }
    } catch (IOException e) {
      return; // gone, as it should be
    }
  }

  void close() {
    closeQuietly(socket);
  }

  byte[] received() {
    synchronized (received) {
      return received.toByteArray();
    }
  }

  private void remember(byte[] bytes, int from, int count) {
    synchronized (received) {
      received.write(bytes, from, Math.min(count, REMEMBERED - received.size()));
    }
  }

  private static void closeQuietly(Socket socket) {
    try {
      socket.close();
    } catch (IOException e) {
      return; // nothing more can be done to it
    }
  }
}
