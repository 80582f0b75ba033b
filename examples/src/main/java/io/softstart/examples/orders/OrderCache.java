package io.softstart.examples.orders;

import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisException;
import io.lettuce.core.SetArgs;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.api.sync.RedisCommands;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Orders as JSON in Redis, by id. The service goes on without it: a failure here costs a look into
 * the database. Thread-safe.
 */
final class OrderCache implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(OrderCache.class);
  private static final Duration LIMIT = Duration.ofMillis(250);
  private static final SetArgs FOR_AN_HOUR = SetArgs.Builder.ex(Duration.ofHours(1));

  private volatile @Nullable RedisClient client;
  private volatile @Nullable RedisCommands<String, String> redis;

  /** Begins to use a Redis, when there is one. */
  void use(RedisClient opened) {
    client = opened;
    try {
      StatefulRedisConnection<String, String> connection = opened.connect();
      connection.setTimeout(LIMIT);
      redis = connection.sync();
    } catch (RedisException e) {
      LOG.warn("no cache: {}", e.getMessage());
    }
  }

  Optional<String> find(long id) {
    RedisCommands<String, String> commands = redis;
    if (commands == null) {
      return Optional.empty();
    }
    try {
      return Optional.ofNullable(commands.get(key(id)));
    } catch (RedisException e) {
      LOG.warn("order {} is not read from the cache: {}", id, e.getMessage());
      return Optional.empty();
    }
  }

  void put(Order order) {
    RedisCommands<String, String> commands = redis;
    if (commands == null) {
      return;
    }
    try {
      commands.set(key(order.id()), order.toJson(), FOR_AN_HOUR);
    } catch (RedisException e) {
      LOG.warn("order {} is not put into the cache: {}", order.id(), e.getMessage());
    }
  }

  private static String key(long id) {
    return "order:" + id;
  }

  @Override
  public void close() {
    RedisClient opened = client;
    if (opened != null) {
      opened.shutdown(Duration.ZERO, LIMIT);
    }
  }
}
