package io.softstart.testkit;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** Waits for a condition by asking again and again, never longer than a limit. */
final class Poll {
  private static final Duration STEP = Duration.ofMillis(5);

  private Poll() {}

  /** Returns whether the condition came true within the limit; it is asked at least once. */
  static boolean until(Duration limit, BooleanSupplier condition) {
    return until(limit, STEP, condition);
  }

  static boolean until(Duration limit, Duration step, BooleanSupplier condition) {
    long start = System.nanoTime();
    while (!condition.getAsBoolean()) {
      long left = limit.toNanos() - (System.nanoTime() - start);
      if (left <= 0) {
        return false;
      }
      pause(Math.min(left, step.toNanos()));
    }
    return true;
  }

  private static void pause(long nanos) {
    try {
      TimeUnit.NANOSECONDS.sleep(nanos);
    } catch (InterruptedException e) {
      throw interrupted(e);
    }
  }

  /** Keeps the flag set, so that the interrupt is heard further up as well. */
  static TestkitException interrupted(InterruptedException e) {
    Thread.currentThread().interrupt();
    return new TestkitException("interrupted while waiting", e);
  }

  static Duration requireNotNegative(String name, Duration value) {
    if (value.isNegative()) {
      throw new IllegalArgumentException(name + " must not be negative, but is " + value);
    }
    return value;
  }
}
