package io.softstart.gate;

import io.softstart.time.Deadline;
import java.time.Duration;

/** The backoffs that {@link Backoff} makes; records, since lambdas cost start-up time. */
final class Pauses {
  private Pauses() {}

  record Jittered(Backoff base) implements Backoff {
    @Override
    public Duration pause(int failures, Duration waited, double random) {
      return Jitter.under(Deadline.nanos(base.pause(failures, waited, random)), random);
    }
  }

  record Proportional(double share, long least, long most) implements Backoff {
    @Override
    public Duration pause(int failures, Duration waited, double random) {
      double base = Deadline.nanos(waited) * share;
      return Duration.ofNanos((long) Math.max((double) least, Math.min((double) most, base)));
    }
  }

  record Exponential(long first, double factor, long most) implements Backoff {
    @Override
    public Duration pause(int failures, Duration waited, double random) {
      // doubles saturate at infinity, so a high count cannot overflow into a short pause
      double base = first * Math.pow(factor, failures - 1.0);
      return Duration.ofNanos((long) Math.min((double) most, base));
    }
  }
}
