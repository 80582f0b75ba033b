package io.softstart.text;

import io.softstart.time.Deadline;
import java.time.Duration;

/** Prints durations as people write them. */
public final class Durations {
  private Durations() {}

  /**
   * {@return a duration in two units at most: {@code 85 ms}, {@code 4.2 s}, {@code 30 s}, {@code 2
   * min 5 s}, {@code 1 h 3 min}}
   */
  public static String text(Duration duration) {
    long ms = Math.round(Deadline.nanos(duration) / 1e6);
    if (ms < 1_000) {
      return ms + " ms";
    }
    if (ms < 60_000) {
      long tenths = Math.round(ms / 100.0);
      return tenths % 10 == 0 ? tenths / 10 + " s" : tenths / 10 + "." + tenths % 10 + " s";
    }
    long s = Math.round(ms / 1_000.0);
    if (s < 3_600) {
      return s / 60 + " min" + (s % 60 == 0 ? "" : " " + s % 60 + " s");
    }
    long min = Math.round(s / 60.0);
    return min / 60 + " h" + (min % 60 == 0 ? "" : " " + min % 60 + " min");
  }
}
