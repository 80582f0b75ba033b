package io.softstart.examples.demo;

import io.softstart.testkit.ChildJvm;
import io.softstart.testkit.KafkaServer;
import io.softstart.testkit.OutputLine;
import io.softstart.testkit.PostgresServer;
import io.softstart.testkit.RedisServer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.regex.Pattern;

/** {@code orders-spring.jar}: a Spring Boot application without a line of Softstart. */
final class SpringService implements Service {
  private static final Pattern LISTENING = Pattern.compile("Tomcat started on port (\\d+)");

  @Override
  public ChildJvm program(Path jar, PostgresServer postgres, RedisServer redis, KafkaServer kafka) {
    return ChildJvm.ofJar(jar)
        // shorter lines, and fewer of others: the story is to fit on one screen
        .env("LOGGING_PATTERN_CONSOLE", "%d{HH:mm:ss.SSS} %-5p %-20.20logger{1} %m%n%wEx")
        .env("SPRING_MAIN_BANNERMODE", "off")
        .env("LOGGING_LEVEL_ORG_FLYWAYDB", "warn")
        .env("LOGGING_LEVEL_ORG_APACHE_CATALINA", "warn")
        .env("SPRING_DATASOURCE_URL", postgres.jdbcUrl())
        .env("SPRING_DATASOURCE_USERNAME", postgres.user())
        .env("SPRING_DATASOURCE_PASSWORD", postgres.password())
        .env("SPRING_DATA_REDIS_URL", redis.uri())
        .env("SPRING_KAFKA_BOOTSTRAPSERVERS", kafka.bootstrapServers())
        .env("SERVER_PORT", "0");
  }

  @Override
  public String curl() {
    return "curl -H Content-Type:text/plain -d";
  }

  @Override
  public Duration soon() {
    return Duration.ofSeconds(45);
  }

  @Override
  public Pattern listening() {
    return LISTENING;
  }

  @Override
  public boolean isReady(OutputLine line) {
    return line.text().contains("READY after ");
  }
}
