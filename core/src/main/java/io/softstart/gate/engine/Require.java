package io.softstart.gate.engine;

import java.time.Duration;

/** Refuses a bad argument with its name, value and bound. */
public final class Require {
  private static final String SIGNS = "._-";

  private Require() {}

  public static void that(boolean holds, String name, Object value, String bound) {
    if (!holds) {
      throw new IllegalArgumentException(name + ": " + value + " is not " + bound);
    }
  }

  public static void positive(String name, Duration value) {
    that(!value.isNegative() && !value.isZero(), name, value, "positive");
  }

  /** Names stand in log lines, metrics and thread names, so they are kept plain. */
  public static void name(String name) {
    boolean plain = !name.isEmpty() && name.length() <= 64;
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      plain &= Character.isLetterOrDigit(c) || SIGNS.indexOf(c) >= 0;
    }
    that(plain, "name", "'" + name + "'", "1 to 64 letters, digits, dots, dashes or underscores");
  }
}
