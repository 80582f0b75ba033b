package io.softstart.bench.crashloop;

import java.time.Duration;
import java.util.Locale;

/** Seconds, as a number and in a table. */
final class Seconds {
  private Seconds() {}

  static double of(Duration duration) {
    return duration.toNanos() / 1e9;
  }

  /** {@return 0.4, 152 or never} */
  static String text(double seconds) {
    if (Double.isInfinite(seconds)) {
      return "never";
    }
    return String.format(Locale.ROOT, seconds < 10 ? "%.1f" : "%.0f", seconds);
  }
}
