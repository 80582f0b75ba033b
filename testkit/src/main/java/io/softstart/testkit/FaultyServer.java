package io.softstart.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * A TCP server on loopback that does to its clients what a test wants: refuse, hang, reset, talk
 * nonsense, drip, forward to a real server, and recover after so many connections.
 *
 * <pre>{@code
 * FaultyServer.with(Behaviour.close().times(3), Behaviour.proxyTo("127.0.0.1", realPort))
 * }</pre>
 *
 * <p>Its port is fixed for its life, whether it listens at the moment or not. Behaviours are played
 * in order, each for the number of connections it is counted for, the last for ever; {@link
 * #behave} replaces them at any time. Thread-safe; all its threads are daemons, and none is left
 * after {@link #close()}.
 */
public final class FaultyServer implements AutoCloseable {
  private final int number;
  private final FaultyThreads threads;
  private final FaultyPort port;
  private final Object lock = new Object();

  // All guarded by lock.
  private final Deque<Behaviour> behaviours = new ArrayDeque<>();
  private final List<FaultyConnection> accepted = new ArrayList<>();
  private final Set<FaultyConnection> open = new HashSet<>();
  private int playedByFirst;
  private int peakOpen;
  private boolean closed;

  private FaultyServer(int number) {
    this.number = number;
    this.threads = new FaultyThreads(number);
    this.port = new FaultyPort(number, threads, this::wantedPort, this::accepted);
  }

  /**
   * Creates a server on a free port and lets it behave at once.
   *
   * @param first what it does first
   * @param then what it does after that, in order; the last one for ever
   * @return the server, listening unless the behaviour is not to
   * @throws IllegalArgumentException if the last behaviour is counted, or another one is not
   */
  public static FaultyServer with(Behaviour first, Behaviour... then) {
    return on(Ports.free(), first, then);
  }

  /**
   * Creates a server on a given port and lets it behave at once.
   *
   * @param port the port on 127.0.0.1
   * @param first what it does first
   * @param then what it does after that, in order; the last one for ever
   * @return the server, listening unless the behaviour is not to
   * @throws IllegalArgumentException if the last behaviour is counted, or another one is not
   * @throws UncheckedIOException if the port cannot be listened on
   */
  public static FaultyServer on(int port, Behaviour first, Behaviour... then) {
    FaultyServer server = new FaultyServer(port);
    server.behave(first, then);
    return server;
  }

  /**
   * Returns the address the server listens on.
   *
   * @return {@code 127.0.0.1}
   */
  public String host() {
    return "127.0.0.1";
  }

  /**
   * Returns the port, which is the server's for its whole life.
   *
   * @return the TCP port
   */
  public int port() {
    return number;
  }

  /**
   * Replaces the behaviours; connections that are open go on with what they had. When this returns,
   * the port is listened on, or not, as the new behaviour wants.
   *
   * @param first what it does from now on
   * @param then what it does after that, in order; the last one for ever
   * @throws IllegalArgumentException if the last behaviour is counted, or another one is not
   * @throws IllegalStateException if the server is closed
   * @throws UncheckedIOException if the port cannot be listened on
   */
  public void behave(Behaviour first, Behaviour... then) {
    List<Behaviour> all = new ArrayList<>(List.of(first));
    all.addAll(List.of(then));
    for (Behaviour behaviour : all.subList(0, all.size() - 1)) {
      if (behaviour.times().isEmpty()) {
        throw new IllegalArgumentException(
            "[" + behaviour + "] is for ever, so what comes after it would never be played");
      }
    }
    Behaviour last = all.get(all.size() - 1);
    if (last.times().isPresent()) {
      throw new IllegalArgumentException(
          "[" + last + "] comes last, so it is for ever and cannot be counted");
    }
    synchronized (lock) {
      if (closed) {
        throw new IllegalStateException("the faulty server on port " + number + " is closed");
      }
      behaviours.clear();
      behaviours.addAll(all);
      playedByFirst = 0;
    }
    port.update();
  }

  /** Closes all open connections; the behaviour for new ones stays. */
  public void disconnectAll() {
    synchronized (lock) {
      open.forEach(FaultyConnection::close);
    }
  }

  /**
   * Returns how many connections were accepted so far.
   *
   * @return the number, since the server was created
   */
  public int accepted() {
    synchronized (lock) {
      return accepted.size();
    }
  }

  /**
   * Returns how many connections are open now; one that the client closed counts until the script
   * has noticed, normally within milliseconds.
   *
   * @return the number
   */
  public int open() {
    synchronized (lock) {
      return open.size();
    }
  }

  /**
   * Returns how many connections were open at the same time at most.
   *
   * @return the largest number so far
   */
  public int peakOpen() {
    synchronized (lock) {
      return peakOpen;
    }
  }

  /**
   * Returns what a client sent, as far as the script read it (up to 64 KiB).
   *
   * @param connection the connection's number in the order of acceptance, from 0
   * @return the first bytes received
   * @throws IndexOutOfBoundsException if there was no such connection
   */
  public byte[] received(int connection) {
    synchronized (lock) {
      return accepted.get(connection).received();
    }
  }

  /**
   * Waits until at least so many connections have been accepted.
   *
   * @param count how many in all
   * @param limit how long to wait at most
   * @throws TestkitException if there were fewer within the limit
   */
  public void awaitAccepted(int count, Duration limit) {
    if (!Poll.until(limit, () -> accepted() >= count)) {
      throw new TestkitException(
          accepted()
              + " connections within "
              + limit
              + " instead of "
              + count
              + " on port "
              + number);
    }
  }

  /** Stops listening, closes all connections and ends all threads; blocks until they have ended. */
  @Override
  public void close() {
    synchronized (lock) {
      closed = true;
      open.forEach(FaultyConnection::close);
    }
    Interrupts.heldBackIn(this::endThreads);
  }

  private void endThreads() {
    port.update();
    threads.end();
  }

  @Override
  public String toString() {
    synchronized (lock) {
      return "faulty server at " + host() + ":" + number + " " + behaviours;
    }
  }

  /** What the port is to be now. */
  private Behaviour.Port wantedPort() {
    synchronized (lock) {
      return closed ? Behaviour.Port.REFUSING : behaviours.getFirst().port();
    }
  }

  /** Takes over a connection, and counts it for the behaviour that it gets. */
  private void accepted(Socket socket) {
    FaultyConnection connection = new FaultyConnection(threads, socket);
    synchronized (lock) {
      Behaviour behaviour = behaviours.getFirst();
      if (closed || behaviour.port() != Behaviour.Port.ACCEPTING) {
        connection.close(); // came in while the behaviour changed
        return;
      }
      accepted.add(connection);
      open.add(connection);
      peakOpen = Math.max(peakOpen, open.size());
      threads.create("connection-" + accepted.size(), () -> play(behaviour, connection)).start();
      playedByFirst++;
      if (behaviours.size() > 1 && playedByFirst >= behaviour.times().orElseThrow()) {
        behaviours.removeFirst();
        playedByFirst = 0;
      }
    }
  }

  private void play(Behaviour behaviour, FaultyConnection connection) {
    try {
      behaviour.play(connection);
      connection.closePolitely();
    } catch (IOException e) {
      connection.close(); // the client is gone, or close() was called
    } catch (InterruptedException e) {
      connection.close();
      Thread.currentThread().interrupt();
    } finally {
      synchronized (lock) {
        open.remove(connection);
      }
    }
  }
}
