package io.softstart.kafka;

import io.softstart.client.TcpConnect;
import io.softstart.net.Target.Endpoint;
import java.io.IOException;
import java.net.Socket;
import java.nio.channels.ClosedByInterruptException;
import java.time.Duration;
import java.util.List;

/** The addresses that brokers give to clients, by bare TCP connects: which of them take one. */
final class BrokerReachability {
  /** A listener that answers does so at once; others must have their turn. */
  private static final Duration LONGEST = Duration.ofSeconds(3);

  private BrokerReachability() {}

  private static boolean takes(Endpoint to, Duration limit, BrokerFaults faults)
      throws IOException {
    try (Socket socket = TcpConnect.connectDirectly(to, shorter(limit))) {
      return socket.isConnected();
    } catch (ClosedByInterruptException interrupted) {
      throw interrupted;
    } catch (IOException failure) {
      faults.put(to, failure);
      return false;
    }
  }

  static Duration shorter(Duration limit) {
    return limit.compareTo(LONGEST) < 0 ? limit : LONGEST;
  }

  /** Throws if none of the brokers' addresses for clients answers: one has to do for a client. */
  static void requireListener(List<Endpoint> listeners, Duration limit) throws IOException {
    BrokerFaults faults = new BrokerFaults();
    for (Endpoint listener : listeners) {
      if (takes(listener, limit.dividedBy(listeners.size()), faults)) {
        return;
      }
    }
    throw new ListenerException(faults.text());
  }

  /** Throws if any of the brokers' addresses for clients does not answer. */
  static void requireListeners(List<Endpoint> listeners, Duration limit) throws IOException {
    BrokerFaults faults = new BrokerFaults();
    for (Endpoint listener : listeners) {
      takes(listener, limit.dividedBy(listeners.size()), faults);
    }
    if (!faults.isEmpty()) {
      throw new ListenerException(faults.text());
    }
  }
}
