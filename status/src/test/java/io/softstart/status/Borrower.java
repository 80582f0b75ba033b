package io.softstart.status;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.softstart.Startup;
import io.softstart.gate.Gate;
import io.softstart.gate.OpenGates;
import io.softstart.jdbc.JdbcProbe;
import java.util.concurrent.CountDownLatch;

/**
 * An application that borrows four of five connections and keeps them; it does not run on the moon.
 */
final class Borrower {
  private Borrower() {}

  public static void main(String[] args) {
    Startup startup = Startup.begin("shop");
    String region = startup.configure(env -> env.string("SHOP_REGION").orElse("eu"));
    HikariConfig config = new HikariConfig();
    config.setJdbcUrl(args[0]);
    config.setUsername(args[1]);
    config.setPassword(args[2]);
    config.setMaximumPoolSize(5);
    Gate<HikariDataSource> db = Gate.of("db", JdbcProbe.pool(config));
    OpenGates open = startup.await(db);
    startup.run(
        () -> {
          if (region.equals("moon")) {
            throw new IllegalStateException("no shop on the moon");
          }
          for (int i = 0; i < 4; i++) {
            open.get(db).getConnection();
          }
          startup.ready();
          new CountDownLatch(1).await();
        });
  }
}
