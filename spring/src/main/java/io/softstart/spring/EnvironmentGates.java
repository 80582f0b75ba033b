package io.softstart.spring;

import io.softstart.config.ConfigProblem;
import io.softstart.config.ConfigReader;
import io.softstart.gate.Gate;
import java.util.ArrayList;
import java.util.List;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.io.support.SpringFactoriesLoader;

/** All gates of an application, by its configuration, which is checked on the way. */
final class EnvironmentGates {
  private EnvironmentGates() {}

  /** Runs as the recipe of {@code Startup.configure}: all that is wrong is one report. */
  static List<Gate<?>> from(
      ConfigurableEnvironment environment, EnvironmentSource source, ConfigReader reader) {
    NamesSet names = new NamesSet(environment);
    boolean complete = EnvironmentCheck.placeholders(environment, source, names, reader);
    // made of placeholders they would fail with worse words
    List<Gate<?>> others = complete ? others(environment, source, reader, names) : List.of();
    List<Gate<?>> gates =
        CustomGates.from(reader, source, names, others, SpringGates.names(environment));
    EnvironmentCheck.names(source, names, reader);
    return gates;
  }

  private static List<Gate<?>> others(
      ConfigurableEnvironment environment,
      EnvironmentSource source,
      ConfigReader reader,
      NamesSet names) {
    List<Gate<?>> gates = new ArrayList<>();
    try {
      gates.addAll(SpringGates.from(environment, new SaidOfGates(reader, names)));
    } catch (BindException bad) {
      String property = bad.getName().toString();
      Class<?> type = bad.getTarget().getType().resolve(Object.class);
      reader.problem(
          ConfigProblem.of(property, "cannot be read as " + type.getSimpleName())
              .withOrigin(source.origin(property)));
    }
    ClassLoader loader = Thread.currentThread().getContextClassLoader();
    for (GateContributor contributor :
        SpringFactoriesLoader.loadFactories(GateContributor.class, loader)) {
      gates.addAll(contributor.gates(environment));
    }
    return gates;
  }
}
