package io.softstart.gate.engine;

import io.softstart.diagnosis.Failure;
import io.softstart.diagnosis.FailureKind;
import io.softstart.gate.Gate;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalLong;

/**
 * The pauses and limits of a gate that has none of its own, as its runner decides them. In this
 * package, since what decides is nobody's business outside of it.
 */
public final class InstancePause {
  private static final long FOR_EVER = Duration.ofDays(365).toNanos();
  private static final Map<FailureKind, Failure> FAILURES = new EnumMap<>(FailureKind.class);

  static {
    for (FailureKind kind : FailureKind.values()) {
      FAILURES.put(kind, Failure.of(kind, "simulated", "none"));
    }
  }

  private final LoginCount logins = new LoginCount();
  private final GiveUpPolicy policy;

  /** Begins, for an instance of a fleet of so many, 1 if it knows of no others. */
  public InstancePause(int fleet) {
    Duration day = Duration.ofDays(1);
    WaitLimits limits = new WaitLimits(day, day, day, fleet, false, null);
    GateSpec<?> gate = GateInternals.spec(Gate.check("simulated", attempt -> {}));
    policy = new GiveUpPolicy(gate, limits, null, logins, FOR_EVER);
  }

  /** {@return nanoseconds until the next attempt, after a failed one that took so long} */
  public long after(FailureKind kind, long now, long took, double random) {
    return after(kind, now, took, FOR_EVER, random).orElse(0);
  }

  /** {@return the same where so much is left until the deadline; empty if that is too little} */
  public OptionalLong after(FailureKind kind, long now, long took, long left, double random) {
    Decision decision = decision(kind, now, took, left, random);
    return decision instanceof Decision.GoOn goOn
        ? OptionalLong.of(goOn.pause())
        : OptionalLong.empty();
  }

  private Decision decision(FailureKind kind, long now, long took, long left, double random) {
    Failure failure = Objects.requireNonNull(FAILURES.get(kind), "every kind has one");
    if (kind == FailureKind.DENIED) {
      logins.add(1);
    }
    return policy.after(failure, now, took, left, random);
  }

  /** {@return how long the bare connect may take that comes after a refused one; zero for none} */
  public static Duration knock(int fleet) {
    return AdaptiveBackoff.spreads(fleet) ? Duration.ZERO : TcpPrecheck.LIMIT;
  }

  /** {@return how long an attempt may take after one that was cut off at this limit} */
  public static Duration longer(Duration limit) {
    return AttemptRunner.longer(limit);
  }
}
