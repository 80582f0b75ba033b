package io.softstart.kafka;

import io.softstart.net.Target.Endpoint;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Bare TCP connects: no client, hence no line in a client's log. */
final class Dial {
  /** A listener that answers does so at once; others must have their turn. */
  private static final Duration LONGEST = Duration.ofSeconds(3);

  private Dial() {}

  /** Connects, to whichever of the host's addresses answers first in their order. */
  static Socket connect(Endpoint to, Duration limit) throws IOException {
    long millis = Math.max(1, Math.min(limit.toMillis(), LONGEST.toMillis()));
    IOException last = new UnknownHostException(to.host());
    for (InetAddress address : InetAddress.getAllByName(to.host())) {
      Socket socket = new Socket();
      try {
        socket.connect(new InetSocketAddress(address, to.port()), (int) millis);
        return socket;
      } catch (IOException refused) {
        socket.close();
        last = refused;
      }
    }
    throw last;
  }

  /**
   * Connects to the first of several that answers.
   *
   * @throws IOException of a single endpoint as it is; of several a {@link NoBrokerException}
   */
  static Socket any(List<Endpoint> endpoints, Duration limit) throws IOException {
    List<String> faults = new ArrayList<>();
    for (Endpoint endpoint : endpoints) {
      try {
        return connect(endpoint, limit.dividedBy(endpoints.size()));
      } catch (IOException failure) {
        if (endpoints.size() == 1) {
          throw failure;
        }
        faults.add(endpoint + " " + fault(failure));
      }
    }
    throw new NoBrokerException(String.join(", ", faults));
  }

  /** Throws if none of the brokers' addresses for clients answers: one has to do for a client. */
  static void requireListener(List<Endpoint> listeners, Duration limit) throws ListenerException {
    try {
      any(listeners, limit).close();
    } catch (NoBrokerException all) {
      throw new ListenerException(all.faults());
    } catch (IOException only) {
      throw new ListenerException(listeners.get(0) + " " + fault(only));
    }
  }

  /** Throws if any of the brokers' addresses for clients does not answer. */
  static void requireListeners(List<Endpoint> listeners, Duration limit) throws ListenerException {
    List<String> faults = new ArrayList<>();
    for (Endpoint endpoint : listeners) {
      try {
        connect(endpoint, limit.dividedBy(listeners.size())).close();
      } catch (IOException failure) {
        faults.add(endpoint + " " + fault(failure));
      }
    }
    if (!faults.isEmpty()) {
      throw new ListenerException(String.join(", ", faults));
    }
  }

  private static String fault(IOException failure) {
    if (failure instanceof UnknownHostException) {
      return "does not resolve";
    }
    return failure instanceof SocketTimeoutException ? "does not answer" : "is closed";
  }
}
