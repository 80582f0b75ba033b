package io.softstart.config;

import io.softstart.text.Ascii;
import io.softstart.text.DurationParser;
import java.time.Duration;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Durations, {@code 1h30m}. */
final class DurationType extends StrictType<Duration> {
  /** What people write for a unit that is written in one letter here. */
  private static final String[][] LONG_UNITS = {
    {"milliseconds", "ms"},
    {"millis", "ms"},
    {"seconds", "s"},
    {"second", "s"},
    {"secs", "s"},
    {"sec", "s"},
    {"minutes", "m"},
    {"minute", "m"},
    {"mins", "m"},
    {"min", "m"},
    {"hours", "h"},
    {"hour", "h"},
    {"hrs", "h"},
    {"hr", "h"},
    {"days", "d"},
    {"day", "d"}
  };

  DurationType() {
    super("a duration (500ms, 30s, 1h30m)", Duration.ZERO, SHORT);
  }

  @Override
  Duration parse(String text) throws BadValue {
    if (Ascii.isDigits(text)) {
      throw new BadValue("is a number without a unit", "add ms, s, m, h or d");
    }
    Duration duration;
    try {
      duration = DurationParser.parse(text);
    } catch (ArithmeticException e) {
      throw new BadValue("is too long for a duration");
    }
    if (duration == null) {
      throw BadValue.not("a duration", text, hintFor(text));
    }
    if (duration.isNegative()) {
      throw new BadValue("is negative");
    }
    return duration;
  }

  /** {@code 5sec}, {@code 5 min} and {@code 5M} are the usual slips. */
  private static @Nullable String hintFor(String text) {
    if (text.length() > BadValue.LONGEST_SHOWN) {
      return null;
    }
    String meant = text.toLowerCase(Locale.ROOT).replace(" ", "");
    for (String[] unit : LONG_UNITS) {
      meant = meant.replace(unit[0], unit[1]);
    }
    try {
      Duration duration = DurationParser.parse(meant);
      return duration == null ? null : "did you mean " + meant + "?";
    } catch (ArithmeticException tooLong) {
      return null;
    }
  }

  @Override
  public String format(Duration value) {
    return DurationParser.format(value);
  }
}
