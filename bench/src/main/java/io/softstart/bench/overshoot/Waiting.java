package io.softstart.bench.overshoot;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.failsafe.Failsafe;
import dev.failsafe.RetryPolicy;
import io.github.resilience4j.core.IntervalFunction;
import io.github.resilience4j.retry.Retry;
import io.github.resilience4j.retry.RetryConfig;
import io.softstart.Startup;
import io.softstart.gate.Gate;
import io.softstart.jdbc.JdbcProbe;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Locale;
import org.flywaydb.core.Flyway;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A way to wait for a database, as people write it or as a library does it by its documentation.
 * Each ends with a pool; the loops log a line for each failure.
 */
enum Waiting {
  SOFTSTART("Softstart") {
    @Override
    HikariDataSource pool(Database db) {
      Startup startup = Startup.begin("contestant");
      Gate<HikariDataSource> gate = Gate.of("db", JdbcProbe.pool(db.config()));
      return startup.await(gate).get(gate);
    }
  },
  LOOP_50MS("loop, every 50 ms") {
    @Override
    HikariDataSource pool(Database db) throws Exception {
      return db.loop(Duration.ofMillis(50));
    }
  },
  LOOP_1S("loop, every second") {
    @Override
    HikariDataSource pool(Database db) throws Exception {
      return db.loop(Duration.ofSeconds(1));
    }
  },
  RESILIENCE4J("Resilience4j, 2-4-8-10 s") {
    @Override
    HikariDataSource pool(Database db) throws Exception {
      RetryConfig config =
          RetryConfig.custom()
              .maxAttempts(100)
              .intervalFunction(
                  IntervalFunction.ofExponentialBackoff(
                      Duration.ofSeconds(2), 2, Duration.ofSeconds(10)))
              .build();
      Retry retry = Retry.of("db", config);
      retry.getEventPublisher().onRetry(event -> db.log(event.getLastThrowable()));
      retry.executeCallable(db::login);
      return db.pool();
    }
  },
  FAILSAFE("Failsafe, backoff 1 to 30 s") {
    @Override
    HikariDataSource pool(Database db) {
      RetryPolicy<Object> policy =
          RetryPolicy.builder()
              .withBackoff(Duration.ofSeconds(1), Duration.ofSeconds(30))
              .withMaxRetries(-1)
              .onRetry(event -> db.log(event.getLastException()))
              .build();
      Failsafe.with(policy).get(db::login);
      return db.pool();
    }
  },
  HIKARI("HikariCP initializationFailTimeout") {
    @Override
    HikariDataSource pool(Database db) {
      HikariConfig config = db.config();
      config.setInitializationFailTimeout(Duration.ofMinutes(5).toMillis());
      return new HikariDataSource(config);
    }
  },
  FLYWAY("Flyway connectRetries") {
    @Override
    HikariDataSource pool(Database db) {
      Flyway.configure()
          .dataSource(db.url(), db.user(), db.password())
          .connectRetries(100)
          .load()
          .info();
      return db.pool();
    }
  },
  SHELL("shell waits for the port, then java") {
    @Override
    HikariDataSource pool(Database db) throws Exception {
      db.login(); // the port was open; if this is too early, the process ends and is started anew
      return db.pool();
    }
  };

  private final String title;

  Waiting(String title) {
    this.title = title;
  }

  String title() {
    return title;
  }

  /** A user of its own, so that the server's log tells the attempts apart. */
  String user() {
    return "bench_" + name().toLowerCase(Locale.ROOT);
  }

  /** Waits until the database is usable. */
  abstract HikariDataSource pool(Database db) throws Exception;

  /** A database and how to log in. */
  record Database(String url, String user, String password) {
    private static final Logger LOG = LoggerFactory.getLogger("waiting");

    HikariConfig config() {
      HikariConfig config = new HikariConfig();
      config.setJdbcUrl(url);
      config.setUsername(user);
      config.setPassword(password);
      config.setMaximumPoolSize(1); // so that attempts are not lost among what fills the pool
      return config;
    }

    HikariDataSource pool() {
      return new HikariDataSource(config());
    }

    boolean login() throws SQLException {
      DriverManager.getConnection(url, user, password).close();
      return true;
    }

    void log(@Nullable Throwable why) {
      LOG.warn("the database is not ready yet: {}", String.valueOf(why));
    }

    HikariDataSource loop(Duration pause) throws InterruptedException {
      while (true) {
        try {
          login();
          return pool();
        } catch (SQLException notYet) {
          log(notYet);
          Thread.sleep(pause.toMillis());
        }
      }
    }
  }
}
