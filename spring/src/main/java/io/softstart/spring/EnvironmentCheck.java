package io.softstart.spring;

import io.softstart.config.ConfigReader;
import org.springframework.core.env.ConfigurableEnvironment;

/**
 * Looks at the whole configuration before anything uses it. Runs as the recipe of {@code
 * Startup.configure}: what it tells the reader is reported together, with exit code 78.
 */
final class EnvironmentCheck {
  private EnvironmentCheck() {}

  static void check(ConfigurableEnvironment environment, ConfigReader problems) {}
}
