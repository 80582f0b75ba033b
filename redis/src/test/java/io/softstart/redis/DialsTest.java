package io.softstart.redis;

import static org.assertj.core.api.Assertions.assertThat;

import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import io.lettuce.core.resource.ClientResources;
import io.lettuce.core.resource.DefaultClientResources;
import io.softstart.net.ServiceUrl;
import io.softstart.net.Target.Endpoint;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The knock dials host:port although the client does not: where a bare connect is allowed. */
class DialsTest {
  private static final Endpoint CACHE = new Endpoint("cache", 6379);

  private static Optional<Endpoint> of(String url) {
    return RedisProbe.client(ServiceUrl.of(url)).dials();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "redis://cache",
        "rediss://user:secret@cache:6379/0",
        "redis://cache/1?timeout=5s",
      })
  void oneServerHasOne(String url) {
    assertThat(of(url)).contains(CACHE);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "redis-sentinel://cache#master",
        "redis-sentinel://a,b#master",
        "redis-socket:///run/redis.sock",
        "redis+socket:///run/redis.sock",
        "redis://a,b",
        "not a url",
      })
  void whatMayConnectElsewhereHasNone(String url) {
    assertThat(of(url)).isEmpty();
  }

  @Test
  void aUriOfTheBuilderIsRead() {
    assertThat(RedisProbe.client(RedisURI.create("cache", 6379)).dials()).contains(CACHE);
    assertThat(RedisProbe.client(RedisURI.Builder.socket("/run/redis.sock").build()).dials())
        .isEmpty();
    assertThat(RedisProbe.client(RedisURI.Builder.sentinel("cache", "m").build()).dials())
        .isEmpty();
    assertThat(RedisProbe.cluster(List.of(RedisURI.create("cache", 6379))).dials()).isEmpty();
  }

  @Test
  void resourcesMayKnowOtherAddresses() {
    ClientResources resources = DefaultClientResources.create();
    try {
      assertThat(RedisProbe.client(ServiceUrl.of("redis://cache")).resources(resources).dials())
          .isEmpty();
    } finally {
      resources.shutdown();
    }
  }

  @Test
  void anExistingClientDoesNotTell() {
    RedisClient client = RedisClient.create("redis://cache");
    try {
      assertThat(RedisProbe.client(client).dials()).isEmpty();
    } finally {
      client.shutdown();
    }
  }

  @Test
  void whatConnectsAndLeavesDialsTheSame() {
    assertThat(new RedisVisit(RedisProbe.client(ServiceUrl.of("redis://cache"))).dials())
        .contains(CACHE);
  }
}
