package io.softstart.gate.engine;

import io.softstart.diagnosis.Diagnosis;
import io.softstart.gate.Backoff;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a gate was told beyond its probe; null is "as the startup has it". */
public record Policy(
    boolean optional,
    @Nullable Duration deadline,
    @Nullable Duration attemptTimeout,
    @Nullable Duration grace,
    int goodAttempts,
    @Nullable Backoff backoff,
    int attempts,
    List<Diagnosis> rules) {
  static final int UNBOUNDED = Integer.MAX_VALUE;
  static final Policy DEFAULT = new Policy(false, null, null, null, 1, null, UNBOUNDED, List.of());

  public Policy asOptional() {
    return new Policy(
        true, deadline, attemptTimeout, grace, goodAttempts, backoff, attempts, rules);
  }

  public Policy with(
      @Nullable Duration deadline, @Nullable Duration limit, @Nullable Duration grace) {
    return new Policy(optional, deadline, limit, grace, goodAttempts, backoff, attempts, rules);
  }

  public Policy withStability(int inARow) {
    return new Policy(optional, deadline, attemptTimeout, grace, inARow, backoff, attempts, rules);
  }

  public Policy withPace(@Nullable Backoff pace, int bound) {
    return new Policy(optional, deadline, attemptTimeout, grace, goodAttempts, pace, bound, rules);
  }

  public Policy withRules(List<Diagnosis> first) {
    return new Policy(
        optional, deadline, attemptTimeout, grace, goodAttempts, backoff, attempts, first);
  }
}
