package io.softstart.spring;

import io.softstart.config.ConfigProblem;
import io.softstart.config.ConfigReader;
import io.softstart.gate.AnyGate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyNameException;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.io.support.SpringFactoriesLoader;

/** All gates of an application, by its configuration, which is checked on the way. */
final class EnvironmentGates {
  private EnvironmentGates() {}

  /** Runs as the recipe of {@code Startup.configure}: all that is wrong is one report. */
  static List<AnyGate<?>> from(
      ConfigurableEnvironment environment, EnvironmentSource source, ConfigReader reader) {
    NamesSet names = new NamesSet(environment);
    List<AnyGate<?>> others = new ArrayList<>();
    List<String> incomplete = EnvironmentCheck.placeholders(environment, source, names, reader);
    incomplete.addAll(PlaceholderTraps.tell(names, source, reader));
    CredentialBlanks.tell(environment, source, reader);
    boolean complete =
        addOthers(others, environment, source, new SaidOfGates(reader, names), incomplete, reader)
            && incomplete.isEmpty();
    List<AnyGate<?>> gates =
        CustomGates.from(reader, source, names, others, complete, named(names, environment));
    EnvironmentCheck.names(source, names, reader);
    return gates;
  }

  private static Set<String> named(NamesSet names, ConfigurableEnvironment environment) {
    return names.sayGates() ? SpringGates.names(environment) : Set.of();
  }

  /**
   * Adds all but those of URLs; warns, and returns false, where that cannot be done: it is for
   * Spring to decide whether anybody needs it.
   */
  private static boolean addOthers(
      List<AnyGate<?>> gates,
      ConfigurableEnvironment environment,
      EnvironmentSource source,
      SaidOfGates said,
      List<String> incomplete,
      ConfigReader reader) {
    boolean complete = true;
    for (Map.Entry<String, SpringGates.Maker> maker : SpringGates.makers().entrySet()) {
      String gate = SpringGates.onlyGateOf(maker.getKey());
      if (gate != null && GateSwitches.isOff(gate, environment)) {
        continue;
      }
      if (isAnyIn(maker.getKey(), incomplete)) {
        continue; // made of placeholders it would fail with worse words
      }
      try {
        gates.addAll(maker.getValue().from(environment, said));
      } catch (BindException bad) {
        String property = bad.getName().toString();
        Class<?> type = bad.getTarget().getType().resolve(Object.class);
        reader.warning(
            ConfigProblem.of(property, "cannot be read as " + type.getSimpleName())
                .withOrigin(source.origin(property)));
        complete = false;
      } catch (UnusableProperty bad) {
        reader.warning(
            ConfigProblem.of(bad.property(), String.valueOf(bad.getMessage()))
                .withOrigin(source.origin(bad.property()))
                .withHint(bad.hint()));
        complete = false;
      } catch (IllegalArgumentException bad) {
        reader.warning(
            ConfigProblem.of(maker.getKey(), "cannot be waited for: " + bad.getMessage()));
        complete = false;
      } catch (InvalidConfigurationPropertyNameException bad) {
        if (maker.getKey().startsWith("softstart.")) {
          throw bad;
        }
        reader.warning(
            ConfigProblem.of(
                maker.getKey(), "cannot be waited for: no property is called " + bad.getName()));
        complete = false;
      }
    }
    ClassLoader loader = Thread.currentThread().getContextClassLoader();
    for (GateContributor contributor :
        SpringFactoriesLoader.loadFactories(GateContributor.class, loader)) {
      gates.addAll(contributor.gates(environment));
    }
    return complete;
  }

  /** Whether a property is below one of these beginnings, separated by commas. */
  private static boolean isAnyIn(String beginnings, List<String> properties) {
    for (String beginning : beginnings.split(", ", -1)) {
      for (String property : properties) {
        if (property.startsWith(beginning + ".")) {
          return true;
        }
      }
    }
    return false;
  }
}
