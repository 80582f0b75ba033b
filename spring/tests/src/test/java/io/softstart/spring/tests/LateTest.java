package io.softstart.spring.tests;

import static org.assertj.core.api.Assertions.assertThat;

import io.softstart.spring.apps.plain.PlainApplication;
import io.softstart.testkit.ChildJvm;
import io.softstart.testkit.JvmResult;
import io.softstart.testkit.KafkaServer;
import io.softstart.testkit.PostgresServer;
import io.softstart.testkit.RedisServer;
import io.softstart.testkit.RunningJvm;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A database, a cache and a broker that come up late. */
class LateTest {
  private static final Duration LIMIT = Duration.ofMinutes(2);
  private static final PostgresServer DATABASE = PostgresServer.create();
  private static final RedisServer REDIS = RedisServer.create();
  private static final KafkaServer KAFKA = KafkaServer.create();

  @BeforeAll
  static void prepare() {
    DATABASE.prepare();
    REDIS.prepare();
    KAFKA.prepare();
  }

  @AfterAll
  static void end() {
    DATABASE.close();
    REDIS.close();
    KAFKA.close();
  }

  @Test
  void anApplicationWaitsForAllThreeAndThenUsesThem() {
    ChildJvm plain =
        Application.of(PlainApplication.class)
            .env("SPRING_DATASOURCE_URL", DATABASE.jdbcUrl())
            .env("SPRING_DATASOURCE_USERNAME", DATABASE.user())
            .env("SPRING_DATASOURCE_PASSWORD", DATABASE.password())
            .args(
                "--spring.data.redis.host=" + REDIS.host(),
                "--spring.data.redis.port=" + REDIS.port(),
                "--spring.kafka.bootstrap-servers=" + KAFKA.bootstrapServers());
    try (RunningJvm app = plain.start()) {
      app.awaitLine("datasource is not ready", LIMIT);
      app.awaitLine("redis is not ready", LIMIT);
      app.awaitLine("kafka is not ready", LIMIT);
      DATABASE.startInBackground(Duration.ofSeconds(2));
      REDIS.startInBackground(Duration.ofSeconds(2));
      KAFKA.startInBackground(Duration.ofSeconds(2));
      app.awaitLine("USED 1 hello true", LIMIT);
      app.signal("TERM");
      JvmResult result = app.awaitExit(LIMIT);
      assertThat(result.stdout())
          .containsSubsequence("kafka is open after", "Started PlainApplication", "READY after");
      assertThat(result.stdout()).containsSubsequence("datasource is open after", "HikariPool");
      assertThat(result.stdout() + result.stderr())
          .doesNotContain("could not be established", "\tat ", DATABASE.password());
      assertThat(Application.withoutJvm(result.stderr())).isEmpty();
      assertThat(result.exitCode()).isEqualTo(143);
    }
  }
}
