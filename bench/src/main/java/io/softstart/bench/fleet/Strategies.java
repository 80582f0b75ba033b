package io.softstart.bench.fleet;

import dev.failsafe.Execution;
import dev.failsafe.RetryPolicy;
import io.github.resilience4j.core.IntervalFunction;
import io.softstart.bench.fleet.Strategy.InstancePace;
import io.softstart.bench.fleet.Strategy.Limits;
import io.softstart.diagnosis.FailureKind;
import io.softstart.gate.engine.InstancePause;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import java.util.random.RandomGenerator;

/** Ours, and what people use today: each exponential one doubles from 0.5 s to 10 s. */
final class Strategies {
  private static final Duration FIRST = Duration.ofMillis(500);
  private static final Duration CAP = Duration.ofSeconds(10);
  private static final Limits TEN_SECONDS =
      new Limits(Duration.ofSeconds(10), limit -> Duration.ofSeconds(10));
  private static final Limits OURS = new Limits(Duration.ofSeconds(10), InstancePause::longer);

  private Strategies() {}

  /** The rule of a gate that has no backoff of its own, and knows of no other instance. */
  static Strategy ours() {
    return ours("Softstart", 1);
  }

  /** The same with {@code SOFTSTART_FLEET}. */
  static Strategy told(int fleet) {
    return ours("Softstart, told", fleet);
  }

  private static Strategy ours(String name, int fleet) {
    return new Strategy(
        name,
        InstancePause.knock(fleet),
        OURS,
        random -> {
          InstancePause pause = new InstancePause(fleet);
          return (kind, now, took) -> pause.after(kind, now, took, random.nextDouble());
        });
  }

  static List<Strategy> others() {
    return List.of(
        other("fixed 50 ms", random -> fixed(Duration.ofMillis(50))),
        other("fixed 1 s", random -> fixed(Duration.ofSeconds(1))),
        other("exponential, no jitter", random -> drawn(random, 1, 1)),
        other("full jitter", random -> drawn(random, 0, 1)),
        other("equal jitter", random -> drawn(random, 0.5, 1)),
        other("decorrelated jitter", Strategies::decorrelated),
        other("Resilience4j", random -> resilience4j()),
        other("Failsafe", random -> failsafe()));
  }

  private static Strategy other(String name, Function<RandomGenerator, InstancePace> begin) {
    return new Strategy(name, Duration.ZERO, TEN_SECONDS, begin);
  }

  private static InstancePace fixed(Duration pause) {
    long nanos = pause.toNanos();
    return (kind, now, took) -> nanos;
  }

  /** From a share of the doubled pause to another. */
  private static InstancePace drawn(RandomGenerator random, double least, double most) {
    return new InstancePace() {
      private int failures;

      @Override
      public long pause(FailureKind kind, long now, long took) {
        double base = Math.min(FIRST.toNanos() * Math.pow(2, failures++), (double) CAP.toNanos());
        return (long) (base * (least + (most - least) * random.nextDouble()));
      }
    };
  }

  /** As in "Exponential Backoff And Jitter" (AWS Architecture Blog, 2015). */
  private static InstancePace decorrelated(RandomGenerator random) {
    return new InstancePace() {
      private double last = FIRST.toNanos();

      @Override
      public long pause(FailureKind kind, long now, long took) {
        double drawn = FIRST.toNanos() + (3 * last - FIRST.toNanos()) * random.nextDouble();
        last = Math.min((double) CAP.toNanos(), drawn);
        return (long) last;
      }
    };
  }

  /** Its own function with its own jitter of a half, which draws from the JVM's Math.random. */
  private static InstancePace resilience4j() {
    IntervalFunction interval = IntervalFunction.ofExponentialRandomBackoff(FIRST, 2, 0.5, CAP);
    return new InstancePace() {
      private int failures;

      @Override
      public long pause(FailureKind kind, long now, long took) {
        return Duration.ofMillis(interval.apply(++failures)).toNanos();
      }
    };
  }

  private static final RetryPolicy<Object> FAILSAFE =
      RetryPolicy.builder().withBackoff(FIRST, CAP).withJitter(0.5).withMaxRetries(-1).build();

  /** Its own count of its own policy, which draws from the JVM's Math.random. */
  private static InstancePace failsafe() {
    Execution<Object> execution = Execution.of(FAILSAFE);
    IOException failure = new IOException("simulated");
    return (kind, now, took) -> {
      execution.recordException(failure);
      return execution.getDelay().toNanos();
    };
  }
}
