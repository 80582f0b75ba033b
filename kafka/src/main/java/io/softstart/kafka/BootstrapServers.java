package io.softstart.kafka;

import io.softstart.client.TcpConnect;
import io.softstart.net.Target.Endpoint;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.channels.ClosedByInterruptException;
import java.time.Duration;
import java.util.List;

/**
 * The bootstrap servers on bare sockets, asked in turn until one answers as Kafka does, each at all
 * of its addresses: no client is made, or kept, for brokers that it could not use anyway. Remembers
 * which one answered, and what is wrong with the others. For one thread.
 */
final class BootstrapServers {
  /** What a server gets at least; those for which no time is left are asked first the next time. */
  private static final Duration LEAST = Duration.ofSeconds(1);

  /** What the others get once one has answered: they answer at once, or not at all. */
  private static final Duration GLANCE = Duration.ofMillis(500);

  private final ClientSettings settings;
  private final List<Endpoint> servers;
  private final BrokerFaults faults = new BrokerFaults();
  private int first;
  private boolean patient;
  private boolean detour;
  private boolean looked;

  BootstrapServers(ClientSettings settings) {
    this.settings = settings;
    this.servers = settings.bootstrap();
  }

  /** The one that answered, or is asked first the next time. */
  Endpoint current() {
    return servers.get(first);
  }

  /** Whether there are some, and all are well-formed. */
  boolean areKnown() {
    return !servers.isEmpty() && !settings.namesControllers();
  }

  /** Whether a client has several to choose from. */
  boolean areSeveral() {
    return servers.size() > 1;
  }

  /** Whether an address was met that costs a client its request time-out. */
  boolean someHang() {
    return detour;
  }

  /** The current one answers, but no client gets on with it: another one has its turn. */
  void moveOn() {
    first = servers.isEmpty() ? 0 : (first + 1) % servers.size();
  }

  /**
   * Asks until one answers. Where all were silent, the next time one has all the time for itself:
   * it may be slow.
   *
   * @return the brokers' addresses for clients; empty where they are told only after a login
   * @throws IOException of a single server as it is; of several a {@link NoBrokerException}
   */
  List<Endpoint> ask(Duration limit) throws IOException {
    long end = System.nanoTime() + limit.toNanos();
    int count = patient ? 1 : servers.size();
    int asked = 0;
    while (asked < count) {
      Duration rest = Duration.ofNanos(end - System.nanoTime());
      if (asked > 0 && rest.compareTo(LEAST) < 0) {
        break;
      }
      Endpoint server = current();
      try {
        List<Endpoint> listeners = ask(server, rest.dividedBy(count - asked));
        faults.remove(server);
        patient = false;
        lookAtOthers(server);
        return listeners;
      } catch (ClosedByInterruptException interrupted) {
        throw interrupted;
      } catch (IOException failure) {
        faults.put(server, failure);
        moveOn();
      }
      asked++;
    }
    patient = !patient && servers.size() > 1 && faults.areSilences();
    throw faults.together();
  }

  /** A client takes any of them, by chance: one that hangs costs it its request time-out. */
  private void lookAtOthers(Endpoint good) throws ClosedByInterruptException {
    if (looked) {
      return;
    }
    looked = true;
    for (Endpoint other : servers) {
      if (!other.equals(good) && !faults.has(other)) {
        try {
          ask(other, GLANCE);
        } catch (ClosedByInterruptException interrupted) {
          throw interrupted;
        } catch (IOException failure) {
          faults.put(other, failure);
        }
      }
    }
  }

  /** Asks a server at each of its addresses. */
  private List<Endpoint> ask(Endpoint server, Duration share) throws IOException {
    InetAddress[] addresses = InetAddress.getAllByName(server.host());
    IOException last = new IOException("no address");
    for (InetAddress address : addresses) {
      try {
        return ask(address, server.port(), share.dividedBy(addresses.length));
      } catch (ClosedByInterruptException interrupted) {
        throw interrupted;
      } catch (IOException failure) {
        last = failure;
        detour |= !(failure instanceof ConnectException);
      }
    }
    throw last;
  }

  private List<Endpoint> ask(InetAddress address, int port, Duration limit) throws IOException {
    Duration connecting = BrokerReachability.shorter(limit);
    try (Socket socket = TcpConnect.connectDirectly(address, port, connecting)) {
      if (settings.talksTls()) {
        return List.of();
      }
      ProtocolProbe greeting = ProtocolProbe.on(socket, limit);
      return settings.logsIn() ? List.of() : greeting.brokers();
    } catch (SocketException broken) {
      // a reset may be met while connecting, while asking, or while waiting for the answer
      throw broken.getClass() == SocketException.class ? new GreetingException("an end") : broken;
    }
  }

  /** Whether the current one talks Kafka's protocol without TLS. */
  boolean answersWithoutTls(Duration limit) {
    Duration half = limit.dividedBy(2);
    try (Socket socket = TcpConnect.connectDirectly(current(), BrokerReachability.shorter(half))) {
      return ProtocolProbe.on(socket, half) != null;
    } catch (IOException no) {
      return false;
    }
  }
}
