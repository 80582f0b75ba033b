package io.softstart.redis;

import static org.assertj.core.api.Assertions.assertThat;

import io.lettuce.core.RedisClient;
import io.softstart.config.Secret;
import io.softstart.diagnosis.FailureKind;
import io.softstart.gate.Gate;
import io.softstart.gate.Probe;
import io.softstart.net.ServiceUrl;
import io.softstart.testkit.Behaviour;
import io.softstart.testkit.FaultyServer;
import io.softstart.testkit.RedisServer;
import io.softstart.trial.Trial;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Nothing of the client is left after a startup that failed: no thread, no socket. */
class LeftoversTest {
  private static final int REMOTE = 2; // of /proc/net/tcp: address:port in hexadecimal digits
  private static final int STATE = 3;
  private static final String ESTABLISHED = "01";
  private static final String CLOSE_WAIT = "08";

  @Test
  void whenALoginIsRefused() {
    try (RedisServer redis = RedisServer.builder().password("right-password").build()) {
      redis.start();
      String before = accepted(redis);
      assertNothingLeft(
          RedisProbe.client(
              ServiceUrl.of(redis.uri()), "default", () -> Secret.of("wrong-password")),
          FailureKind.DENIED,
          redis.port(),
          Duration.ofSeconds(10));
      assertThat(accepted(redis)).isNotEqualTo(before);
      await(() -> redis.command("INFO", "clients").contains("connected_clients:1\r\n"));
    }
  }

  @Test
  void whenAConditionDoesNotHold() {
    try (RedisServer redis = RedisServer.create()) {
      redis.start();
      assertNothingLeft(
          RedisProbe.client(ServiceUrl.of(redis.uri())).keyExists("never"),
          FailureKind.NOT_YET,
          redis.port(),
          Duration.ofSeconds(10));
      await(() -> redis.command("INFO", "clients").contains("connected_clients:1\r\n"));
    }
  }

  @Test
  void whenTheServerHangs() {
    try (FaultyServer hanging = FaultyServer.with(Behaviour.hang())) {
      assertNothingLeft(
          RedisProbe.client(ServiceUrl.of("redis://127.0.0.1:" + hanging.port())),
          FailureKind.TIMED_OUT,
          hanging.port(),
          Duration.ofSeconds(1));
      assertThat(hanging.accepted()).isGreaterThan(1);
    }
  }

  @Test
  void whenTheStartupFailsForAnotherReason() {
    try (RedisServer redis = RedisServer.create()) {
      redis.start();
      try (Trial<RedisClient> trial = Trial.once(RedisProbe.client(ServiceUrl.of(redis.uri())))) {
        assertThat(trial.get().connect().sync().ping()).isEqualTo("PONG");
        assertThat(threads()).isNotEmpty();
        assertThat(connections(redis.port())).isPositive();
      }
      await(() -> threads().isEmpty() && connections(redis.port()) == 0);
    }
  }

  private static void assertNothingLeft(
      Probe<?> probe, FailureKind kind, int port, Duration limit) {
    Gate<?> gate =
        Gate.of("cache", probe).backoff(Trial.AT_ONCE).maxAttempts(5).attemptTimeout(limit);
    try (Trial<?> trial = Trial.of(gate, Duration.ofSeconds(60))) {
      assertThat(trial.isOpen()).isFalse();
      assertThat(trial.lastFailure().kind()).as(trial.failures()::toString).isEqualTo(kind);
      assertThat(trial.status().attempts()).isGreaterThan(1);
    }
    await(() -> threads().isEmpty() && connections(port) == 0);
  }

  /**
   * Netty's global executor ends by itself, a second after its last task. Reactor's scheduler,
   * which Lettuce's sentinels start, belongs to the whole JVM.
   */
  private static List<String> threads() {
    return Thread.getAllStackTraces().keySet().stream()
        .map(Thread::getName)
        .filter(
            name ->
                name.startsWith("lettuce")
                    || name.startsWith("softstart-")
                    || name.startsWith("redis")
                    || name.contains("netty")
                    || name.startsWith("globalEventExecutor"))
        .sorted()
        .toList();
  }

  /** Counts the connections of this machine to a port, but for those that linger after a close. */
  private static long connections(int port) {
    String remote = ":" + HexFormat.of().withUpperCase().toHexDigits((short) port);
    return Stream.of("/proc/self/net/tcp", "/proc/self/net/tcp6")
        .map(Path::of)
        .filter(Files::exists)
        .flatMap(LeftoversTest::lines)
        .map(line -> line.strip().split("\\s+"))
        .filter(fields -> fields[REMOTE].endsWith(remote))
        .filter(fields -> fields[STATE].equals(ESTABLISHED) || fields[STATE].equals(CLOSE_WAIT))
        .count();
  }

  private static Stream<String> lines(Path table) {
    try {
      return Files.readAllLines(table).stream();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String accepted(RedisServer redis) {
    return redis
        .command("INFO", "stats")
        .lines()
        .filter(l -> l.contains("connections_r"))
        .findFirst()
        .orElseThrow();
  }

  private static void await(BooleanSupplier condition) {
    long begun = System.nanoTime();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() - begun > Duration.ofSeconds(10).toNanos()) {
        throw new AssertionError("left: " + threads());
      }
      try {
        Thread.sleep(20);
      } catch (InterruptedException interrupted) {
        throw new AssertionError(interrupted);
      }
    }
  }
}
