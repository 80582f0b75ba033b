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
  private static PostgresServer database;
  private static RedisServer redis;
  private static KafkaServer kafka;

  @BeforeAll
  static void prepare() {
    database = PostgresServer.create();
    redis = RedisServer.create();
    kafka = KafkaServer.create();
    database.prepare();
    redis.prepare();
    kafka.prepare();
  }

  @AfterAll
  static void end() {
    database.close();
    redis.close();
    kafka.close();
  }

  @Test
  void anApplicationWaitsForAllThreeAndThenUsesThem() {
    ChildJvm plain =
        Application.of(PlainApplication.class)
            .env("SPRING_DATASOURCE_URL", database.jdbcUrl())
            .env("SPRING_DATASOURCE_USERNAME", database.user())
            .env("SPRING_DATASOURCE_PASSWORD", database.password())
            .args(
                "--spring.data.redis.host=" + redis.host(),
                "--spring.data.redis.port=" + redis.port(),
                "--spring.kafka.bootstrap-servers=" + kafka.bootstrapServers());
    try (RunningJvm app = plain.start()) {
      app.awaitLine("datasource is not ready", LIMIT);
      app.awaitLine("redis is not ready", LIMIT);
      app.awaitLine("kafka is not ready", LIMIT);
      database.startInBackground(Duration.ofSeconds(2));
      redis.startInBackground(Duration.ofSeconds(2));
      kafka.startInBackground(Duration.ofSeconds(2));
      app.awaitLine("USED 1 hello true", LIMIT);
      app.signal("TERM");
      JvmResult result = app.awaitExit(LIMIT);
      assertThat(result.stdout())
          .containsSubsequence("kafka is open after", "Started PlainApplication", "READY after");
      assertThat(result.stdout()).containsSubsequence("datasource is open after", "HikariPool");
      assertThat(result.stdout() + result.stderr())
          .doesNotContain("could not be established", "\tat ", database.password());
      assertThat(Application.withoutJvm(result.stderr())).isEmpty();
      assertThat(result.exitCode()).isEqualTo(143);
    }
  }
}
