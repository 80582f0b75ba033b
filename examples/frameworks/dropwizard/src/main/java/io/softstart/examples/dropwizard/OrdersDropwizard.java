package io.softstart.examples.dropwizard;

import com.zaxxer.hikari.HikariDataSource;
import io.dropwizard.configuration.EnvironmentVariableSubstitutor;
import io.dropwizard.configuration.ResourceConfigurationSourceProvider;
import io.dropwizard.configuration.SubstitutingSourceProvider;
import io.dropwizard.core.Application;
import io.dropwizard.core.Configuration;
import io.dropwizard.core.setup.Bootstrap;
import io.dropwizard.core.setup.Environment;
import io.softstart.Startup;
import io.softstart.gate.Gate;
import io.softstart.gate.OpenGates;
import io.softstart.jdbc.JdbcProbe;
import javax.sql.DataSource;

/** Dropwizard behind a gate: the framework begins when the database is usable. */
public final class OrdersDropwizard extends Application<Configuration> {
  private final DataSource db;

  private OrdersDropwizard(DataSource db) {
    this.db = db;
  }

  public static void main(String[] args) {
    Startup startup = Startup.begin("orders-dropwizard", args);
    Config config = startup.configure(Config::read);
    Gate<HikariDataSource> db =
        Gate.of("db", JdbcProbe.pool(config.dbUrl(), config.dbUser(), config.dbPassword()));
    OpenGates open = startup.await(db);
    startup.run(() -> new OrdersDropwizard(open.get(db)).run("server", "orders.yml"));
  }

  @Override
  public void initialize(Bootstrap<Configuration> bootstrap) {
    bootstrap.setConfigurationSourceProvider(
        new SubstitutingSourceProvider(
            new ResourceConfigurationSourceProvider(), new EnvironmentVariableSubstitutor(false)));
  }

  @Override
  public void run(Configuration configuration, Environment environment) {
    environment.jersey().register(new OrdersResource(db));
  }

  /** Instead of System.exit(1), so that the crash report has the cause. */
  @Override
  protected void onFatalError(Throwable cause) {
    throw new IllegalStateException("Dropwizard did not start", cause);
  }
}
