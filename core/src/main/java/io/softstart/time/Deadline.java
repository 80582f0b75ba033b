package io.softstart.time;

import java.time.Duration;

/** The moment at which waiting ends; immutable. */
public final class Deadline {
  private final Ticker ticker;
  private final long at;

  private Deadline(Ticker ticker, long at) {
    this.ticker = ticker;
    this.at = at;
  }

  /** {@return a deadline that lies the given duration after now} */
  public static Deadline in(Duration duration, Ticker ticker) {
    return new Deadline(ticker, ticker.read() + nanos(duration));
  }

  /** {@return the earlier of this deadline and one that lies the given duration after now} */
  public Deadline tightened(Duration duration) {
    long other = ticker.read() + nanos(duration);
    return other - at < 0 ? new Deadline(ticker, other) : this;
  }

  /** {@return the nanoseconds that are left; negative once it has passed} */
  public long left() {
    return at - ticker.read();
  }

  /** {@return a duration in nanoseconds, cut to what nanoTime arithmetic bears (146 years)} */
  public static long nanos(Duration duration) {
    try {
      return Math.min(duration.toNanos(), Long.MAX_VALUE / 2);
    } catch (ArithmeticException tooLong) {
      return duration.isNegative() ? Long.MIN_VALUE / 2 : Long.MAX_VALUE / 2;
    }
  }
}
