package io.softstart.gate.engine;

import io.softstart.time.Deadline;
import io.softstart.time.Ticker;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The limits of one startup's wait, and its one deadline, which is counted from the first gate on.
 * For callers with the engine's lock.
 */
final class WaitDeadline {
  /** Gates fail together that come to the deadline within so much. */
  private static final long TOGETHER = 500_000_000;

  /** No wait of the engine is longer past the deadline. */
  private static final long LAST_WORDS = 900_000_000;

  private static final Duration LEAST_FLUSH = Duration.ofMillis(50);

  private final Ticker ticker;
  private WaitLimits limits;
  private @Nullable Deadline shared;

  WaitDeadline(WaitLimits limits, Ticker ticker) {
    this.limits = limits;
    this.ticker = ticker;
  }

  WaitLimits limits() {
    return limits;
  }

  /** Sets other limits; the deadline is counted from where it began. */
  void limit(WaitLimits known) {
    Deadline before = shared;
    if (before != null && !known.deadline().equals(limits.deadline())) {
      long spent = Deadline.nanos(limits.deadline()) - before.left();
      Duration left = Duration.ofNanos(Deadline.nanos(known.deadline()) - spent);
      shared = Deadline.in(left, ticker);
    }
    limits = known;
  }

  /** {@return the deadline, which begins with the first call} */
  Deadline begin() {
    Deadline begun = shared == null ? Deadline.in(limits.deadline(), ticker) : shared;
    shared = begun;
    return begun;
  }

  boolean hasBegun() {
    return shared != null;
  }

  /** {@return until the deadline; zero if it has passed, or no gate was awaited yet} */
  Duration leftOrZero() {
    return Duration.ofNanos(shared == null ? 0 : Math.max(0, shared.left()));
  }

  boolean hasPassed() {
    return shared != null && shared.left() <= 0;
  }

  /**
   * {@return how long other gates that come to the same deadline may still take, in nanoseconds}
   */
  long forLastWords() {
    return shared == null || shared.left() > TOGETHER ? 0 : shared.left() + LAST_WORDS;
  }

  /** {@return how long to wait for the log at a wait that has failed} */
  Duration forFlush() {
    if (shared == null) {
      return EventQueue.FLUSH;
    }
    long most = Math.min(Deadline.nanos(EventQueue.FLUSH), shared.left() + LAST_WORDS);
    return Duration.ofNanos(Math.max(Deadline.nanos(LEAST_FLUSH), most));
  }
}
