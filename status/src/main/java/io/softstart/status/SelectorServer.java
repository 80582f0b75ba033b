package io.softstart.status;

import io.softstart.spi.StatusService;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.channels.ClosedSelectorException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.ArrayDeque;
import java.util.Iterator;

/**
 * An HTTP server that nobody can keep from answering: one daemon thread, reads and writes that
 * never block, two seconds for each connection, and the oldest one dropped where there are too
 * many.
 */
final class SelectorServer implements StatusService.Server, Runnable {
  static final int MOST_CONNECTIONS = 64;

  /** Fewer than {@link #MOST_CONNECTIONS}, so that each is read once before it may be dropped. */
  private static final int ACCEPTED_AT_ONCE = 16;

  private static final int BACKLOG = 256;
  private static final long WITHOUT_DESCRIPTORS_MS = 100;

  private final Answers answers;
  private final Selector selector;
  private final ServerSocketChannel listener;
  private final InetSocketAddress address;
  private final SelectionKey accepting;
  private final ArrayDeque<Connection> connections = new ArrayDeque<>(); // the oldest first
  private final Thread thread = new Thread(null, this, "softstart-status", 0, false);

  SelectorServer(InetSocketAddress wanted, Answers answers) throws IOException {
    this.answers = answers;
    selector = Selector.open();
    ServerSocketChannel opened = null;
    try {
      opened = ServerSocketChannel.open();
      opened.setOption(StandardSocketOptions.SO_REUSEADDR, true);
      opened.bind(wanted, BACKLOG);
      opened.configureBlocking(false);
      accepting = opened.register(selector, SelectionKey.OP_ACCEPT);
      address = (InetSocketAddress) opened.getLocalAddress();
      listener = opened;
    } catch (IOException | RuntimeException unusable) {
      selector.close();
      if (opened != null) {
        opened.close();
      }
      throw unusable;
    }
    thread.setDaemon(true);
  }

  void start() {
    thread.start();
  }

  @Override
  public String url() {
    InetAddress bound = address.getAddress();
    String host = bound.isAnyLocalAddress() ? "localhost" : bound.getHostAddress();
    String plain = host.indexOf(':') < 0 ? host : "[" + host + "]";
    return "http://" + plain + ":" + address.getPort() + "/";
  }

  /** At once, so that somebody else may bind the port; what is being answered is broken off. */
  @Override
  public void close() {
    try {
      listener.close();
      selector.close(); // lets go of the port; the thread closes the connections
      if (Thread.currentThread() != thread) {
        thread.join(1_000);
      }
    } catch (IOException ignored) {
      // nothing is left that could be done about it
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void run() {
    try {
      while (listener.isOpen()) {
        boolean acceptsAgain = accepting.interestOps() == 0;
        selector.select(acceptsAgain ? WITHOUT_DESCRIPTORS_MS : untilNextIsOverdue());
        if (acceptsAgain) {
          accepting.interestOps(SelectionKey.OP_ACCEPT);
        }
        for (SelectionKey key : selector.selectedKeys()) {
          serve(key);
        }
        selector.selectedKeys().clear();
        dropEndedAndOverdue();
      }
    } catch (IOException | ClosedSelectorException | java.nio.channels.CancelledKeyException end) {
      // closed
    } finally {
      connections.forEach(Connection::close);
    }
  }

  private void serve(SelectionKey key) {
    if (key == accepting) {
      accept();
    } else if (key.attachment() instanceof Connection connection) {
      try {
        connection.advance(key, answers);
      } catch (IOException | RuntimeException | Error broken) { // costs this answer, not the rest
        connection.close();
      }
    }
  }

  private void accept() {
    try {
      for (int i = 0; i < ACCEPTED_AT_ONCE; i++) {
        SocketChannel channel = listener.accept();
        if (channel == null) {
          return;
        }
        if (connections.size() >= MOST_CONNECTIONS) {
          connections.removeFirst().close();
        }
        connections.addLast(new Connection(channel));
        channel.configureBlocking(false);
        channel.register(selector, SelectionKey.OP_READ, connections.getLast());
      }
    } catch (IOException noDescriptors) {
      if (connections.isEmpty()) {
        accepting.interestOps(0); // or this thread would spin
      } else {
        connections.removeFirst().close();
      }
    }
  }

  /** In milliseconds; 0 for ever. */
  private long untilNextIsOverdue() {
    Connection oldest = connections.peekFirst();
    return oldest == null ? 0 : Math.max(1, oldest.millisLeft());
  }

  private void dropEndedAndOverdue() {
    Iterator<Connection> all = connections.iterator();
    while (all.hasNext()) {
      Connection connection = all.next();
      if (connection.millisLeft() <= 0) {
        connection.close();
      }
      if (connection.isClosed()) {
        all.remove();
      }
    }
  }
}
