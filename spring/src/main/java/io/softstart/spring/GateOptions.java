package io.softstart.spring;

import io.softstart.config.ConfigReader;
import io.softstart.framework.AdvisoryGates;
import io.softstart.gate.AnyGate;
import io.softstart.gate.Backoff;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Optional;

/** What {@code softstart.gates.<name>.*} says of any gate, of each kind. */
final class GateOptions {
  private static final Duration LEAST = Duration.ofMillis(1);
  private static final Duration MOST = Duration.ofDays(365);
  private static final int MANY = 1_000_000;

  private GateOptions() {}

  static AnyGate<?> applied(AnyGate<?> plain, ConfigReader options) {
    boolean optional =
        options
            .bool("optional")
            .describe("lets the application start without it")
            .orElse(isOptional(plain));
    options.check(
        "optional",
        optional || !isOptional(plain),
        "cannot be false: the code that makes this gate says that it is optional");
    Optional<Boolean> required =
        options
            .bool("required")
            .describe("lets a failure end the start instead of only delaying it")
            .optional();
    options.check(
        "required",
        !optional || required.isEmpty(),
        "says nothing of a gate that is optional",
        "optional");
    Optional<Duration> deadline =
        options
            .duration("deadline")
            .describe("how long to wait for this gate")
            .between(LEAST, MOST)
            .optional();
    Optional<Duration> grace =
        options
            .duration("grace")
            .describe("how long to keep retrying errors that somebody has to fix")
            .between(Duration.ZERO, MOST)
            .optional();
    Optional<Duration> limit =
        options
            .duration("attempt-timeout")
            .describe("timeout of one attempt")
            .between(LEAST, MOST)
            .optional();
    int stable =
        options
            .integer("success-threshold")
            .describe("how many good attempts in a row open the gate")
            .between(1, MANY)
            .orElse(1);
    boolean delays = !required.orElse(!AdvisoryGates.isAdvisory(plain));
    AnyGate<?> gate = optional ? plain.optional() : delays ? AdvisoryGates.advisory(plain) : plain;
    gate = deadline.isPresent() ? gate.deadline(deadline.get()) : gate;
    gate = grace.isPresent() ? gate.grace(grace.get()) : gate;
    gate = limit.isPresent() ? gate.attemptTimeout(limit.get()) : gate;
    return paced(stable > 1 ? gate.successThreshold(stable) : gate, options);
  }

  private static boolean isOptional(AnyGate<?> gate) {
    return gate.isOptional() && !AdvisoryGates.isAdvisory(gate);
  }

  /** One pace for all failures, as soon as anything is said of it. */
  private static AnyGate<?> paced(AnyGate<?> gate, ConfigReader options) {
    Optional<Integer> attempts =
        options
            .integer("max-attempts")
            .describe("the largest number of attempts")
            .between(1, MANY)
            .optional();
    Optional<Duration> first =
        options
            .duration("backoff.first")
            .describe("the pause after the first failure")
            .between(LEAST, MOST)
            .optional();
    Optional<BigDecimal> factor =
        options
            .decimal("backoff.factor")
            .describe("the factor by which each further pause grows")
            .between(BigDecimal.ONE, BigDecimal.valueOf(100))
            .optional();
    Optional<Duration> cap =
        options
            .duration("backoff.cap")
            .describe("the longest pause")
            .between(LEAST, MOST)
            .optional();
    if (attempts.isEmpty() && first.isEmpty() && factor.isEmpty() && cap.isEmpty()) {
      return gate;
    }
    Duration begin = first.orElse(Duration.ofSeconds(2));
    Duration end =
        cap.orElse(begin.compareTo(Duration.ofSeconds(10)) > 0 ? begin : Duration.ofSeconds(10));
    boolean fits = end.compareTo(begin) >= 0;
    options.check(
        cap.isPresent() ? "backoff.cap" : "backoff.first",
        fits,
        "must be at least backoff.first, which is " + begin.toMillis() + "ms",
        "backoff.first");
    if (!fits) {
      return gate;
    }
    Backoff pace =
        Backoff.exponential(begin, factor.orElse(BigDecimal.valueOf(2)).doubleValue(), end);
    return attempts.isPresent()
        ? gate.backoff(pace).maxAttempts(attempts.get())
        : gate.backoff(pace);
  }
}
