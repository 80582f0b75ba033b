package io.softstart.spring;

import org.springframework.core.env.Environment;

/** The properties of a gate that switch it off, or let the start go on without it. */
final class GateSwitches {
  private static final String GATES = "softstart.gates.";

  private GateSwitches() {}

  /** {@return the beginning of the keys of a gate} */
  static String prefix(String gate) {
    return GATES + gate + ".";
  }

  /** Whether anything is waited for at a gate: it is neither switched off nor optional. */
  static boolean isWanted(String gate, Environment environment) {
    return !isOff(gate, environment) && !isSaid(environment, prefix(gate) + "optional", "true");
  }

  /** Whether a gate is switched off, even if more is said of it. */
  static boolean isOff(String gate, Environment environment) {
    return isSaid(environment, prefix(gate) + "enabled", "false");
  }

  static boolean isSaid(Environment environment, String property, String value) {
    return value.equalsIgnoreCase(environment.getProperty(property));
  }
}
