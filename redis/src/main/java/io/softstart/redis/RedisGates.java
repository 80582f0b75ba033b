package io.softstart.redis;

import io.lettuce.core.AbstractRedisClient;
import io.lettuce.core.cluster.RedisClusterClient;
import io.softstart.config.ConfigReader;
import io.softstart.config.Secret;
import io.softstart.diagnosis.Failure;
import io.softstart.gate.Probe;
import io.softstart.net.ServiceUrl;
import io.softstart.probe.GateFactory;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Gates from {@code redis://}, {@code rediss://} and {@code redis-sentinel://} URLs, which connect
 * and leave again. The options are {@code writable}, {@code cluster} and {@code cluster-ok} (true
 * or false), {@code key}, {@code min-replicas}; and {@code user}, {@code password} or {@code
 * password_FILE} (read once), where they do not stand in the URL. The options stand behind a
 * sentinel URL's {@code #master-name}.
 */
public final class RedisGates implements GateFactory {
  private static final int MOST_REPLICAS = 1_000;

  /** Called by the service loader. */
  public RedisGates() {}

  @Override
  public Set<String> schemes() {
    return Set.of("redis", "rediss", "redis-sentinel", "rediss-sentinel");
  }

  @Override
  public Probe<?> probe(ServiceUrl url, ConfigReader options) {
    Failure fault = UrlProblem.in(url.reveal());
    if (fault != null) {
      throw new IllegalArgumentException(fault.reason());
    }
    boolean everySlot = options.bool("cluster-ok").orElse(false);
    boolean cluster = options.bool("cluster").orElse(false) || everySlot;
    String user = options.string("user").orElse("default");
    Optional<Secret> password = options.secret("password").optional();
    @Nullable RotatingLogin login =
        password.isPresent() ? new RotatingLogin(user, password::get) : null;
    if (cluster) {
      RedisProbe<RedisClusterClient> probe = RedisProbe.clusterAs(url, login);
      return new RedisVisit(conditions(everySlot ? probe.clusterOk() : probe, options));
    }
    return new RedisVisit(conditions(RedisProbe.clientAs(url, login), options));
  }

  /**
   * Adds the conditions that options ask for, to a probe that was made in another way.
   *
   * @param plain the probe
   * @param options reads {@code writable}, {@code key}, {@code min-replicas}
   * @param <C> the client that it opens
   * @return the probe with these conditions behind its own
   */
  public static <C extends AbstractRedisClient> RedisProbe<C> conditions(
      RedisProbe<C> plain, ConfigReader options) {
    boolean writable = options.bool("writable").orElse(false);
    Optional<Integer> replicas =
        options.integer("min-replicas").between(1, MOST_REPLICAS).optional();
    Optional<String> key = options.string("key").optional();
    RedisProbe<C> probe = writable ? plain.writable() : plain;
    probe = replicas.isPresent() ? probe.minReplicas(replicas.get()) : probe;
    return key.isPresent() ? probe.keyExists(key.get()) : probe;
  }
}
