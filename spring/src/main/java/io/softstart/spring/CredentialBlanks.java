package io.softstart.spring;

import io.softstart.config.ConfigProblem;
import io.softstart.config.ConfigReader;
import java.util.List;
import java.util.Map;
import org.springframework.core.env.Environment;

/**
 * Tells, before any login, which user or password begins or ends with a blank or a line break: the
 * rest of a file that a Secret was made from. A warning only: it may be meant.
 */
final class CredentialBlanks {
  /** By gates: where their logins stand. */
  private static final Map<String, List<String>> CREDENTIALS =
      Map.of(
          "datasource", List.of("spring.datasource.username", "spring.datasource.password"),
          "flyway", List.of("spring.flyway.user", "spring.flyway.password"),
          "liquibase", List.of("spring.liquibase.user", "spring.liquibase.password"),
          "r2dbc", List.of("spring.r2dbc.username", "spring.r2dbc.password"),
          "redis", List.of("spring.data.redis.username", "spring.data.redis.password"));

  private CredentialBlanks() {}

  static void tell(Environment environment, EnvironmentSource source, ConfigReader reader) {
    for (Map.Entry<String, List<String>> gate : CREDENTIALS.entrySet()) {
      if (!GateSwitches.isOff(gate.getKey(), environment)) {
        tell(gate.getValue(), environment, source, reader);
      }
    }
  }

  private static void tell(
      List<String> properties,
      Environment environment,
      EnvironmentSource source,
      ConfigReader reader) {
    for (String property : properties) {
      String value = source.isSet(property) ? textOf(property, environment) : "";
      if (!value.equals(value.strip())) {
        boolean line = value.endsWith("\n") || value.endsWith("\r");
        reader.warning(
            ConfigProblem.of(
                    property, line ? "ends with a line break" : "begins or ends with a blank")
                .withOrigin(source.origin(property))
                .withHint("it is sent as it stands: make the Secret or the file without it"));
      }
    }
  }

  private static String textOf(String property, Environment environment) {
    try {
      return environment.getProperty(property, "");
    } catch (IllegalArgumentException placeholder) {
      return ""; // told elsewhere
    }
  }
}
