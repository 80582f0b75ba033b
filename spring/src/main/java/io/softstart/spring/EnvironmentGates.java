package io.softstart.spring;

import io.softstart.config.ConfigReader;
import io.softstart.gate.Gate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.io.support.SpringFactoriesLoader;

/** All gates of an application, by its configuration, which is checked on the way. */
final class EnvironmentGates {
  /** What gates from Spring's own properties are called, and the properties behind them. */
  private static final Map<String, String> SPRINGS =
      Map.of(
          "datasource", "spring.datasource.",
          "redis", "spring.data.redis.",
          "kafka", "spring.kafka.");

  private EnvironmentGates() {}

  /** Runs as the recipe of {@code Startup.configure}: all that is wrong is one report. */
  static List<Gate<?>> from(
      ConfigurableEnvironment environment, EnvironmentSource source, ConfigReader reader) {
    GeneralSettings.read(reader);
    List<Gate<?>> derived = new ArrayList<>();
    ClassLoader loader = Thread.currentThread().getContextClassLoader();
    for (GateContributor contributor :
        SpringFactoriesLoader.loadFactories(GateContributor.class, loader)) {
      derived.addAll(contributor.gates(environment));
    }
    List<String> used = new ArrayList<>();
    for (Gate<?> gate : derived) {
      String beginning = SPRINGS.get(gate.name());
      if (beginning != null) {
        used.add(beginning);
      }
    }
    NamesSet names = new NamesSet(environment);
    List<Gate<?>> gates = CustomGates.from(reader, source, names, derived, SPRINGS.keySet());
    EnvironmentCheck.check(source, names, used, reader);
    return gates;
  }
}
