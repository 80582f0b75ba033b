package io.softstart.gate.engine;

import io.softstart.diagnosis.FailureKind;
import io.softstart.gate.Backoff;
import io.softstart.time.Deadline;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The pause that fits a kind of failure: a refused connection costs the server nothing and is
 * polled closely, a handshake costs it something and is not.
 *
 * <p>An instance that meets a crowd keeps away for a share of the time that the crowd has been
 * there, however large it is. One that has been told the size of its fleet takes a place in a
 * window in which the server can serve them all.
 */
final class AdaptiveBackoff {
  /** The longest pause of an instance that polls closely; a login is to end within a second. */
  static final Duration CLOSE_CAP = Backoff.proportional().pause(1, Duration.ofHours(1), 0);

  private static final Backoff CLOSE = Backoff.proportional().jittered();
  private static final Backoff SPARING =
      Backoff.exponential(Duration.ofMillis(250), 2, Duration.ofSeconds(10)).jittered();

  private static final Duration SETTLED = Duration.ofSeconds(1);

  /** 500 logins a second, what a PostgreSQL on four cores handles, and a tenth to spare. */
  private static final long FOR_EACH = 2_200_000;

  private static final double SHARE_OF_CROWD = 0.3;
  private static final Duration LEAST_IN_CROWD = Duration.ofMillis(750);
  private static final Duration MOST_IN_CROWD = Duration.ofSeconds(10);

  private final Backoff close;
  private final Backoff crowded;
  private @Nullable Backoff current;
  private int inARow;
  private @Nullable FailureKind last;
  private Duration since = Duration.ZERO;
  private Duration crowdSince = Duration.ZERO;

  /** Begins, for an instance of a fleet of so many; 1 if nothing is known of others. */
  AdaptiveBackoff(int fleet) {
    Duration window = Duration.ofNanos(window(fleet));
    close = spreads(fleet) ? new InWindow(window) : CLOSE;
    crowded =
        Backoff.proportional(
                SHARE_OF_CROWD,
                longer(LEAST_IN_CROWD, Duration.ofNanos(window(fleet) / 8)),
                longer(MOST_IN_CROWD, window))
            .jittered();
  }

  /** Whether a fleet is so large that its instances must not poll closely. */
  static boolean spreads(int fleet) {
    return window(fleet) > Deadline.nanos(CLOSE_CAP);
  }

  private static long window(int fleet) {
    return FOR_EACH * fleet;
  }

  private static Duration longer(Duration one, Duration other) {
    return one.compareTo(other) >= 0 ? one : other;
  }

  /**
   * {@return the pause after a failure}
   *
   * @param waited since the gate's first failure
   * @param took how long the failed attempt lasted
   * @param random evenly distributed in [0, 1)
   */
  Duration pause(FailureKind kind, Duration waited, Duration took, double random) {
    Backoff fitting =
        switch (kind) {
          case UNRESOLVED, REFUSED, RESET, STARTING -> close;
          case OVERLOADED, TIMED_OUT -> crowded;
          default -> SPARING;
        };
    // sixty refusals say nothing about how fast to come back after the first overload
    inARow = fitting == current ? inARow + 1 : 1;
    if (kind != last && waited.minus(since).compareTo(SETTLED) >= 0) {
      // something has moved after a while, a server that starts is nearly there: look closely again
      since = last == null ? since : waited;
    }
    if (fitting == crowded && current != crowded) {
      // who had to wait for the refusal itself has met a greater crowd than who was sent off at
      // once
      crowdSince = waited.minus(took);
    }
    current = fitting;
    last = kind;
    return fitting.pause(inARow, waited.minus(fitting == crowded ? crowdSince : since), random);
  }

  /**
   * First a place anywhere in the window, then nearly a whole window from there: the places stay
   * spread, and yet no pause is like another.
   */
  private record InWindow(Duration window) implements Backoff {
    @Override
    public Duration pause(int failures, Duration waited, double random) {
      long whole = Deadline.nanos(window);
      double share = failures == 1 ? random : 1 - random / 32;
      return Duration.ofNanos(Math.max(1, (long) (whole * share)));
    }
  }
}
