package io.softstart.redis;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.lettuce.core.RedisClient;
import io.lettuce.core.cluster.RedisClusterClient;
import io.softstart.diagnosis.FailureKind;
import io.softstart.gate.Gate;
import io.softstart.net.ServiceUrl;
import io.softstart.testkit.Ports;
import io.softstart.testkit.RedisServer;
import io.softstart.trial.Trial;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** A Redis that comes up late, or not at all, without a word of Lettuce at INFO or above. */
class LateTest {
  /** On a busy machine a cold Lettuce takes longer than the server here. */
  @BeforeAll
  static void loadTheClient() {
    ServiceUrl nobody = ServiceUrl.of("redis://127.0.0.1:" + Ports.free());
    Trial.of(Gate.of("cold", RedisProbe.client(nobody)), Duration.ofSeconds(1)).close();
  }

  @Test
  void opensSoonAfterTheServerIsUp() {
    try (RedisServer redis = RedisServer.create()) {
      redis.prepare(); // Testcontainers talks
      opensSoonAfter(redis);
    }
  }

  private static void opensSoonAfter(RedisServer redis) {
    try (Heard heard = new Heard()) {
      redis.startInBackground(Duration.ofSeconds(3));
      Gate<RedisClient> gate =
          Gate.of("cache", RedisProbe.client(ServiceUrl.of(redis.uri())).writable());
      try (Trial<RedisClient> trial = Trial.of(gate, Duration.ofSeconds(60))) {
        long opened = System.nanoTime();
        assertThat(trial.isOpen()).isTrue();
        long usable = redis.awaitUsable(Duration.ofSeconds(10));
        assertThat(TimeUnit.NANOSECONDS.toMillis(opened - usable)).isLessThan(5_000);
        assertThat(trial.failures())
            .isNotEmpty()
            .anySatisfy(failure -> assertThat(failure.kind()).isEqualTo(FailureKind.REFUSED));
      }
      assertThat(heard.lines.list).extracting(ILoggingEvent::getFormattedMessage).isEmpty();
    }
  }

  @Test
  void doesNotLetTheClientWarnOfEachServerThatIsDown() {
    String down = "127.0.0.1:" + Ports.free() + ",127.0.0.1:" + Ports.free();
    try (Heard heard = new Heard()) {
      Gate<RedisClient> sentinels =
          Gate.of(
              "cache", RedisProbe.client(ServiceUrl.of("redis-sentinel://" + down + "/0#orders")));
      try (Trial<RedisClient> trial = Trial.of(sentinels, Duration.ofSeconds(3))) {
        assertThat(trial.status().attempts()).isGreaterThan(3);
        assertThat(trial.lastFailure().kind()).isEqualTo(FailureKind.REFUSED);
      }
      Gate<RedisClusterClient> cluster =
          Gate.of("cache", RedisProbe.cluster(ServiceUrl.of("redis://" + down)));
      try (Trial<RedisClusterClient> trial = Trial.of(cluster, Duration.ofSeconds(3))) {
        assertThat(trial.status().attempts()).isGreaterThan(3);
        assertThat(trial.lastFailure().kind()).isEqualTo(FailureKind.REFUSED);
      }
      assertThat(heard.lines.list).extracting(ILoggingEvent::getFormattedMessage).isEmpty();
    }
  }

  /** What all loggers say at INFO while it is open. */
  private static final class Heard implements AutoCloseable {
    final ListAppender<ILoggingEvent> lines = new ListAppender<>();
    private final Logger root = (Logger) LoggerFactory.getLogger(Logger.ROOT_LOGGER_NAME);
    private final Level before = root.getLevel();

    Heard() {
      root.setLevel(Level.INFO);
      lines.start();
      root.addAppender(lines);
    }

    @Override
    public void close() {
      root.detachAppender(lines);
      root.setLevel(before);
    }
  }
}
