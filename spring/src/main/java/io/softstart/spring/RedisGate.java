package io.softstart.spring;

import io.lettuce.core.AbstractRedisClient;
import io.lettuce.core.ClientOptions;
import io.lettuce.core.RedisURI;
import io.lettuce.core.SslOptions;
import io.lettuce.core.cluster.ClusterClientOptions;
import io.softstart.gate.AnyGate;
import io.softstart.gate.Gate;
import io.softstart.net.Target;
import io.softstart.net.Target.Endpoint;
import io.softstart.redis.RedisGates;
import io.softstart.redis.RedisProbe;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.ssl.SslBundle;
import org.springframework.core.env.Environment;

/**
 * A gate for {@code spring.data.redis.*}: one server, sentinels or a cluster. Where nothing of it
 * is set there is none, although Spring would connect to localhost when it is first asked to.
 */
final class RedisGate implements Visit.Recipe<AbstractRedisClient> {
  private static final String PREFIX = "spring.data.redis.";
  private static final String NAME = "redis";
  private static final Duration CLOSING = Duration.ofSeconds(2);

  private final Environment environment;
  private final List<Endpoint> endpoints;
  private final boolean sentinels;
  private final boolean cluster;
  private final boolean single;

  private RedisGate(Environment environment, RedisAddresses addresses) {
    this.environment = environment;
    endpoints = addresses.endpoints();
    sentinels = addresses.kind() == RedisAddresses.Kind.SENTINELS;
    cluster = addresses.kind() == RedisAddresses.Kind.CLUSTER;
    single = addresses.kind() == RedisAddresses.Kind.SINGLE;
  }

  static List<AnyGate<?>> from(Environment environment, SaidOfGates said) {
    RedisAddresses addresses = RedisAddresses.of(environment);
    List<Endpoint> chosen = addresses.endpoints();
    if (chosen.isEmpty()) {
      return List.of();
    }
    boolean led = addresses.kind() == RedisAddresses.Kind.SENTINELS;
    RedisGate gate = new RedisGate(environment, addresses);
    String scheme = led ? "redis-sentinel" : gate.isTls() ? "rediss" : "redis";
    Target target = new Target(scheme, chosen, "");
    return List.of(
        said.derived(Gate.of(NAME, new Visit<>(target, gate.told(said), RedisGate::close))));
  }

  /** With conditions the probe is made at once, to read them. */
  private Visit.Recipe<AbstractRedisClient> told(SaidOfGates said) {
    if (!said.isAnything(NAME)) {
      return this;
    }
    RedisProbe<?> probe =
        said.with(NAME, probe(), (plain, options) -> RedisGates.conditions(plain, options));
    return () -> probe;
  }

  private static void close(AbstractRedisClient client) {
    client.shutdown(Duration.ZERO, CLOSING);
  }

  @Override
  public RedisProbe<?> probe() {
    SslBundle bundle = bundle();
    if (cluster) {
      List<RedisURI> seeds = new ArrayList<>();
      for (Endpoint node : endpoints) {
        seeds.add(uri(node));
      }
      RedisProbe<?> probe = RedisProbe.cluster(seeds);
      return bundle == null
          ? probe
          : probe.options(ClusterClientOptions.builder().sslOptions(of(bundle)).build());
    }
    RedisProbe<?> probe = RedisProbe.client(sentinels ? master() : uri(endpoints.get(0)));
    return bundle == null
        ? probe
        : probe.options(ClientOptions.builder().sslOptions(of(bundle)).build());
  }

  private RedisURI uri(Endpoint node) {
    String url = single ? property("url") : null;
    if (url != null) { // its login and its database win over those beside it
      return RedisURI.create(url);
    }
    RedisURI.Builder uri =
        RedisURI.builder().withHost(node.host()).withPort(node.port()).withSsl(isTls());
    return login(uri, "").withDatabase(database()).build();
  }

  private RedisURI master() {
    String master = property("sentinel.master");
    if (master == null) {
      throw new IllegalArgumentException("spring.data.redis.sentinel.master is not set");
    }
    RedisURI.Builder uri = RedisURI.builder().withSentinelMasterId(master).withSsl(isTls());
    for (Endpoint sentinel : endpoints) {
      uri.withSentinel(
          login(
                  RedisURI.builder()
                      .withHost(sentinel.host())
                      .withPort(sentinel.port())
                      .withSsl(isTls()),
                  "sentinel.")
              .build());
    }
    return login(uri, "").withDatabase(database()).build();
  }

  private RedisURI.Builder login(RedisURI.Builder uri, String of) {
    String user = property(of + "username");
    String password = property(of + "password");
    if (user != null && password != null) {
      return uri.withAuthentication(user, password.toCharArray());
    }
    return password == null ? uri : uri.withPassword(password.toCharArray());
  }

  private int database() {
    Integer database = Bound.as(Integer.class, environment, PREFIX + "database");
    return database == null ? 0 : database;
  }

  private boolean isTls() {
    String url = property("url");
    return (url != null && url.startsWith("rediss://")) || isSslEnabled();
  }

  private boolean isSslEnabled() {
    Boolean enabled = Bound.as(Boolean.class, environment, PREFIX + "ssl.enabled");
    return enabled == null ? property("ssl.bundle") != null : enabled;
  }

  private @Nullable SslBundle bundle() {
    String name = property("ssl.bundle");
    return name == null || !isSslEnabled() ? null : Bundles.named(name, environment);
  }

  private static SslOptions of(SslBundle bundle) {
    SslOptions.Builder ssl =
        SslOptions.builder()
            .keyManager(bundle.getManagers().getKeyManagerFactory())
            .trustManager(bundle.getManagers().getTrustManagerFactory());
    String[] ciphers = bundle.getOptions().getCiphers();
    String[] protocols = bundle.getOptions().getEnabledProtocols();
    if (ciphers != null) {
      ssl.cipherSuites(ciphers);
    }
    if (protocols != null) {
      ssl.protocols(protocols);
    }
    return ssl.build();
  }

  private @Nullable String property(String key) {
    String value = Bound.text(environment, PREFIX + key);
    return value == null || value.isEmpty() ? null : value;
  }
}
