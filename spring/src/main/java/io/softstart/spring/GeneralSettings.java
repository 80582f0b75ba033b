package io.softstart.spring;

import io.softstart.config.ConfigReader;

/**
 * Properties that are read elsewhere, ahead of the others or with each gate: named here so that
 * their values are checked with all else, and their names are known.
 */
final class GeneralSettings {
  private GeneralSettings() {}

  static void read(ConfigReader reader) {
    reader.bool("softstart.enabled").describe("whether Softstart does anything").orElse(true);
    reader.bool("softstart.in-tests").describe("whether it does in tests as well").orElse(false);
    reader.list("softstart.datasources").describe("prefixes of further data sources").optional();
  }
}
