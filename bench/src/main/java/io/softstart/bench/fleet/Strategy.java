package io.softstart.bench.fleet;

import io.softstart.diagnosis.FailureKind;
import java.time.Duration;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.random.RandomGenerator;

/**
 * How an instance comes back after a failure.
 *
 * @param name in tables
 * @param knock how long a bare connect may take before the attempt after a refused one; or zero
 * @param limits how long the first attempt may take, and the next after one that was cut off
 * @param begin makes the pace of one instance
 */
record Strategy(
    String name, Duration knock, Limits limits, Function<RandomGenerator, InstancePace> begin) {
  /** How long attempts may take. */
  record Limits(Duration first, UnaryOperator<Duration> next) {}

  /** The pace of one instance. */
  @FunctionalInterface
  interface InstancePace {
    /**
     * {@return nanoseconds until the next attempt, after a failure at that moment of an attempt
     * that took so long}
     */
    long pause(FailureKind kind, long now, long took);
  }
}
