package io.softstart.config;

import io.softstart.text.Ascii;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/** Durations as people write them, {@code 1h30m}, largest unit first; ISO 8601 as well. */
final class DurationType extends StrictType<Duration> {
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

  DurationType() {
    super("a duration (500ms, 30s, 1h30m)", Duration.ZERO);
  }

  @Override
  Duration parse(String text) throws BadValue {
    if (Ascii.isDigits(text)) {
      throw new BadValue("is a number without a unit", "add ms, s, m, h or d");
    }
    try {
      Duration duration = text.startsWith("P") ? Duration.parse(text) : sum(text);
      if (duration == null) {
        throw BadValue.not("a duration", text);
      }
      if (duration.isNegative()) {
        throw new BadValue("is negative");
      }
      return duration;
    } catch (NumberFormatException | ArithmeticException e) {
      throw new BadValue("is too long for a duration");
    } catch (DateTimeException e) {
      throw BadValue.not("a duration", text);
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
  @Override
  public String format(Duration value) {
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
