package io.softstart.bench.restarts;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.softstart.Startup;
import io.softstart.config.Secret;
import io.softstart.gate.Gate;
import io.softstart.jdbc.JdbcProbe;
import io.softstart.net.ServiceUrl;
import java.sql.Connection;
import java.util.concurrent.CountDownLatch;

/**
 * A service in a container: opens its pool, runs a query, prints when that was, and stays.
 * Arguments: {@code naive} or {@code softstart}, URL, user, password.
 */
final class Service {
  private Service() {}

  public static void main(String[] args) throws Exception {
    if (args[0].equals("naive")) {
      HikariConfig config = new HikariConfig();
      config.setJdbcUrl(args[1]);
      config.setUsername(args[2]);
      config.setPassword(args[3]);
      serve(new HikariDataSource(config)); // throws after a second without a database
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
    System.out.println("queried " + System.nanoTime());
    System.out.flush();
    new CountDownLatch(1).await();
  }
}
