package io.softstart.redis;

import io.lettuce.core.RedisURI;
import io.softstart.client.TcpConnect;
import io.softstart.gate.Attempt;
import io.softstart.net.Target;
import java.io.IOException;
import java.net.Socket;
import java.nio.channels.ClosedByInterruptException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Bare sockets in front of a client that would log each of several servers that is down, and wait
 * its own time-out, a minute, for each that hangs.
 */
final class Knocking {
  private static final byte[] PING = "PING\r\n".getBytes(StandardCharsets.US_ASCII);

  private Knocking() {}

  /**
   * Returns those of several servers that answer, in their order; all if there is one only, or if
   * some take connections and none answers: the client says more about them.
   *
   * @throws IOException what the first one said if none takes connections
   */
  static List<RedisURI> answering(List<RedisURI> servers, Attempt attempt) throws IOException {
    List<RedisURI> good = new ArrayList<>();
    List<RedisURI> silent = new ArrayList<>();
    @Nullable IOException first = null;
    Duration reserve = Limits.forLogin(attempt).dividedBy(2);
    for (int i = 0; i < servers.size(); i++) {
      RedisURI server = servers.get(i);
      Duration share = Limits.forLogin(attempt).minus(reserve).dividedBy(servers.size() - i);
      try {
        (answers(server, share, servers.size() > 1) ? good : silent).add(server);
      } catch (ClosedByInterruptException interrupted) {
        throw interrupted;
      } catch (IOException down) {
        first = first == null ? down : first;
      }
    }
    if (good.isEmpty() && silent.isEmpty() && first != null) {
      throw first;
    }
    return good.isEmpty() ? servers : good;
  }

  /**
   * Whether a server that takes connections also answers.
   *
   * @throws IOException if it takes none
   */
  private static boolean answers(RedisURI server, Duration limit, boolean ask) throws IOException {
    if (server.getSocket() != null) {
      return true; // only the client knows local sockets
    }
    Target.Endpoint endpoint = new Target.Endpoint(server.getHost(), server.getPort());
    try (Socket socket = TcpConnect.connectDirectly(endpoint, positive(limit))) {
      return !ask || server.isSsl() || isRedis(socket, positive(limit));
    }
  }

  private static boolean isRedis(Socket socket, Duration limit) {
    try {
      socket.setSoTimeout((int) limit.toMillis());
      socket.getOutputStream().write(PING);
      int answer = socket.getInputStream().read();
      return answer == '+' || answer == '-'; // it may want a login, or have no room yet
    } catch (IOException silent) {
      return false;
    }
  }

  private static Duration positive(Duration limit) {
    Duration least = Duration.ofMillis(50);
    return limit.compareTo(least) < 0 ? least : limit;
  }
}
