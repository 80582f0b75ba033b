package io.softstart.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.util.ArrayList;
import java.util.List;
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
  private final FaultyServer server;

  // All guarded by this.
  private final List<Socket> fillers = new ArrayList<>();
  private @Nullable ServerSocket listener;
  private @Nullable Thread acceptor;

  FaultyPort(int number, FaultyServer server) {
    this.number = number;
    this.server = server;
  }

  /** Makes the port what the server wants it to be; returns when it is. */
  void update() {
    // A socket is listened on until the thread that waits for its connections has let go of it; and
    // that thread may itself be on its way here.
    Thread former = releaseUnlessAccepting();
    if (former != null && former != Thread.currentThread()) {
      FaultyServer.join(former);
    }
    acquire();
  }

  private synchronized @Nullable Thread releaseUnlessAccepting() {
    if (server.wantedPort() == Behaviour.Port.ACCEPTING && acceptor != null) {
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
      switch (server.wantedPort()) {
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
    Thread thread = server.newThread("accept", () -> acceptAll(socket));
    acceptor = thread;
    thread.start();
  }

  private void acceptAll(ServerSocket socket) {
    try {
      while (true) {
        server.accepted(socket.accept());
        if (server.wantedPort() != Behaviour.Port.ACCEPTING) {
          update();
        }
      }
    } catch (IOException e) {
      return; // no longer listening
    }
  }
}
