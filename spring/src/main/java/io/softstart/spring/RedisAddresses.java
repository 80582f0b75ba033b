package io.softstart.spring;

import io.softstart.gate.AnyGate;
import io.softstart.gate.Gate;
import io.softstart.net.ServiceUrl;
import io.softstart.net.Target.Endpoint;
import io.softstart.probe.TcpProbe;
import io.softstart.text.HostPort;
import java.util.ArrayList;
import java.util.List;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.core.env.Environment;

/**
 * Where {@code spring.data.redis.*} says that Redis is.
 *
 * @param kind as what
 * @param endpoints none where nothing is said
 */
record RedisAddresses(Kind kind, List<Endpoint> endpoints) {
  enum Kind {
    SENTINELS,
    CLUSTER,
    MASTER_AND_REPLICAS,
    SINGLE
  }

  private static final String PREFIX = "spring.data.redis.";
  private static final int PORT = 6379;
  private static final int SENTINEL_PORT = 26_379;

  /** Only there a master and its replicas can be named. */
  private static final List<String> BOOT_4 =
      List.of("org.springframework.boot.data.redis.autoconfigure.DataRedisProperties");

  /** Chooses among them as Spring does. */
  static RedisAddresses of(Environment environment) {
    List<Endpoint> sentinels = nodes(environment, "sentinel.nodes", SENTINEL_PORT);
    if (!sentinels.isEmpty()) {
      return new RedisAddresses(Kind.SENTINELS, sentinels);
    }
    List<Endpoint> cluster = nodes(environment, "cluster.nodes", PORT);
    if (!cluster.isEmpty()) {
      return new RedisAddresses(Kind.CLUSTER, cluster);
    }
    List<Endpoint> replicated =
        OnClassPath.are(BOOT_4) ? nodes(environment, "masterreplica.nodes", PORT) : List.of();
    return replicated.isEmpty()
        ? new RedisAddresses(Kind.SINGLE, single(environment))
        : new RedisAddresses(Kind.MASTER_AND_REPLICAS, replicated);
  }

  /** A gate for the address alone, where the application has another client than ours. */
  static List<AnyGate<?>> gate(Environment environment, SaidOfGates said) {
    List<Endpoint> endpoints = of(environment).endpoints();
    if (endpoints.isEmpty()) {
      return List.of();
    }
    Endpoint first = endpoints.get(0);
    return List.of(said.derived(Gate.of("redis", TcpProbe.of(first.host(), first.port()))));
  }

  private static List<Endpoint> single(Environment environment) {
    String url = Bound.text(environment, PREFIX + "url");
    if (url != null) {
      return ServiceUrl.of(url).target().endpoints();
    }
    String host = Bound.text(environment, PREFIX + "host");
    Integer port = Bound.as(Integer.class, environment, PREFIX + "port");
    if (host == null && port == null) {
      return List.of();
    }
    return List.of(endpoint("host", host == null ? "localhost" : host, port == null ? PORT : port));
  }

  private static List<Endpoint> nodes(Environment environment, String key, int port) {
    List<String> texts =
        Binder.get(environment).bind(PREFIX + key, Bindable.listOf(String.class)).orElse(List.of());
    List<Endpoint> nodes = new ArrayList<>();
    for (String text : texts) {
      nodes.add(node(key, text.strip(), port));
    }
    return nodes;
  }

  private static Endpoint node(String key, String text, int port) {
    HostPort parts;
    int number;
    try {
      parts = HostPort.parse(text);
      number = parts.port() == null ? port : parts.number();
    } catch (IllegalArgumentException malformed) {
      throw unusable(key);
    }
    return endpoint(key, parts.host(), number);
  }

  private static Endpoint endpoint(String key, String host, int port) {
    if (host.contains("/")) {
      throw unusable(key);
    }
    try {
      return new Endpoint(host, port);
    } catch (IllegalArgumentException malformed) {
      throw unusable(key);
    }
  }

  private static UnusableProperty unusable(String key) {
    return new UnusableProperty(
        PREFIX + key,
        "is no host name or address, and is not waited for",
        "write the host alone (in nodes host:port), without redis:// before it or anything behind");
  }
}
