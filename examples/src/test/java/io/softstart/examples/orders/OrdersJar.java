package io.softstart.examples.orders;

import static org.assertj.core.api.Assertions.assertThat;

import io.softstart.testkit.ChildJvm;
import io.softstart.testkit.KafkaServer;
import io.softstart.testkit.OutputLine;
import io.softstart.testkit.PostgresServer;
import io.softstart.testkit.RedisServer;
import io.softstart.testkit.RunningJvm;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** The jar that {@code mvn package} has made, run as a user would. */
final class OrdersJar {
  static final Duration LIMIT = Duration.ofSeconds(60);

  private OrdersJar() {}

  /** Without any setting. */
  static ChildJvm program() {
    Path jar = Path.of("target", "orders.jar");
    assertThat(jar).as("run by mvn verify, after the jar was made").exists();
    return ChildJvm.ofJar(jar);
  }

  /** With a Redis and a Kafka that are there. */
  static ChildJvm program(String url, String password) {
    return program(url, password, Neighbours.REDIS, Neighbours.KAFKA);
  }

  static ChildJvm program(String url, String password, RedisServer redis, KafkaServer kafka) {
    return program()
        .env("ORDERS_DB_URL", url)
        .env("ORDERS_DB_PASSWORD", password)
        .env("ORDERS_REDIS", redis.uri())
        .env("ORDERS_KAFKA", kafka.bootstrapServers())
        .env("ORDERS_HTTP_PORT", "0");
  }

  static ChildJvm program(PostgresServer postgres) {
    return program(postgres.jdbcUrl(), postgres.password()).env("ORDERS_DB_USER", postgres.user());
  }

  /**
   * Waits for the report that says so on stderr, and returns its first line; on a busy machine it
   * may be degraded, by the cache.
   */
  static OutputLine awaitReady(RunningJvm orders) {
    return orders.awaitLine(
        line -> line.source() == OutputLine.Source.STDERR && line.text().contains("orders: READY "),
        LIMIT);
  }

  /** The lines that Softstart printed with a level, of which a report is one. */
  static List<String> logLines(String stderr) {
    return stderr.lines().filter(line -> line.matches("\\S+Z (INFO|WARN|ERROR) .*")).toList();
  }
}
