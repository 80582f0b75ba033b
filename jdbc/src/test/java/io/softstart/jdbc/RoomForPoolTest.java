package io.softstart.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.softstart.gate.Surroundings;
import io.softstart.gate.TestAttempt;
import io.softstart.testkit.MariaDbServer;
import io.softstart.testkit.PostgresServer;
import java.sql.Connection;
import java.sql.DriverManager;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A pool, and a fleet of them, against the connections that a real server has left. */
class RoomForPoolTest {
  private static final Duration LIMIT = Duration.ofSeconds(60);

  private static List<String> warnings(String url, int size, int fleet) throws Exception {
    HikariConfig config = new HikariConfig();
    config.setJdbcUrl(url);
    config.setUsername("app");
    config.setPassword("app-password");
    config.setMaximumPoolSize(size);
    config.setMinimumIdle(1);
    TestAttempt attempt = TestAttempt.of(LIMIT).in(new Surroundings(fleet, false, List::of));
    try (HikariDataSource pool = JdbcProbe.pool(config).open(attempt)) {
      assertThat(pool.isRunning()).isTrue();
    }
    return attempt.warnings();
  }

  @Test
  void postgresql() throws Exception {
    try (PostgresServer server =
        PostgresServer.builder().setting("max_connections", "20").build()) {
      server.start();
      String url = server.jdbcUrl();
      assertThat(warnings(url, 5, 1)).isEmpty();
      assertThat(warnings(url, 18, 1)) // 3 are reserved
          .singleElement()
          .asString()
          .contains("makes 18 connections, and 17 are left", "max_connections 20, 3 reserved");
      assertThat(warnings(url, 5, 3)).isEmpty();
      assertThat(warnings(url, 5, 4)).singleElement().asString().contains("makes 20 connections");
      try (Connection sibling = DriverManager.getConnection(url, "app", "app-password")) {
        assertThat(sibling.isValid(1)).isTrue();
        assertThat(warnings(url, 17, 1)).singleElement().asString().contains("1 used by others");
        assertThat(warnings(url, 4, 4)).as("a sibling is one of the fleet").isEmpty();
      }
    }
  }

  @Test
  void mariadb() throws Exception {
    assumeTrue(MariaDbServer.isAvailable(), "MariaDB needs Docker");
    try (MariaDbServer server = MariaDbServer.builder().setting("max_connections", "12").build()) {
      server.start();
      String url = server.jdbcUrl();
      assertThat(warnings(url, 10, 1)).isEmpty();
      assertThat(warnings(url, 5, 2)).isEmpty();
      assertThat(warnings(url, 5, 3))
          .singleElement()
          .asString()
          .contains("makes 15 connections", "max_connections 12");
    }
  }
}
