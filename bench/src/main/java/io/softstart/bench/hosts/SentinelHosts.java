package io.softstart.bench.hosts;

import io.lettuce.core.RedisClient;
import io.softstart.gate.Probe;
import io.softstart.net.ServiceUrl;
import io.softstart.redis.RedisProbe;
import java.time.Duration;

/** Lettuce, which is told of sentinels. */
record SentinelHosts(int server) implements HostClient<RedisClient> {
  private static final Duration CLOSING = Duration.ofSeconds(2);

  @Override
  public String name() {
    return "Lettuce, Redis Sentinel";
  }

  private static String url(String hosts) {
    return "redis-sentinel://" + hosts + "/0#m";
  }

  @Override
  public void connect(String hosts) {
    use(RedisClient.create(url(hosts)));
  }

  @Override
  public Probe<RedisClient> probe(String hosts) {
    return RedisProbe.client(ServiceUrl.of(url(hosts)));
  }

  @Override
  public void use(RedisClient opened) {
    try {
      opened.connect().sync().ping();
    } finally {
      opened.shutdown(Duration.ZERO, CLOSING);
    }
  }
}
