package io.softstart.text;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/** Reads durations as people write them, {@code 1h30m}, largest unit first; ISO 8601 as well. */
public final class DurationParser {
  /** The largest duration of seconds has 19 digits; this leaves room for every unit. */
  private static final int LONGEST = 100;

  private static final String[] NAMES = {"d", "h", "m", "s", "ms", "us", "ns"};
  private static final ChronoUnit[] UNITS = {
    ChronoUnit.DAYS,
    ChronoUnit.HOURS,
    ChronoUnit.MINUTES,
    ChronoUnit.SECONDS,
    ChronoUnit.MILLIS,
    ChronoUnit.MICROS,
    ChronoUnit.NANOS
  };

  private DurationParser() {}

  /**
   * Reads a duration.
   *
   * @return null if the text is no duration
   * @throws ArithmeticException if it is longer than any duration
   */
  public static @Nullable Duration parse(String text) {
    if (text.isEmpty() || text.length() > LONGEST) {
      return null;
    }
    try {
      return text.startsWith("P") ? Duration.parse(text) : sum(text);
    } catch (NumberFormatException e) {
      throw new ArithmeticException("a number of more than 64 bits");
    } catch (DateTimeException e) {
      return null;
    }
  }

  private static @Nullable Duration sum(String text) {
    Duration sum = Duration.ZERO;
    int at = 0;
    int largest = 0;
    while (at < text.length()) {
      int number = at;
      while (at < text.length() && Ascii.isDigit(text.charAt(at))) {
        at++;
      }
      int unit = at;
      while (at < text.length() && Ascii.isLetter(text.charAt(at))) {
        at++;
      }
      int index = indexOf(text.substring(unit, at));
      if (unit == number || index < largest) {
        return null;
      }
      sum = sum.plus(Long.parseLong(text.substring(number, unit)), UNITS[index]);
      largest = index + 1;
    }
    return sum;
  }

  private static int indexOf(String unit) {
    for (int i = 0; i < NAMES.length; i++) {
      if (NAMES[i].equals(unit)) {
        return i;
      }
    }
    return -1;
  }

  /** Writes what {@link #parse} reads back as the same duration. */
  public static String format(Duration value) {
    int nanos = value.toNanosPart();
    long[] parts = {
      value.toDaysPart(),
      value.toHoursPart(),
      value.toMinutesPart(),
      value.toSecondsPart(),
      nanos / 1_000_000,
      nanos / 1_000 % 1_000,
      nanos % 1_000
    };
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < parts.length; i++) {
      if (parts[i] > 0) {
        text.append(parts[i]).append(NAMES[i]);
      }
    }
    return text.isEmpty() ? "0s" : text.toString();
  }
}
