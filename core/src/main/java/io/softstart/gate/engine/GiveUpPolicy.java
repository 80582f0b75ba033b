package io.softstart.gate.engine;

import io.softstart.diagnosis.Failure;
import io.softstart.diagnosis.FailureKind;
import io.softstart.diagnosis.FailureKind.Verdict;
import io.softstart.text.Durations;
import io.softstart.time.Deadline;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Decides after each failure of one gate: go on, after which pause, or give up, and why. For one
 * thread.
 */
final class GiveUpPolicy {
  /** The last attempt begins this long before the deadline, or a tenth of a short wait. */
  private static final long LAST_CALL = 250_000_000;

  /** Spreads the logins over the grace, 1:2:4:8; each share is of what is left of it. */
  private static final double[] LOGIN_SHARES = {1 / 15.0, 1 / 7.0, 1 / 3.0, 1};

  /** The same for a server that was down before: 1:3:9:27, soon at first, and late enough. */
  private static final double[] LATE_LOGIN_SHARES = {1 / 40.0, 1 / 13.0, 1 / 4.0, 1};

  /** So much longer is the grace for a server that was down: its init scripts may still run. */
  private static final int LONGER = 4;

  private static final Set<FailureKind> DOWN =
      EnumSet.of(FailureKind.REFUSED, FailureKind.RESET, FailureKind.STARTING);

  private static final long HELD_PAUSE = 10_000_000_000L;
  private static final long MOST_HELD_PAUSE = 600_000_000_000L;

  /** Between two refused logins of a process that goes on nevertheless. */
  static final long LOGIN_PAUSE = 60_000_000_000L;

  /** A hint of zero would spin; a user's own backoff may go lower, but not to zero. */
  private static final long LEAST_HINT = 50_000_000;

  private static final long LEAST_OWN = 1_000_000;

  private final @Nullable UserBackoff backoff;
  private final Duration grace;
  private final boolean hold;
  private final int attempts;
  private final LoginCount logins;
  private final long lastCall;
  private final AdaptiveBackoff pace;
  private int failures;
  private @Nullable Long firstFailureAt;
  private @Nullable Long graceFrom;
  private boolean wasDown;

  /**
   * Begins.
   *
   * @param backoff the user's pace; null for the one that fits each kind
   * @param logins counted by the attempts
   * @param whole how long the gate may take in all, in nanoseconds
   */
  GiveUpPolicy(
      GateSpec<?> gate,
      WaitLimits limits,
      @Nullable UserBackoff backoff,
      LoginCount logins,
      long whole) {
    this.backoff = backoff;
    this.grace = gate.grace(limits);
    this.hold = gate.holds(limits);
    this.attempts = gate.policy().attempts();
    this.logins = logins;
    this.pace = new AdaptiveBackoff(limits.fleet());
    this.lastCall = Math.min(LAST_CALL, whole / 10);
  }

  /** {@return how long before the deadline the last attempt begins, in nanoseconds} */
  long lastCall() {
    return lastCall;
  }

  /** Decides about a login whose refusal came after its attempt was cut off and decided about. */
  Decision afterLateRefusal(Failure failure, long now, long left, double random) {
    failures--;
    return after(failure, now, 0, left, random);
  }

  /**
   * Decides.
   *
   * @param failure the failed attempt's
   * @param now the ticker's reading
   * @param took how long the attempt lasted, in nanoseconds
   * @param left until the deadline, in nanoseconds; negative if it has passed
   * @param random evenly distributed in [0, 1)
   */
  Decision after(Failure failure, long now, long took, long left, double random) {
    failures++;
    if (firstFailureAt == null) {
      firstFailureAt = now;
    }
    Verdict verdict = failure.kind().verdict();
    if (verdict == Verdict.NEVER) {
      return new Decision.GiveUp("waiting does not help: fix the configuration");
    }
    long allowed = left - lastCall;
    if (verdict == Verdict.GRACE) {
      if (graceFrom == null) {
        graceFrom = now;
      }
      Duration inForce = wasDown ? grace.multipliedBy(LONGER) : grace;
      long graceLeft = Deadline.nanos(inForce) - (now - graceFrom);
      if (graceLeft <= 0) {
        return endOr(failure, "still failing after the grace of " + Durations.text(inForce));
      }
      allowed = Math.min(allowed, graceLeft);
    } else {
      graceFrom = null;
      wasDown |= DOWN.contains(failure.kind());
    }
    if (failure.kind() == FailureKind.DENIED && logins.isUsedUp()) {
      return endOr(failure, logins.refused() + " logins were refused; more might lock the account");
    }
    if (failures >= attempts) {
      return endOr(
          failure,
          attempts == 1 ? "it is tried once" : "its " + attempts + " attempts are used up");
    }
    if (left <= lastCall) {
      return endOr(failure, "the deadline has come");
    }
    Duration waited = Duration.ofNanos(now - firstFailureAt);
    long pause = pause(failure, waited, Duration.ofNanos(took), allowed, random);
    return new Decision.GoOn(Math.max(0, Math.min(pause, allowed)));
  }

  private long pause(Failure failure, Duration waited, Duration took, long allowed, double random) {
    Optional<Duration> hint = failure.retryAfter();
    if (hint.isPresent()) {
      return Math.max(LEAST_HINT, Deadline.nanos(hint.get()));
    }
    Duration own = backoff == null ? null : backoff.pause(failures, waited, random);
    if (own != null) {
      return Math.max(LEAST_OWN, Deadline.nanos(own));
    }
    if (failure.kind() == FailureKind.DENIED) {
      double[] shares = wasDown ? LATE_LOGIN_SHARES : LOGIN_SHARES;
      int share = Math.min(shares.length, Math.max(1, logins.refused()));
      return (long) (allowed * shares[share - 1]);
    }
    return Deadline.nanos(pace.pause(failure.kind(), waited, took, random));
  }

  private Decision endOr(Failure failure, String why) {
    if (!hold) {
      return new Decision.GiveUp(why);
    }
    return new Decision.Hold(heldPause(failure), why);
  }

  /** Slow, since nothing else waits for it; a server that asks for more time gets it. */
  private static long heldPause(Failure failure) {
    long least = failure.kind() == FailureKind.DENIED ? LOGIN_PAUSE : HELD_PAUSE;
    long hint = failure.retryAfter().map(Deadline::nanos).orElse(least);
    long floor = failure.kind() == FailureKind.DENIED ? LOGIN_PAUSE : LEAST_HINT;
    return Math.max(floor, Math.min(MOST_HELD_PAUSE, hint));
  }
}
