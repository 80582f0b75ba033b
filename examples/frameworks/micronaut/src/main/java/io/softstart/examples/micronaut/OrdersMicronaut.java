package io.softstart.examples.micronaut;

import com.zaxxer.hikari.HikariDataSource;
import io.micronaut.runtime.Micronaut;
import io.softstart.Startup;
import io.softstart.gate.Gate;
import io.softstart.gate.OpenGates;
import io.softstart.jdbc.JdbcProbe;

/** Micronaut behind a gate: the framework begins when the database is usable. */
public final class OrdersMicronaut {
  private OrdersMicronaut() {}

  public static void main(String[] args) {
    Startup startup = Startup.begin("orders-micronaut", args);
    Config config = startup.configure(Config::read);
    Gate<HikariDataSource> db =
        Gate.of("db", JdbcProbe.pool(config.dbUrl(), config.dbUser(), config.dbPassword()));
    OpenGates open = startup.await(db);
    startup.run(
        () ->
            Micronaut.build(args)
                .mainClass(OrdersMicronaut.class)
                .singletons(open.get(db))
                .start());
  }
}
