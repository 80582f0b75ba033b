package io.softstart.kafka;

import io.softstart.client.TcpConnect;
import io.softstart.net.Target.Endpoint;
import java.io.IOException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.nio.channels.ClosedByInterruptException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** The brokers by bare TCP connects: which of them take one, and why the others do not. */
final class BrokerReachability {
  /** A listener that answers does so at once; others must have their turn. */
  private static final Duration LONGEST = Duration.ofSeconds(3);

  private BrokerReachability() {}

  private static Socket one(Endpoint to, Duration limit) throws IOException {
    return TcpConnect.connectDirectly(to, limit.compareTo(LONGEST) < 0 ? limit : LONGEST);
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
        return one(endpoint, limit.dividedBy(endpoints.size()));
      } catch (ClosedByInterruptException interrupted) {
        throw interrupted;
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
  static void requireListener(List<Endpoint> listeners, Duration limit) throws IOException {
    try {
      any(listeners, limit).close();
    } catch (ClosedByInterruptException interrupted) {
      throw interrupted;
    } catch (NoBrokerException all) {
      throw new ListenerException(all.faults());
    } catch (IOException only) {
      throw new ListenerException(listeners.get(0) + " " + fault(only));
    }
  }

  /** Throws if any of the brokers' addresses for clients does not answer. */
  static void requireListeners(List<Endpoint> listeners, Duration limit) throws IOException {
    List<String> faults = new ArrayList<>();
    for (Endpoint endpoint : listeners) {
      try {
        one(endpoint, limit.dividedBy(listeners.size())).close();
      } catch (ClosedByInterruptException interrupted) {
        throw interrupted;
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
