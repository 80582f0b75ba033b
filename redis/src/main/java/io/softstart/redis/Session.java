package io.softstart.redis;

import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import io.lettuce.core.api.StatefulConnection;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.cluster.api.StatefulRedisClusterConnection;
import io.lettuce.core.cluster.api.async.RedisClusterAsyncCommands;
import io.lettuce.core.codec.StringCodec;
import io.softstart.gate.Attempt;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** One connection of one attempt, every wait on it bounded by what the attempt has left. */
final class Session implements AutoCloseable {
  private static final long CLOSING_MILLIS = 500;

  private final StatefulConnection<String, String> connection;
  private final RedisClusterAsyncCommands<String, String> commands;
  private final Attempt attempt;

  private Session(
      StatefulConnection<String, String> connection,
      RedisClusterAsyncCommands<String, String> commands,
      Attempt attempt) {
    this.connection = connection;
    this.commands = commands;
    this.attempt = attempt;
  }

  static StatefulRedisConnection<String, String> connection(
      RedisClient client, RedisURI server, Attempt attempt) throws Exception {
    return await(client.connectAsync(StringCodec.UTF8, server).toCompletableFuture(), attempt);
  }

  static Session of(StatefulRedisConnection<String, String> connection, Attempt attempt) {
    return new Session(connection, connection.async(), attempt);
  }

  static Session of(StatefulRedisClusterConnection<String, String> connection, Attempt attempt) {
    return new Session(connection, connection.async(), attempt);
  }

  /** Returns the commands; await what they return with {@link #answer}. */
  RedisClusterAsyncCommands<String, String> ask() {
    return commands;
  }

  <T> T answer(Future<T> pending) throws Exception {
    return await(pending, attempt);
  }

  /** Waits for as long as leaves time to say what did not come. */
  static <T> T await(Future<T> pending, Attempt attempt) throws Exception {
    return await(pending, Limits.forAnswer(attempt));
  }

  static <T> T await(Future<T> pending, Duration limit) throws Exception {
    long millis = limit.toMillis();
    try {
      return pending.get(millis, TimeUnit.MILLISECONDS);
    } catch (ExecutionException failed) {
      throw failed.getCause() instanceof Exception cause ? cause : failed;
    } catch (TimeoutException late) {
      throw new TimeoutException("no answer within " + millis + " ms");
    } finally {
      pending.cancel(true);
    }
  }

  /** Ends the connection, and with it Lettuce's attempts to reconnect. */
  @Override
  public void close() {
    try {
      connection.closeAsync().get(CLOSING_MILLIS, TimeUnit.MILLISECONDS);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    } catch (ExecutionException | TimeoutException dead) {
      // closed as far as it can be; the client that it belongs to is closed as well, or lives on
    }
  }
}
