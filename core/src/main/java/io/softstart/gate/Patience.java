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
  /** The last attempt begins this long before the deadline. */
  static final long LAST_CALL = 250_000_000;

  /** Accounts get locked; five logins over the whole wait are few enough for usual policies. */
  static final int MOST_LOGINS = 5;

  /** Spreads the logins over the grace, 1:2:4:8; each share is of what is left of it. */
  private static final double[] LOGIN_SHARES = {1 / 15.0, 1 / 7.0, 1 / 3.0, 1};

  /**
   * What to do after a failure.
   *
   * @param pause in nanoseconds; meaningless when giving up
   * @param giveUp why the gate is given up, or null to go on
   */
  record Decision(long pause, @Nullable String giveUp) {}

  private final @Nullable Backoff backoff;
  private final Duration grace;
  private final Pace pace = new Pace();
  private int failures;
  private int denied;
  private @Nullable Long firstFailureAt;
  private @Nullable Long graceFrom;

  Patience(@Nullable Backoff backoff, Duration grace) {
    this.backoff = backoff;
    this.grace = grace;
  }

  /**
   * Decides.
   *
   * @param failure the failed attempt's
   * @param now the ticker's reading
   * @param left until the deadline, in nanoseconds; negative if it has passed
   * @param random evenly distributed in [0, 1)
   */
  Decision after(Failure failure, long now, long left, double random) {
    failures++;
    if (firstFailureAt == null) {
      firstFailureAt = now;
    }
    Verdict verdict = failure.kind().verdict();
    if (verdict == Verdict.NEVER) {
      return giveUp("nothing outside of this process can heal it");
    }
    long allowed = left - LAST_CALL;
    if (verdict == Verdict.GRACE) {
      if (graceFrom == null) {
        graceFrom = now;
      }
      if (failure.kind() == FailureKind.DENIED && ++denied >= MOST_LOGINS) {
        return giveUp("more than " + MOST_LOGINS + " refused logins might lock the account");
      }
      long graceLeft = Deadline.nanos(grace) - (now - graceFrom);
      if (graceLeft <= 0) {
        return giveUp("it did not heal within the grace of " + Durations.text(grace));
      }
      allowed = Math.min(allowed, graceLeft);
    } else {
      graceFrom = null;
    }
    if (left <= LAST_CALL) {
      return giveUp("the deadline has come");
    }
    Duration waited = Duration.ofNanos(now - firstFailureAt);
    long pause = pause(failure, waited, allowed, random);
    return new Decision(Math.max(0, Math.min(pause, allowed)), null);
  }

  private long pause(Failure failure, Duration waited, long allowed, double random) {
    if (failure.retryAfter().isPresent()) {
      return Deadline.nanos(failure.retryAfter().get());
    }
    if (backoff != null) {
      return Deadline.nanos(backoff.pause(failures, waited, random));
    }
    if (failure.kind() == FailureKind.DENIED) {
      return (long) (allowed * LOGIN_SHARES[denied - 1]);
    }
    return Deadline.nanos(pace.pause(failure.kind(), waited, random));
  }

  private static Decision giveUp(String why) {
    return new Decision(0, why);
  }
}
