package io.softstart.spring;

import io.softstart.config.ConfigReader;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.springframework.core.env.ConfigurableEnvironment;

/**
 * Looks at the whole configuration before anything uses it. Runs as a part of the recipe of {@code
 * Startup.configure}: what it tells the reader is reported together, with exit code 78.
 */
final class EnvironmentCheck {
  private EnvironmentCheck() {}

  /**
   * Looks for what is not there: values of placeholders, and required properties.
   *
   * @return the properties whose placeholders have no value, of those that would be used
   */
  static List<String> placeholders(
      ConfigurableEnvironment environment,
      EnvironmentSource source,
      NamesSet names,
      ConfigReader reader) {
    List<String> required = GeneralSettings.read(reader);
    Supplier<List<String>> sure =
        () -> {
          List<String> all = new ArrayList<>(DataSourceGates.named(environment));
          all.add("softstart.");
          all.addAll(required);
          SaidOfGates said = new SaidOfGates(reader, names);
          all.addAll(SpringGates.used(source, environment, said::isRequired));
          return all;
        };
    List<String> incomplete =
        Placeholders.check(
            source, names, sure, () -> SpringGates.used(source, environment, gate -> true), reader);
    RequiredKeys.check(required, source, names, reader);
    return incomplete;
  }

  /** Looks for names that nobody knows; behind all that reads {@code softstart.*}. */
  static void names(EnvironmentSource source, NamesSet names, ConfigReader reader) {
    UnknownNames.check(source.asked(), names, reader);
    MisspeltVariables.check(names, reader);
  }
}
