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
    List<Gate<?>> others = new ArrayList<>();
    // made of placeholders they would fail with worse words
    boolean complete =
        EnvironmentCheck.placeholders(environment, source, names, reader)
            && addOthers(others, environment, source, new SaidOfGates(reader, names), reader);
    List<Gate<?>> gates =
        CustomGates.from(reader, source, names, others, complete, SpringGates.names(environment));
    EnvironmentCheck.names(source, names, reader);
    return gates;
  }

  /** Adds all but those of URLs; tells the reader, and returns false, if that cannot be done. */
  private static boolean addOthers(
      List<Gate<?>> gates,
      ConfigurableEnvironment environment,
      EnvironmentSource source,
      SaidOfGates said,
      ConfigReader reader) {
    try {
      gates.addAll(SpringGates.from(environment, said));
    } catch (BindException bad) {
      String property = bad.getName().toString();
      Class<?> type = bad.getTarget().getType().resolve(Object.class);
      reader.problem(
          ConfigProblem.of(property, "cannot be read as " + type.getSimpleName())
              .withOrigin(source.origin(property)));
      return false;
    }
    ClassLoader loader = Thread.currentThread().getContextClassLoader();
    for (GateContributor contributor :
        SpringFactoriesLoader.loadFactories(GateContributor.class, loader)) {
      gates.addAll(contributor.gates(environment));
    }
    return true;
  }
}
