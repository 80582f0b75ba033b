package io.softstart.test;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.StandardSocketOptions;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A port on 127.0.0.1 that refuses connections, accepts them and says nothing, resets them, or
 * answers HTTP. It can change: {@code refuse()} and then {@code answer(200, "ok")} is a server that
 * comes late. Thread-safe. Its threads are daemons.
 */
public final class FaultyPort implements AutoCloseable {
  private final int number;
  private final List<Socket> accepted = new ArrayList<>();
  private int connections;
  private Behaviour behaviour = Behaviour.HANG;
  private @Nullable SocketChannel held;
  private @Nullable ServerSocket listener;
  private boolean accepting;
  private boolean closed;

  private FaultyPort() {
    try {
      SocketChannel reserved = hold(0);
      held = reserved;
      number = ((InetSocketAddress) reserved.getLocalAddress()).getPort();
    } catch (IOException e) {
      throw new UncheckedIOException("no free port", e);
    }
  }

  /** {@return a port on which nothing listens; nobody else gets it meanwhile} */
  public static FaultyPort refusing() {
    return new FaultyPort();
  }

  /** {@return a port that accepts connections and says nothing} */
  public static FaultyPort hanging() {
    return new FaultyPort().hang();
  }

  /** {@return a port that accepts connections and resets them} */
  public static FaultyPort resetting() {
    return new FaultyPort().reset();
  }

  /**
   * Returns a port that answers each request in HTTP, also where the client speaks another
   * protocol.
   *
   * @param status such as 503
   * @param body such as {@code "starting"}
   * @return the port
   * @throws IllegalArgumentException if the status is not between 200 and 599
   */
  public static FaultyPort answering(int status, String body) {
    return new FaultyPort().answer(status, body);
  }

  /** {@return its number} */
  public int port() {
    return number;
  }

  /** {@return host and port, for settings} */
  public String address() {
    return "127.0.0.1:" + number;
  }

  /** {@return how many connections it has accepted so far} */
  public synchronized int connections() {
    return connections;
  }

  /**
   * Refuses connections from now on, and resets those that are open.
   *
   * @return this port
   */
  public synchronized FaultyPort refuse() {
    closeAll();
    try {
      while (accepting) {
        wait(); // the system listens on until the thread that accepts has let go
      }
      held = closed ? null : hold(number);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot hold port " + number, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return this;
  }

  /**
   * Accepts connections from now on, and says nothing.
   *
   * @return this port
   */
  public FaultyPort hang() {
    return become(Behaviour.HANG);
  }

  /**
   * Resets each connection from now on, as soon as it is accepted.
   *
   * @return this port
   */
  public FaultyPort reset() {
    return become(Behaviour.RESET);
  }

  /**
   * Answers each request in HTTP from now on.
   *
   * @param status such as 200
   * @param body its text
   * @return this port
   * @throws IllegalArgumentException if the status is not between 200 and 599
   */
  public FaultyPort answer(int status, String body) {
    return become(new HttpAnswer(status, body));
  }

  /** Closes the port and all connections. Idempotent. */
  @Override
  public synchronized void close() {
    closed = true;
    closeAll();
  }

  private synchronized FaultyPort become(Behaviour next) {
    if (closed) {
      throw new IllegalStateException("port " + number + " is closed");
    }
    behaviour = next;
    if (listener == null) {
      closeAll();
      try {
        listen();
      } catch (IOException e) {
        throw new UncheckedIOException("cannot listen on port " + number, e);
      }
    }
    return this;
  }

  private void listen() throws IOException {
    ServerSocket socket = new ServerSocket();
    listener = socket;
    socket.setReuseAddress(true);
    socket.bind(new InetSocketAddress(loopback(), number));
    accepting = true;
    daemon("accept", () -> acceptAll(socket)).start();
  }

  private void acceptAll(ServerSocket socket) {
    try {
      while (true) {
        Socket connection = socket.accept();
        Behaviour now = accepted(connection);
        if (now == null) {
          connection.close();
          return;
        }
        daemon("serve", () -> serve(connection, now)).start();
      }
    } catch (IOException noLongerListening) {
      // closed
    } finally {
      ended();
    }
  }

  private synchronized void ended() {
    accepting = false;
    notifyAll();
  }

  private synchronized @Nullable Behaviour accepted(Socket connection) {
    if (listener == null) {
      return null;
    }
    connections++;
    accepted.add(connection);
    return behaviour;
  }

  private static void serve(Socket connection, Behaviour now) {
    try {
      now.serve(connection);
    } catch (IOException gone) {
      // the client may leave at any time
    }
  }

  private synchronized void closeAll() {
    try {
      if (held != null) {
        held.close();
      }
      if (listener != null) {
        listener.close();
      }
      for (Socket connection : accepted) {
        serve(connection, Behaviour.RESET); // which its own thread may close meanwhile
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot close port " + number, e);
    } finally {
      held = null;
      listener = null;
      accepted.clear();
    }
  }

  private Thread daemon(String does, Runnable run) {
    Thread thread = new Thread(run, "faulty-port-" + number + "-" + does);
    thread.setDaemon(true);
    return thread;
  }

  /** Bound and not listened on: connections are refused, and nobody else gets the port. */
  private static SocketChannel hold(int port) throws IOException {
    SocketChannel channel = SocketChannel.open();
    try {
      channel.setOption(StandardSocketOptions.SO_REUSEADDR, true);
      return channel.bind(new InetSocketAddress(loopback(), port));
    } catch (IOException e) {
      channel.close();
      throw e;
    }
  }

  private static InetAddress loopback() throws IOException {
    return InetAddress.getByAddress(new byte[] {127, 0, 0, 1});
  }
}
