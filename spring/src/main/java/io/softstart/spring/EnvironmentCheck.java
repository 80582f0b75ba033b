package io.softstart.spring;

import io.softstart.config.ConfigReader;
import java.util.ArrayList;
import java.util.List;

/**
 * Looks at the whole configuration before anything uses it. Runs as a part of the recipe of {@code
 * Startup.configure}, behind all that reads {@code softstart.*}: what it tells the reader is
 * reported together, with exit code 78.
 */
final class EnvironmentCheck {
  private EnvironmentCheck() {}

  /**
   * Checks what is set.
   *
   * @param used beginnings of the properties that gates were made from, such as {@code
   *     spring.datasource.}
   */
  static void check(
      EnvironmentSource source, NamesSet names, List<String> used, ConfigReader reader) {
    List<String> required =
        reader
            .list("softstart.config.required")
            .describe("properties and variables that must be set")
            .orElse(List.of());
    List<String> sure = new ArrayList<>(used);
    sure.add("softstart.");
    sure.addAll(required);
    Placeholders.check(source, names, sure, reader);
    RequiredKeys.check(required, source, names, reader);
    UnknownNames.check(source.asked(), names, reader);
    MisspeltVariables.check(names, reader);
  }
}
