package io.softstart.gate.engine;

import io.softstart.time.Deadline;
import io.softstart.time.Stopwatch;
import java.time.Duration;

/** When to say that the wait goes on: after 10 s, 30 s, 1 min, then once a minute. */
final class Heartbeat {
  private static final long SECOND = 1_000_000_000;
  private static final long MINUTE = 60 * SECOND;

  private final Stopwatch clock;
  private final Duration begun;
  private long next = 10 * SECOND;

  Heartbeat(Stopwatch clock) {
    this.clock = clock;
    this.begun = clock.elapsed();
  }

  /** {@return the nanoseconds until the next one; zero or less if it is due} */
  long due() {
    return next - Deadline.nanos(clock.elapsed().minus(begun));
  }

  void beat() {
    if (next < 30 * SECOND) {
      next = 30 * SECOND;
    } else {
      next += next < MINUTE ? 30 * SECOND : MINUTE;
    }
  }
}
