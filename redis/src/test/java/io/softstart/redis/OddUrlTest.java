package io.softstart.redis;

import static org.assertj.core.api.Assertions.assertThat;

import io.lettuce.core.RedisURI;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** URIs that Lettuce by itself takes. */
class OddUrlTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "redis://h:",
        "redis://h:/0",
        "redis://:pw@h:/1",
        "redis://h:0",
        "redis-socket:/run/redis.sock",
        "redis-socket:///run/redis.sock?database=1",
      })
  void isNotRefused(String uri) {
    assertThat(RedisURI.create(uri)).isNotNull();
    assertThat(UrlProblem.in(uri)).isNull();
  }
}
