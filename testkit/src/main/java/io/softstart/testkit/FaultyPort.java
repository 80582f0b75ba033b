package io.softstart.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The port of a {@link FaultyServer}: accepting, refusing or unreachable.
 *
 * <p>Lock order: this, then the server's. So the server never calls with its own lock held.
 */
final class FaultyPort {
  private static final int BACKLOG = 128;
  private static final int FILL_CONNECT_MILLIS = 100;
  private static final int FILL_AT_MOST = 16;

  private final int number;
  private final FaultyThreads threads;
  private final Supplier<Behaviour.Port> wanted;
  private final Consumer<Socket> accepted;

  // All guarded by this.
  private final List<Socket> fillers = new ArrayList<>();
  private @Nullable ServerSocket listener;
  private @Nullable Thread acceptor;

  /**
   * Prepares the port, which refuses at first.
   *
   * @param wanted what it is to be now
   * @param accepted takes over a connection
   */
  FaultyPort(
      int number,
      FaultyThreads threads,
      Supplier<Behaviour.Port> wanted,
      Consumer<Socket> accepted) {
    this.number = number;
    this.threads = threads;
    this.wanted = wanted;
    this.accepted = accepted;
  }

  /** Makes the port what the server wants it to be; returns when it is. */
  void update() {
    // A socket is listened on until the thread that waits for its connections has let go of it; and
    // that thread may itself be on its way here.
    Thread former = releaseUnlessAccepting();
    if (former != null && former != Thread.currentThread()) {
      FaultyThreads.join(former);
    }
    acquire();
  }

  private synchronized @Nullable Thread releaseUnlessAccepting() {
    if (wanted.get() == Behaviour.Port.ACCEPTING && acceptor != null) {
      return null;
    }
    Thread former = acceptor;
    acceptor = null;
    try {
      if (listener != null) {
        listener.close();
      }
      for (Socket filler : fillers) {
        filler.close();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      listener = null;
      fillers.clear();
    }
    return former;
  }

  private synchronized void acquire() {
    if (listener != null) {
      return; // what was there is still wanted, or somebody else was quicker
    }
    try {
      switch (wanted.get()) {
        case REFUSING -> {}
        case ACCEPTING -> accept(listen(BACKLOG));
        case UNREACHABLE -> fillQueue();
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot listen on port " + number, e);
    }
  }

  private ServerSocket listen(int backlog) throws IOException {
    ServerSocket socket = new ServerSocket();
    try {
      socket.setReuseAddress(true);
      socket.bind(new InetSocketAddress(Ports.loopback(), number), backlog);
    } catch (IOException e) {
      socket.close();
      throw e;
    }
    listener = socket;
    return socket;
  }

  /** Nobody accepts, and the queue is filled by ourselves: further connects get no answer. */
  private void fillQueue() throws IOException {
    listen(1);
    for (int i = 0; i < FILL_AT_MOST; i++) {
      Socket filler = new Socket();
      fillers.add(filler);
      try {
        filler.connect(new InetSocketAddress(Ports.loopback(), number), FILL_CONNECT_MILLIS);
      } catch (SocketTimeoutException e) {
        return;
      }
    }
  }

  private void accept(ServerSocket socket) {
    Thread thread = threads.create("accept", () -> acceptAll(socket));
    acceptor = thread;
    thread.start();
  }

  private void acceptAll(ServerSocket socket) {
    try {
      while (true) {
        accepted.accept(socket.accept());
        if (wanted.get() != Behaviour.Port.ACCEPTING) {
          update();
        }
      }
    } catch (IOException e) {
      return; // no longer listening
    }
  }
}
