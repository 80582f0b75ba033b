package io.softstart.gate;

import io.softstart.gate.engine.Require;
import io.softstart.time.Deadline;
import java.time.Duration;

/**
 * The pause before the next attempt: a pure function, randomness is an argument.
 *
 * <p>The ones made here are exact: the same failures have the same pauses. Where several instances
 * wait for one server, {@link #jittered()} keeps them from falling into step. The library's own
 * pace, which a gate has without a backoff, is jittered.
 */
@FunctionalInterface
public interface Backoff {
  /**
   * Returns how long to pause.
   *
   * @param failures failed attempts so far, at least 1
   * @param waited since the gate's first failure
   * @param random evenly distributed in [0, 1)
   * @return the pause, not negative
   */
  Duration pause(int failures, Duration waited, double random);

  /**
   * Returns the same pauses, each drawn from the upper half of its range, [pause/2, pause]: a fleet
   * that waits together never falls into step, also at the cap, and no pause exceeds the cap.
   *
   * @return this backoff with jitter
   */
  default Backoff jittered() {
    return (failures, waited, random) -> {
      long base = Deadline.nanos(pause(failures, waited, random));
      long half = base / 2;
      return Duration.ofNanos(Math.min(base, half + (long) ((base - half) * random)));
    };
  }

  /**
   * {@return a pause for what costs the server nothing: 3 % of the wait, 50 to 750 ms} With a login
   * behind it, the gate then opens within 5 % of the outage, or a second.
   */
  static Backoff proportional() {
    return proportional(0.03, Duration.ofMillis(50), Duration.ofMillis(750));
  }

  /**
   * Returns a pause that is a share of the time waited so far, so that a gate opens within that
   * share of the outage after the dependency is usable.
   *
   * @param share of the time waited, more than 0 and at most 1
   * @param floor the least base, positive
   * @param cap the greatest base, not less than the floor
   * @return the backoff
   * @throws IllegalArgumentException if an argument is out of its bounds
   */
  static Backoff proportional(double share, Duration floor, Duration cap) {
    Require.that(share > 0 && share <= 1, "share", share, "more than 0 and at most 1");
    Require.positive("floor", floor);
    Require.that(cap.compareTo(floor) >= 0, "cap", cap, "at least the floor, " + floor);
    double least = Deadline.nanos(floor);
    double most = Deadline.nanos(cap);
    return (failures, waited, random) -> {
      double base = Deadline.nanos(waited) * share;
      return Duration.ofNanos((long) Math.max(least, Math.min(most, base)));
    };
  }

  /**
   * Returns a pause that grows by a factor with each failure.
   *
   * @param first the base after the first failure, positive
   * @param factor from 1 to a million
   * @param cap the greatest base, not less than the first
   * @return the backoff
   * @throws IllegalArgumentException if an argument is out of its bounds
   */
  static Backoff exponential(Duration first, double factor, Duration cap) {
    Require.positive("first", first);
    Require.that(factor >= 1 && factor <= 1e6, "factor", factor, "from 1 to a million");
    Require.that(cap.compareTo(first) >= 0, "cap", cap, "at least the first pause, " + first);
    double least = Deadline.nanos(first);
    double most = Deadline.nanos(cap);
    return (failures, waited, random) -> {
      // doubles saturate at infinity, so a high count cannot overflow into a short pause
      double base = least * Math.pow(factor, failures - 1.0);
      return Duration.ofNanos((long) Math.min(most, base));
    };
  }

  /**
   * Returns the same pause always.
   *
   * @param pause positive
   * @return the backoff
   * @throws IllegalArgumentException if the pause is not positive
   */
  static Backoff fixed(Duration pause) {
    Require.positive("pause", pause);
    return (failures, waited, random) -> pause;
  }
}
