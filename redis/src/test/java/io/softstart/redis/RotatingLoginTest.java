package io.softstart.redis;

import static org.assertj.core.api.Assertions.assertThat;

import io.lettuce.core.RedisCredentialsProvider.ImmediateRedisCredentialsProvider;
import io.lettuce.core.RedisURI;
import io.softstart.config.Secret;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** The password is asked for anew each time, and on the thread that logs in. */
class RotatingLoginTest {
  @Test
  void answersAtOnce() {
    AtomicInteger asked = new AtomicInteger();
    RedisURI uri = RedisURI.create("redis://localhost");
    new RotatingLogin("app", () -> Secret.of("password-" + asked.incrementAndGet())).addTo(uri);

    assertThat(uri.getCredentialsProvider())
        .isInstanceOfSatisfying(
            ImmediateRedisCredentialsProvider.class,
            provider -> {
              assertThat(provider.resolveCredentialsNow().getUsername()).isEqualTo("app");
              assertThat(provider.resolveCredentialsNow().getPassword())
                  .containsExactly("password-2".toCharArray());
            });
  }
}
