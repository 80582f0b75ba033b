package io.softstart.spring;

import io.softstart.gate.AnyGate;
import io.softstart.gate.Gate;
import io.softstart.jdbc.JdbcGates;
import io.softstart.jdbc.JdbcProbe;
import io.softstart.net.ServiceUrl;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import org.jspecify.annotations.Nullable;
import org.springframework.core.env.Environment;

/**
 * Gates for the logins that Flyway and Liquibase may have for themselves, often that of the owner
 * who makes the user of the application.
 */
final class MigrationGates {
  static final String FLYWAY = "flyway";
  static final String LIQUIBASE = "liquibase";

  private static final List<String> FLYWAY_TYPES = List.of("org.flywaydb.core.Flyway");
  private static final List<String> LIQUIBASE_TYPES =
      List.of("liquibase.integration.spring.SpringLiquibase");

  private MigrationGates() {}

  static List<AnyGate<?>> from(Environment environment, SaidOfGates said) {
    List<AnyGate<?>> gates = new ArrayList<>();
    if (isUsed(FLYWAY, environment, FLYWAY_TYPES)) {
      add(gates, FLYWAY, environment, said);
    }
    if (isUsed(LIQUIBASE, environment, LIQUIBASE_TYPES)) {
      add(gates, LIQUIBASE, environment, said);
    }
    return gates;
  }

  private static boolean isUsed(String name, Environment environment, List<String> types) {
    String prefix = "spring." + name + ".";
    boolean own =
        text(environment, prefix + "url") != null || text(environment, prefix + "user") != null;
    return own
        && !GateSwitches.isOff(name, environment)
        && !Boolean.FALSE.equals(Bound.as(Boolean.class, environment, prefix + "enabled"))
        && OnClassPath.are(types);
  }

  private static void add(
      List<AnyGate<?>> gates, String name, Environment environment, SaidOfGates said) {
    String prefix = "spring." + name + ".";
    String own = text(environment, prefix + "url");
    String url = own == null ? DataSourceGates.url(environment) : own;
    if (url == null || LocalDatabase.isNamedBy(url)) {
      return;
    }
    Properties options = new Properties();
    put(options, "user", text(environment, prefix + "user"));
    put(options, "password", text(environment, prefix + "password"));
    JdbcProbe<?> probe = JdbcProbe.login(ServiceUrl.of(url), options);
    gates.add(said.derived(Gate.of(name, said.with(name, probe, JdbcGates::conditions))));
  }

  private static void put(Properties options, String name, @Nullable String value) {
    if (value != null) {
      options.setProperty(name, value);
    }
  }

  private static @Nullable String text(Environment environment, String property) {
    String text = Bound.text(environment, property);
    return text == null || text.isBlank() ? null : text;
  }
}
