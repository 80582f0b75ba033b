package io.softstart.redis;

import io.lettuce.core.RedisCredentials;
import io.lettuce.core.RedisURI;
import io.softstart.config.Secret;
import java.util.Objects;
import java.util.function.Supplier;
import reactor.core.publisher.Mono;

/**
 * A user whose password is asked for anew before each login, reconnects included; and only then: a
 * provider that can answer at once is asked whenever Lettuce puts a URI into words, too.
 */
record Login(String user, Supplier<Secret> password) {
  Login {
    Objects.requireNonNull(user, "user");
    Objects.requireNonNull(password, "password");
  }

  void addTo(RedisURI uri) {
    uri.setCredentialsProvider(() -> Mono.fromSupplier(this::now));
  }

  private RedisCredentials now() {
    Secret secret = Objects.requireNonNull(password.get(), "the password supplier returned null");
    return RedisCredentials.just(user, secret.reveal());
  }
}
