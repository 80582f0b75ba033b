package io.softstart.redis;

import io.lettuce.core.RedisClient;
import io.lettuce.core.api.StatefulRedisConnection;
import io.softstart.gate.Attempt;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Borrows a client that belongs to somebody else; where it connects to, it does not tell. */
record ExistingSource(RedisClient existing) implements Source<RedisClient> {
  ExistingSource {
    Objects.requireNonNull(existing, "existing");
  }

  @Override
  public RedisClient client(Attempt attempt, Settings settings) {
    return existing;
  }

  @Override
  public Session connect(RedisClient client, Attempt attempt) {
    StatefulRedisConnection<String, String> connection = client.connect();
    return Session.of(connection, attempt);
  }

  @Override
  public @Nullable Address address() {
    return null;
  }
}
