package io.softstart.bench.hosts;

import io.lettuce.core.cluster.RedisClusterClient;
import io.lettuce.core.cluster.RedisClusterURIUtil;
import io.softstart.gate.Probe;
import io.softstart.net.ServiceUrl;
import io.softstart.redis.RedisProbe;
import java.net.URI;
import java.time.Duration;

/** Lettuce, which is told of seeds of a cluster. */
record ClusterHosts(int server) implements HostClient<RedisClusterClient> {
  private static final Duration CLOSING = Duration.ofSeconds(2);

  @Override
  public String name() {
    return "Lettuce, Redis Cluster";
  }

  private static String url(String hosts) {
    return "redis://" + hosts;
  }

  @Override
  public void connect(String hosts) {
    use(RedisClusterClient.create(RedisClusterURIUtil.toRedisURIs(URI.create(url(hosts)))));
  }

  @Override
  public Probe<RedisClusterClient> probe(String hosts) {
    return RedisProbe.cluster(ServiceUrl.of(url(hosts)));
  }

  @Override
  public void use(RedisClusterClient opened) {
    try {
      opened.connect().sync().get("key");
    } finally {
      opened.shutdown(Duration.ZERO, CLOSING);
    }
  }
}
