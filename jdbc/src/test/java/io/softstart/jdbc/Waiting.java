package io.softstart.jdbc;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.softstart.Startup;
import io.softstart.config.Secret;
import io.softstart.gate.Backoff;
import io.softstart.gate.Gate;
import io.softstart.gate.OpenGates;
import io.softstart.net.ServiceUrl;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;

/**
 * An application that waits for one database: at the first argument, while the second one is up.
 */
final class Waiting {
  private static final Duration PAUSE = Duration.ofSeconds(4);

  private Waiting() {}

  public static void main(String[] args) throws SQLException {
    warmUp(args[1]);
    Startup startup = Startup.begin("waiting");
    ServiceUrl url = ServiceUrl.of(args[0]);
    Gate<HikariDataSource> db =
        Gate.<HikariDataSource>of("db", JdbcProbe.pool(url, "app", Secret.of("app-password")))
            .backoff(Backoff.exponential(PAUSE, 1, PAUSE));
    OpenGates open = startup.await(db);
    startup.run(
        () -> {
          try (HikariDataSource pool = open.get(db);
              Connection connection = pool.getConnection()) {
            System.out.println(connection.isValid(5) ? "connected" : "dead");
          }
        });
  }

  /** What is tried after the deadline has half a second, which loading classes alone can take. */
  private static void warmUp(String url) throws SQLException {
    HikariConfig config = new HikariConfig();
    config.setJdbcUrl(url);
    config.setUsername("app");
    config.setPassword("app-password");
    try (HikariDataSource pool = new HikariDataSource(config);
        Connection connection = pool.getConnection()) {
      connection.isValid(5);
    }
  }
}
