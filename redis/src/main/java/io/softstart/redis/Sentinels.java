package io.softstart.redis;

import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisCommandTimeoutException;
import io.lettuce.core.RedisConnectionException;
import io.lettuce.core.RedisURI;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.codec.StringCodec;
import io.lettuce.core.sentinel.api.StatefulRedisSentinelConnection;
import io.softstart.gate.Attempt;
import io.softstart.net.Target.Endpoint;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * The two steps of a client with sentinels, one after the other, so that each sentinel gets a share
 * of the attempt, and so that the master that they name is told apart from themselves.
 */
final class Sentinels {
  private final RedisClient client;
  private final RedisURI uri;
  private final Attempt attempt;

  /**
   * Prepares to ask.
   *
   * @param uri with sentinels; its time-out is that of the connection to the master
   */
  Sentinels(RedisClient client, RedisURI uri, Attempt attempt) {
    this.client = client;
    this.uri = uri;
    this.attempt = attempt;
  }

  /** Connects to the master that the first sentinel names that names one. */
  StatefulRedisConnection<String, String> connect() throws Exception {
    Endpoint master = master();
    RedisURI direct = RedisURI.builder(uri).withHost(master.host()).withPort(master.port()).build();
    direct.setTimeout(Limits.forLogin(attempt));
    try {
      return Session.connection(client, direct, attempt);
    } catch (Exception failure) {
      String fault = fault(failure);
      throw fault == null ? failure : new AnnouncedMasterException(master + " " + fault, failure);
    }
  }

  private Endpoint master() throws Exception {
    Exception first = null;
    List<RedisURI> sentinels = uri.getSentinels();
    Duration reserve = Limits.forLogin(attempt).dividedBy(3);
    for (int i = 0; i < sentinels.size(); i++) {
      Duration rest = Limits.forLogin(attempt).minus(reserve);
      try {
        return master(sentinels.get(i), rest.dividedBy(sentinels.size() - i));
      } catch (InterruptedException interrupted) {
        throw interrupted;
      } catch (Exception failure) {
        first = first == null ? failure : first;
      }
    }
    throw first == null ? unknown() : first;
  }

  @SuppressWarnings("FutureReturnValueIgnored") // the client closes what this does not
  private Endpoint master(RedisURI sentinel, Duration share) throws Exception {
    Duration limit = Duration.ofMillis(Math.max(50, share.toMillis()));
    sentinel.setTimeout(limit);
    StatefulRedisSentinelConnection<String, String> connection =
        Session.await(client.connectSentinelAsync(StringCodec.UTF8, sentinel), limit);
    try {
      SocketAddress named =
          Session.await(connection.async().getMasterAddrByName(uri.getSentinelMasterId()), limit);
      if (named instanceof InetSocketAddress address) {
        return new Endpoint(address.getHostString(), address.getPort());
      }
      throw unknown();
    } finally {
      connection.closeAsync();
    }
  }

  /** In the words of the client. */
  private RedisConnectionException unknown() {
    return new RedisConnectionException(
        "Cannot provide redisAddress using sentinel for masterId " + uri.getSentinelMasterId());
  }

  /** Returns what is wrong with the way to the master; null if it has answered. */
  private static @Nullable String fault(Exception failure) {
    for (Throwable cause : PortInspection.causes(failure).toList()) {
      if (cause instanceof UnknownHostException) {
        return "does not resolve";
      }
      String text = String.valueOf(cause.getMessage());
      if (cause instanceof TimeoutException
          || text.contains("timed out")
          || cause instanceof RedisCommandTimeoutException) {
        return "does not answer";
      }
      if (cause instanceof ConnectException) {
        return "is closed";
      }
    }
    return null;
  }
}
