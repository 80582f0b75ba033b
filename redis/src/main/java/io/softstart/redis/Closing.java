package io.softstart.redis;

import io.lettuce.core.AbstractRedisClient;
import io.lettuce.core.RedisClient;
import io.lettuce.core.cluster.RedisClusterClient;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Closes a client with its connections and threads, without the quiet period that Netty would wait
 * for more work, and also on a thread that was interrupted: that is how attempts end.
 */
record Closing(AbstractRedisClient client) implements AutoCloseable {
  private static final long SECONDS = 5;

  static Closing of(RedisClient client) {
    return new Closing(client);
  }

  static Closing of(RedisClusterClient client) {
    return new Closing(client);
  }

  @Override
  public void close() throws ExecutionException, TimeoutException {
    boolean interrupted = Thread.interrupted();
    try {
      client.shutdownAsync(0, SECONDS, TimeUnit.SECONDS).get(SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException again) {
      interrupted = true; // it goes on by itself
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
