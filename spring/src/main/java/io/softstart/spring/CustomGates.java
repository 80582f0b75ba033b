package io.softstart.spring;

import io.softstart.gate.Gate;
import java.util.List;
import org.springframework.core.env.ConfigurableEnvironment;

/** The gates that {@code softstart.gates.<name>.url} names. */
final class CustomGates {
  private CustomGates() {}

  static List<Gate<?>> from(ConfigurableEnvironment environment) {
    return List.of();
  }
}
