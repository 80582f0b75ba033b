package io.softstart.redis;

import io.lettuce.core.AbstractRedisClient;
import io.softstart.config.ConfigReader;
import io.softstart.config.Secret;
import io.softstart.diagnosis.Failure;
import io.softstart.gate.GateFactory;
import io.softstart.gate.Probe;
import io.softstart.net.ServiceUrl;
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
    Failure fault = UriFault.in(url.reveal());
    if (fault != null) {
      throw new IllegalArgumentException(fault.reason());
    }
    boolean everySlot = options.bool("cluster-ok").orElse(false);
    boolean cluster = options.bool("cluster").orElse(false) || everySlot;
    String user = options.string("user").orElse("default");
    Optional<Secret> password = options.secret("password").optional();
    @Nullable Login login = password.isPresent() ? new Login(user, password::get) : null;
    return cluster
        ? asked(RedisProbe.clusterAs(url, login), options, everySlot)
        : asked(RedisProbe.clientAs(url, login), options, false);
  }

  private static Probe<?> asked(
      RedisProbe<? extends AbstractRedisClient> plain, ConfigReader options, boolean everySlot) {
    RedisProbe<? extends AbstractRedisClient> probe = everySlot ? plain.clusterOk() : plain;
    boolean writable = options.bool("writable").orElse(false);
    Optional<Integer> replicas =
        options.integer("min-replicas").between(1, MOST_REPLICAS).optional();
    Optional<String> key = options.string("key").optional();
    probe = writable ? probe.writable() : probe;
    probe = replicas.isPresent() ? probe.minReplicas(replicas.get()) : probe;
    return new RedisVisit(key.isPresent() ? probe.keyExists(key.get()) : probe);
  }
}
