package io.softstart.redis;

import io.lettuce.core.RedisURI;
import io.softstart.client.TcpConnect;
import io.softstart.gate.Attempt;
import io.softstart.net.Target;
import java.io.IOException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;

/**
 * Bare sockets in front of a client that would log each of several servers that is down, and wait
 * its own time-out, a minute, for each that hangs.
 */
final class Knocking {
  private static final byte[] PING = "PING\r\n".getBytes(StandardCharsets.US_ASCII);

  private static final String OTHER = "speaks another protocol";
  private static final String BREAKS = "breaks connections off";

  /** What others get once one has answered: they answer at once, or are left out. */
  private static final Duration GLANCE = Duration.ofMillis(500);

  private Knocking() {}

  /**
   * Returns those of several servers that answer, in their order; all if there is one only, or if
   * some take connections and none answers: the client says more about them.
   *
   * @throws IOException what the first one said if none takes connections; a {@link
   *     NoServerException} where some speak another protocol and others may still come
   */
  static List<RedisURI> answering(List<RedisURI> servers, Attempt attempt) throws IOException {
    List<RedisURI> good = new ArrayList<>();
    StringJoiner faults = new StringJoiner(", ");
    int taken = 0;
    int others = 0;
    @Nullable IOException first = null;
    Duration reserve = Limits.forLogin(attempt).dividedBy(2);
    for (int i = 0; i < servers.size(); i++) {
      RedisURI server = servers.get(i);
      Duration share = Limits.forLogin(attempt).minus(reserve).dividedBy(servers.size() - i);
      if (!good.isEmpty() && share.compareTo(GLANCE) > 0) {
        share = GLANCE;
      }
      try {
        String fault = fault(server, share, servers.size() > 1);
        taken++;
        if (fault.isEmpty()) {
          good.add(server);
        } else {
          others += fault.equals(OTHER) ? 1 : 0;
          faults.add(at(server) + " " + fault);
        }
      } catch (ClosedByInterruptException interrupted) {
        throw interrupted;
      } catch (IOException down) {
        first = first == null ? down : first;
        faults.add(at(server) + " " + word(down));
      }
    }
    if (taken == 0 && first != null) {
      throw first;
    }
    if (good.isEmpty() && others > 0 && others < servers.size()) {
      throw new NoServerException(faults.toString());
    }
    return good.isEmpty() ? servers : good;
  }

  private static Target.Endpoint at(RedisURI server) {
    return new Target.Endpoint(server.getHost(), server.getPort());
  }

  private static String word(IOException down) {
    if (down instanceof UnknownHostException) {
      return "does not resolve";
    }
    return down instanceof SocketTimeoutException ? "does not answer" : "is closed";
  }

  /**
   * Returns what is wrong with a server that takes connections; empty if nothing is.
   *
   * @throws IOException if it takes none
   */
  private static String fault(RedisURI server, Duration limit, boolean ask) throws IOException {
    if (server.getSocket() != null) {
      return ""; // only the client knows local sockets
    }
    try (Socket socket = TcpConnect.connectDirectly(at(server), positive(limit))) {
      return ask && !server.isSsl() ? answer(socket, positive(limit)) : "";
    }
  }

  private static String answer(Socket socket, Duration limit) {
    try {
      socket.setSoTimeout((int) limit.toMillis());
      socket.getOutputStream().write(PING);
      int answer = socket.getInputStream().read();
      if (answer == '+' || answer == '-') { // it may want a login, or have no room yet
        return "";
      }
      return answer < 0 ? BREAKS : OTHER;
    } catch (SocketTimeoutException silent) {
      return "takes connections and says nothing";
    } catch (IOException broken) {
      return BREAKS;
    }
  }

  private static Duration positive(Duration limit) {
    Duration least = Duration.ofMillis(50);
    return limit.compareTo(least) < 0 ? least : limit;
  }
}
