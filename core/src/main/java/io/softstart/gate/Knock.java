package io.softstart.gate;

import io.softstart.client.Dial;
import io.softstart.net.Target;
import io.softstart.time.Deadline;
import io.softstart.time.Ticker;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.channels.ClosedByInterruptException;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Bare TCP connects in front of a probe: no driver, no log line of a driver. Used only while the
 * last failure was a refused connection, since MySQL blocks hosts that connect often and say
 * nothing.
 */
final class Knock {
  /** Less than the JVM's own 30 s, so that a container that moved is found no later for this. */
  private static final Duration FRESH = Duration.ofSeconds(5);

  private final Target.@Nullable Endpoint endpoint;
  private final Ticker ticker;
  private volatile @Nullable Found lately;

  private record Found(List<InetAddress> addresses, Deadline stale) {}

  Knock(Probe<?> probe, Ticker ticker) {
    // a knock does not go through a SOCKS proxy, so what it meets says nothing about the driver
    boolean direct = System.getProperty("socksProxyHost") == null;
    this.endpoint = direct ? probe.target().flatMap(Target::endpoint).orElse(null) : null;
    this.ticker = ticker;
  }

  /** Looks the host up and knocks; on an attempt's own thread, since a resolver may hang. */
  void lookUpAndKnock(Duration limit) throws IOException {
    if (endpoint != null) {
      List<InetAddress> found = List.of(InetAddress.getAllByName(endpoint.host()));
      lately = new Found(found, Deadline.in(FRESH, ticker));
      Dial.connect(found, endpoint.port(), limit).close();
    }
  }

  /** Whether the host was found a moment ago, so that {@link #again} knocks. */
  boolean isFresh() {
    Found found = lately;
    return found != null && found.stale().left() > 0;
  }

  /**
   * Knocks where the host was found a moment ago. That needs no thread of its own, which would cost
   * as much as the connect itself.
   *
   * @return why nobody opens; null if somebody does, or if the host must be looked up anew
   */
  @Nullable IOException again(Duration limit) throws InterruptedException {
    Found found = lately;
    if (endpoint == null || found == null || found.stale().left() <= 0) {
      return null;
    }
    try {
      Dial.connect(found.addresses(), endpoint.port(), limit).close();
      return null;
    } catch (ClosedByInterruptException interrupted) {
      Thread.interrupted();
      throw new InterruptedException();
    } catch (IOException closed) {
      return closed;
    }
  }
}
