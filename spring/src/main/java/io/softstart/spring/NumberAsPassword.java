package io.softstart.spring;

import io.softstart.diagnosis.FailureKind;
import io.softstart.event.StartupEvent;
import io.softstart.event.StartupEvent.AttemptFailed;
import io.softstart.event.StartupListener;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.source.ConfigurationProperty;

/**
 * Says, after a refused login, that a password or a user is no text in YAML: {@code 0123} is the
 * number 83 there, and {@code yes} is true.
 */
final class NumberAsPassword implements StartupListener {
  private static final Map<String, String> PREFIXES =
      Map.of(
          "redis",
          "spring.data.redis.",
          MigrationGates.FLYWAY,
          "spring.flyway.",
          MigrationGates.LIQUIBASE,
          "spring.liquibase.");
  private static final List<String> CREDENTIALS = List.of("password", "username", "user");

  private final EnvironmentSource source;
  private final Set<String> told = new HashSet<>();

  NumberAsPassword(EnvironmentSource source) {
    this.source = source;
  }

  @Override
  public void on(StartupEvent event) {
    if (event instanceof AttemptFailed failed
        && failed.failure().kind() == FailureKind.DENIED
        && told.add(failed.gate())) {
      String found = in(failed.gate(), source);
      if (found != null) {
        LogFactory.getLog("io.softstart").warn(failed.gate() + ": " + found);
      }
    }
  }

  /** {@return what is to be said of the credentials of a gate; null if they are texts} */
  static @Nullable String in(String gate, EnvironmentSource source) {
    String own = PREFIXES.getOrDefault(gate, source.prefixOf(gate));
    for (String prefix : List.of(own, own + "hikari.", GateSwitches.prefix(gate))) {
      for (String credential : CREDENTIALS) {
        ConfigurationProperty found = source.property(prefix + credential);
        if (found != null
            && (found.getValue() instanceof Number || found.getValue() instanceof Boolean)) {
          return prefix
              + credential
              + " is a number or true/false in YAML, where it stands without quotes ("
              + Place.of(found)
              + "): a leading zero is lost, for example. Write it in quotes";
        }
      }
    }
    return null;
  }
}
