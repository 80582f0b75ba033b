package io.softstart.redis;

import io.softstart.gate.Attempt;
import java.time.Duration;

/** How much of an attempt each of its steps may take. */
final class Limits {
  private static final long LONGEST_LOOK = 1_000;

  private Limits() {}

  /** For connecting and logging in: what is left but the time for a second look. */
  static Duration forLogin(Attempt attempt) {
    return Duration.ofMillis(Math.max(1, leftAfterLook(attempt)));
  }

  /** For any answer: a little longer, since the client's own time-out says more. */
  static Duration forAnswer(Attempt attempt) {
    long login = leftAfterLook(attempt);
    return Duration.ofMillis(Math.max(1, login + login / 20));
  }

  /** For one step of the second look. */
  static Duration forLook(Attempt attempt) {
    long third = attempt.remaining().toMillis() / 3;
    return Duration.ofMillis(Math.max(1, Math.min(LONGEST_LOOK / 2, third)));
  }

  private static long leftAfterLook(Attempt attempt) {
    long left = attempt.remaining().toMillis();
    return left - Math.min(LONGEST_LOOK, left / 4);
  }
}
