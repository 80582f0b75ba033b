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
    Duration each = limit.dividedBy(endpoints.size());
    for (Endpoint endpoint : endpoints) {
      try {
        return connect(endpoint, each);
      } catch (IOException failure) {
        if (endpoints.size() == 1) {
          throw failure;
        }
        faults.add(endpoint + " " + fault(failure));
      }
    }
    throw new NoBrokerException(String.join(", ", faults));
  }

  /** What is wrong with each endpoint that does not answer, such as {@code db:1 is closed}. */
  static List<String> faults(List<Endpoint> endpoints, Duration limit) {
    List<String> faults = new ArrayList<>();
    for (Endpoint endpoint : endpoints) {
      try {
        connect(endpoint, limit.dividedBy(endpoints.size())).close();
      } catch (IOException failure) {
        faults.add(endpoint + " " + fault(failure));
      }
    }
    return faults;
  }

  private static String fault(IOException failure) {
    if (failure instanceof UnknownHostException) {
      return "does not resolve";
    }
    return failure instanceof SocketTimeoutException ? "does not answer" : "is closed";
  }
}
