package io.softstart.spring;

import io.softstart.jdbc.JdbcProbe;
import javax.sql.DataSource;
import org.springframework.core.env.Environment;

/**
 * Asks with the login that a migration has for itself, before it runs, where the properties alone
 * have not opened its gate. That {@code DataSource} is no bean.
 */
final class MigrationHook implements OwnClients.Hook {
  private final OwnGates gates;
  private final Environment environment;

  MigrationHook(OwnGates gates, Environment environment) {
    this.gates = gates;
    this.environment = environment;
  }

  @Override
  public void see(String name, Object bean) {
    if (FlywaySettings.isFlyway(bean)
        && gates.isNamed(MigrationGates.FLYWAY)
        && GateSwitches.isWanted(MigrationGates.FLYWAY, environment)) {
      DataSource own = FlywaySettings.of(bean).source();
      if (own != null) {
        new OwnClient(gates, MigrationGates.FLYWAY).askNow(JdbcProbe.dataSource(own));
      }
    }
  }
}
