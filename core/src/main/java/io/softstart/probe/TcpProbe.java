package io.softstart.probe;

import io.softstart.client.DirectSockets;
import io.softstart.client.TcpConnect;
import io.softstart.gate.Attempt;
import io.softstart.gate.Probe;
import io.softstart.net.Target;
import java.io.EOFException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.Optional;

/**
 * Tries a bare TCP connect, and sees through a proxy that accepts for a server that is not there: a
 * connection that is closed at once is a failure. For dependencies that have no better probe; an
 * open port is not a usable service.
 *
 * <p>Immutable and thread-safe.
 */
public final class TcpProbe implements Probe<Void> {
  private static final Duration AT_ONCE = Duration.ofMillis(100);

  private final Target target;
  private final Target.Endpoint endpoint;
  private final Duration staysOpen;

  private TcpProbe(Target target, Target.Endpoint endpoint, Duration staysOpen) {
    this.target = target;
    this.endpoint = endpoint;
    this.staysOpen = staysOpen;
  }

  /**
   * Returns a probe of one port.
   *
   * @param host a name or an address; looked up anew for each attempt, which tries all its
   *     addresses
   * @param port 1 to 65535
   * @return the probe
   * @throws IllegalArgumentException if host or port cannot be one
   */
  public static TcpProbe of(String host, int port) {
    Target.Endpoint endpoint = new Target.Endpoint(host, port);
    return new TcpProbe(Target.of("tcp", host, port), endpoint, AT_ONCE);
  }

  /**
   * Returns a probe that wants the connection to stay open for this time, which each good attempt
   * takes unless the server speaks first.
   *
   * @param time zero to trust any accept; the default is 100 ms
   * @return the probe
   * @throws IllegalArgumentException if it is negative
   */
  public TcpProbe staysOpenFor(Duration time) {
    if (time.isNegative()) {
      throw new IllegalArgumentException("staysOpenFor: " + time + " is not zero or more");
    }
    return new TcpProbe(target, endpoint, time);
  }

  @Override
  @SuppressWarnings("NullAway") // Void has no other value
  public Void open(Attempt attempt) throws Exception {
    try (Socket socket = attempt.own(TcpConnect.connect(endpoint, attempt.remaining()))) {
      if (!staysOpen.isZero()) {
        expectOpen(socket);
      }
    }
    return null;
  }

  private void expectOpen(Socket socket) throws Exception {
    socket.setSoTimeout(Millis.of(staysOpen));
    try {
      if (socket.getInputStream().read() < 0) {
        throw new EOFException("closed right after it was accepted");
      }
    } catch (SocketTimeoutException silence) {
      // most servers wait for the client to speak first
    }
  }

  @Override
  public void recheck(Void opened, Attempt attempt) throws Exception {
    open(attempt);
  }

  @Override
  public Optional<Target> target() {
    return Optional.of(target);
  }

  @Override
  public Optional<Target.Endpoint> dials() {
    return DirectSockets.reach(endpoint) ? Optional.of(endpoint) : Optional.empty();
  }
}
