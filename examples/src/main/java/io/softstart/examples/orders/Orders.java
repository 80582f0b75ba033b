package io.softstart.examples.orders;

import com.zaxxer.hikari.HikariDataSource;
import io.softstart.Startup;
import io.softstart.gate.Gate;
import io.softstart.gate.OpenGates;
import io.softstart.jdbc.JdbcProbe;

/** Takes orders over HTTP and keeps them in PostgreSQL; waits for the database while it starts. */
public final class Orders {
  private Orders() {}

  // README: from here (DocsTest holds the two together)
  public static void main(String[] args) {
    Startup startup = Startup.begin("orders", args); // early log and crash hooks
    OrdersConfig config = startup.configure(OrdersConfig::read); // all problems at once, or exit 78

    Gate<HikariDataSource> db =
        Gate.of("orders-db", JdbcProbe.pool(config.dbUrl(), config.dbUser(), config.dbPassword()));

    OpenGates open = startup.await(db); // or exit 69 or 78, with a reason for each gate
    startup.run(() -> new OrdersServer(config.httpPort(), open.get(db)).start()); // one READY line
  }
  // README: to here
}
