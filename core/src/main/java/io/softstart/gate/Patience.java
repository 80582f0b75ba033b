package io.softstart.gate;

import io.softstart.diagnosis.Failure;
import io.softstart.diagnosis.FailureKind;
import io.softstart.diagnosis.FailureKind.Verdict;
import io.softstart.text.Durations;
import io.softstart.time.Deadline;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Decides after each failure of one gate: go on, after which pause, or give up, and why. */
final class Patience {
  /** The last attempt begins this long before the deadline, or a tenth of a short wait. */
  private static final long LAST_CALL = 250_000_000;

  /** Accounts get locked; five logins over the whole wait are few enough for usual policies. */
  static final int MOST_LOGINS = 5;

  /** Spreads the logins over the grace, 1:2:4:8; each share is of what is left of it. */
  private static final double[] LOGIN_SHARES = {1 / 15.0, 1 / 7.0, 1 / 3.0, 1};

  private static final long HELD_PAUSE = 10_000_000_000L;
  private static final long HELD_LOGIN_PAUSE = 60_000_000_000L;

  /**
   * What to do after a failure.
   *
   * @param pause in nanoseconds; meaningless when giving up
   * @param giveUp why the gate is given up, or null to go on
   * @param held why it would have been given up if the process were not held alive, or null
   */
  record Decision(long pause, @Nullable String giveUp, @Nullable String held) {}

  private final @Nullable Backoff backoff;
  private final Duration grace;
  private final boolean hold;
  private final long lastCall;
  private final Pace pace;
  private int failures;
  private int denied;
  private @Nullable Long firstFailureAt;
  private @Nullable Long graceFrom;

  /**
   * Begins.
   *
   * @param backoff the user's pace; null for the one that fits each kind
   * @param grace how long what heals only from outside is tolerated
   * @param hold whether to go on slowly where one would give up, if there is any hope
   * @param fleet how many instances may wait together
   * @param whole how long the gate may take in all, in nanoseconds
   */
  Patience(@Nullable Backoff backoff, Duration grace, boolean hold, int fleet, long whole) {
    this.backoff = backoff;
    this.grace = grace;
    this.hold = hold;
    this.pace = new Pace(fleet);
    this.lastCall = Math.min(LAST_CALL, whole / 10);
  }

  /** {@return how long before the deadline the last attempt begins, in nanoseconds} */
  long lastCall() {
    return lastCall;
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
      return new Decision(0, "nothing outside of this process can heal it", null);
    }
    long allowed = left - lastCall;
    if (verdict == Verdict.GRACE) {
      if (graceFrom == null) {
        graceFrom = now;
      }
      denied += failure.kind() == FailureKind.DENIED ? 1 : 0;
      long graceLeft = Deadline.nanos(grace) - (now - graceFrom);
      if (graceLeft <= 0) {
        return endOr(failure, "it did not heal within the grace of " + Durations.text(grace));
      }
      if (denied >= MOST_LOGINS) {
        return endOr(failure, MOST_LOGINS + " logins were refused; more might lock the account");
      }
      allowed = Math.min(allowed, graceLeft);
    } else {
      graceFrom = null;
    }
    if (left <= lastCall) {
      return endOr(failure, "the deadline has come");
    }
    Duration waited = Duration.ofNanos(now - firstFailureAt);
    long pause = pause(failure, waited, Duration.ofNanos(took), allowed, random);
    return new Decision(Math.max(0, Math.min(pause, allowed)), null, null);
  }

  private long pause(Failure failure, Duration waited, Duration took, long allowed, double random) {
    if (failure.retryAfter().isPresent()) {
      return Deadline.nanos(failure.retryAfter().get());
    }
    if (backoff != null) {
      return Deadline.nanos(backoff.pause(failures, waited, random));
    }
    if (failure.kind() == FailureKind.DENIED) {
      return (long) (allowed * LOGIN_SHARES[denied - 1]);
    }
    return Deadline.nanos(pace.pause(failure.kind(), waited, took, random));
  }

  private Decision endOr(Failure failure, String why) {
    if (!hold) {
      return new Decision(0, why, null);
    }
    boolean login = failure.kind() == FailureKind.DENIED;
    return new Decision(login ? HELD_LOGIN_PAUSE : HELD_PAUSE, null, why);
  }
}
