package io.softstart.spring;

import io.softstart.config.ConfigReader;
import java.util.List;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;

/**
 * Properties that are used elsewhere, ahead of the others or with each gate: read here so that
 * their values are checked with all else, and their names are known.
 */
final class GeneralSettings {
  private GeneralSettings() {}

  /** {@return what must be set} */
  static List<String> read(ConfigReader reader) {
    reader.bool("softstart.enabled").describe("enables Softstart").orElse(true);
    reader.bool("softstart.in-tests").describe("enables Softstart in tests").orElse(false);
    reader
        .list("softstart.datasources")
        .describe("prefixes of further data sources")
        .must(GeneralSettings::areProperties, "names of properties, in lower case")
        .optional();
    return reader
        .list("softstart.config.required")
        .describe("properties and variables that must be set")
        .orElse(List.of());
  }

  private static boolean areProperties(List<String> names) {
    for (String name : names) {
      if (!ConfigurationPropertyName.isValid(name)) {
        return false;
      }
    }
    return true;
  }
}
