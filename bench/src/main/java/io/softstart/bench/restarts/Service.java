package io.softstart.bench.restarts;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.softstart.Startup;
import io.softstart.config.Secret;
import io.softstart.gate.Gate;
import io.softstart.jdbc.JdbcProbe;
import io.softstart.net.ServiceUrl;
import java.sql.Connection;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;

/**
 * A service under a supervisor: opens its pool, runs a query, prints when that was, and stays.
 * Arguments: {@code naive}, {@code retrying} or {@code softstart}, URL, user, password.
 */
public final class Service {
  /** How long the retrying one tries, as it is often set where the default of 1 ms hurt. */
  public static final Duration RETRYING = Duration.ofSeconds(60);

  /** What the line begins with that ends in the {@link System#nanoTime()} of the query's end. */
  public static final String QUERIED = "queried ";

  private Service() {}

  /** Runs until it is killed, or fails. */
  public static void main(String[] args) throws Exception {
    if (!args[0].equals("softstart")) {
      HikariConfig config = new HikariConfig();
      config.setJdbcUrl(args[1]);
      config.setUsername(args[2]);
      config.setPassword(args[3]);
      if (args[0].equals("retrying")) {
        config.setInitializationFailTimeout(RETRYING.toMillis());
      }
      serve(new HikariDataSource(config)); // tries every second; throws a second after the last
    } else {
      Startup startup = Startup.begin("service");
      Gate<HikariDataSource> db =
          Gate.of("db", JdbcProbe.pool(ServiceUrl.of(args[1]), args[2], Secret.of(args[3])));
      HikariDataSource pool = startup.await(db).get(db);
      startup.ready();
      serve(pool);
    }
  }

  private static void serve(HikariDataSource pool) throws Exception {
    try (Connection connection = pool.getConnection()) {
      connection.createStatement().execute("select 1");
    }
    System.out.println(QUERIED + System.nanoTime());
    System.out.flush();
    new CountDownLatch(1).await();
  }
}
