package io.softstart.examples.demo;

import io.softstart.testkit.ChildJvm;
import io.softstart.testkit.KafkaServer;
import io.softstart.testkit.OutputLine;
import io.softstart.testkit.PostgresServer;
import io.softstart.testkit.RedisServer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.regex.Pattern;

/** {@code orders.jar}: a plain {@code main} that begins with Softstart. */
final class PlainService implements Service {
  private static final Pattern LISTENING = Pattern.compile("listening on http://localhost:(\\d+)/");

  @Override
  public ChildJvm program(Path jar, PostgresServer postgres, RedisServer redis, KafkaServer kafka) {
    return ChildJvm.ofJar(jar)
        .env("ORDERS_DB_URL", postgres.jdbcUrl())
        .env("ORDERS_DB_USER", postgres.user())
        .env("ORDERS_DB_PASSWORD", postgres.password())
        .env("ORDERS_REDIS", redis.uri())
        .env("ORDERS_KAFKA", kafka.bootstrapServers())
        .env("ORDERS_HTTP_PORT", "0");
  }

  @Override
  public String curl() {
    return "curl -d";
  }

  @Override
  public Duration soon() {
    return Duration.ofSeconds(5);
  }

  @Override
  public Pattern listening() {
    return LISTENING;
  }

  /** On stdout, in the application's own log: the later one of the two. */
  @Override
  public boolean isReady(OutputLine line) {
    return line.source() == OutputLine.Source.STDOUT && line.text().contains("READY after ");
  }
}
