package io.softstart.gate.engine;

import io.softstart.gate.Backoff;
import io.softstart.text.DurationParser;
import java.math.BigDecimal;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A backoff as operators write it: {@code 5s}, or {@code 2s,x2,10s} for 2 s, then twice as long
 * each time, at most 10 s. {@code jitter} behind it spreads many instances. A comma or a blank
 * separates the parts.
 */
public final class BackoffText {
  private static final String EXPECTED =
      "expected is a pause (5s), or first, factor and cap"
          + " (2s,x2,10s), with jitter behind it or without";
  private static final int LONGEST = 200;

  private BackoffText() {}

  /**
   * Reads a backoff.
   *
   * @param text as above
   * @return the backoff
   * @throws IllegalArgumentException if it cannot be understood; the message says what is expected
   */
  public static Backoff parse(String text) {
    String[] parts = text.length() > LONGEST ? new String[0] : parts(text);
    boolean jitter = parts.length > 1 && parts[parts.length - 1].equals("jitter");
    int count = jitter ? parts.length - 1 : parts.length;
    Backoff backoff =
        switch (count) {
          case 1 -> Backoff.fixed(pause(parts[0]));
          case 3 -> Backoff.exponential(pause(parts[0]), factor(parts[1]), pause(parts[2]));
          default -> throw new IllegalArgumentException(EXPECTED);
        };
    return jitter ? backoff.jittered() : backoff;
  }

  private static String[] parts(String text) {
    return text.replace(',', ' ').strip().split(" +");
  }

  private static Duration pause(String text) {
    Duration pause = duration(text);
    if (pause == null || pause.isZero() || pause.isNegative()) {
      throw new IllegalArgumentException(EXPECTED);
    }
    return pause;
  }

  private static @Nullable Duration duration(String text) {
    try {
      return DurationParser.parse(text);
    } catch (ArithmeticException tooLong) {
      return null;
    }
  }

  private static double factor(String text) {
    try {
      if (text.startsWith("x") && text.length() < 10) {
        return new BigDecimal(text.substring(1)).doubleValue();
      }
    } catch (NumberFormatException notOne) {
      // said below
    }
    throw new IllegalArgumentException(EXPECTED);
  }
}
