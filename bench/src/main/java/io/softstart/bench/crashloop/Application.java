package io.softstart.bench.crashloop;

import io.softstart.diagnosis.FailureKind;
import io.softstart.gate.engine.InstancePause;
import java.time.Duration;
import java.util.OptionalLong;
import java.util.random.RandomGenerator;

/** How a process lives whose database refuses connections until some moment. */
@FunctionalInterface
interface Application {
  /**
   * How a process ended its start; in nanoseconds.
   *
   * @param ready whether it has run its first query by then, or else is dead
   */
  record Life(boolean ready, long at) {}

  /** {@return the life of a process that is started at a moment} */
  Life live(long started, long usable, RandomGenerator random);

  /**
   * Tries every second for so long, once at least, and dies: what HikariCP makes of {@code
   * initializationFailTimeout}, zero for its default of 1 ms.
   */
  static Application retrying(Times times, Duration during) {
    return (started, usable, random) -> {
      long first = started + times.boot().toNanos();
      for (long at = first; ; at += 1_000_000_000) {
        if (at >= usable) {
          return new Life(true, at + times.login().toNanos());
        }
        if (at + 1_000_000_000 - first >= during.toNanos()) {
          return new Life(false, at + times.dying().toNanos());
        }
      }
    };
  }

  /** Softstart with its own pauses, as the library decides them, and its deadline. */
  static Application softstart(Times times, Duration deadline) {
    return (started, usable, random) -> {
      InstancePause pause = new InstancePause(1);
      long at = started + times.boot().toNanos();
      long end = at + deadline.toNanos();
      while (at < usable) {
        OptionalLong next = pause.after(FailureKind.REFUSED, at, 0, end - at, random.nextDouble());
        if (next.isEmpty()) {
          return new Life(false, at + times.dying().toNanos());
        }
        at += next.getAsLong();
      }
      return new Life(true, at + times.login().toNanos());
    };
  }
}
