package io.softstart.examples.quarkus;

import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.QuarkusApplication;
import io.quarkus.runtime.annotations.QuarkusMain;
import io.softstart.Startup;
import io.softstart.gate.Gate;
import io.softstart.jdbc.JdbcProbe;
import java.util.Properties;

/** Quarkus behind a gate: the framework, and its own pool, begin when the database is usable. */
@QuarkusMain
public final class OrdersQuarkus {
  private static Startup startup;

  private OrdersQuarkus() {}

  public static void main(String[] args) {
    startup = Startup.begin("orders-quarkus", args);
    Config config = startup.configure(Config::read);
    Properties login = new Properties();
    login.setProperty("user", config.dbUser());
    login.setProperty("password", config.dbPassword().reveal());
    startup.await(Gate.of("db", JdbcProbe.login(config.dbUrl(), login)));
    startup.run(() -> Quarkus.run(Ready.class, args));
  }

  /** Runs once Quarkus has started. */
  public static final class Ready implements QuarkusApplication {
    @Override
    public int run(String... args) {
      startup.ready();
      Quarkus.waitForExit();
      return 0;
    }
  }
}
