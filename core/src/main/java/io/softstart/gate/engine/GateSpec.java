package io.softstart.gate.engine;

import io.softstart.gate.Probe;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a gate is inside of the library: its name, its probe, and what it was told. Immutable; two
 * specs of one gate share {@link #facts}, which is its identity.
 *
 * @param facts what the probe tells apart from attempts
 * @param after what it comes after
 * @param advisory whether it delays the startup, and never ends it
 * @param instead the gate whose place it takes; null for none
 */
public record GateSpec<T>(
    ProbeFacts facts,
    String name,
    Probe<T> probe,
    Policy policy,
    List<GateSpec<?>> after,
    boolean advisory,
    @Nullable GateSpec<?> instead) {

  public static <T> GateSpec<T> of(String name, Probe<T> probe) {
    ProbeFacts facts = new ProbeFacts(name, probe);
    return new GateSpec<>(facts, name, probe, Policy.DEFAULT, List.of(), false, null);
  }

  public GateSpec<T> with(Policy changed) {
    return new GateSpec<>(facts, name, probe, changed, after, advisory, instead);
  }

  public GateSpec<T> after(List<GateSpec<?>> prerequisites) {
    return new GateSpec<>(facts, name, probe, policy, prerequisites, advisory, instead);
  }

  public GateSpec<T> asAdvisory() {
    return new GateSpec<>(facts, name, probe, policy, after, true, instead);
  }

  /** {@return the same dependency asked by another probe, in this gate's place} */
  public <U> GateSpec<U> askedBy(Probe<U> own) {
    ProbeFacts other = new ProbeFacts(name, own);
    return new GateSpec<>(other, name, own, policy, after, true, this);
  }

  /** {@return the same gate, which ends a wait by its failure unless it is optional} */
  public GateSpec<T> enforced() {
    return new GateSpec<>(facts, name, probe, policy, after, false, instead);
  }

  /** {@return the same gate, tried once, and whose failure ends no other's attempt} */
  GateSpec<T> once() {
    return with(policy.asOptional().withPace(null, 1));
  }

  /** {@return the same object for the same gate, also with another policy} */
  public Object id() {
    return facts;
  }

  /** Whether the startup goes on without it. */
  public boolean isOptional() {
    return policy.optional() || advisory;
  }

  /** Whether only another client than the application's own is asked, which decides nothing. */
  boolean isHearsay() {
    return advisory && instead == null;
  }

  /** {@return how long what is fixed only from outside is tolerated} */
  Duration grace(WaitLimits limits) {
    Duration own = policy.grace();
    return isHearsay() ? Duration.ZERO : own == null ? limits.grace() : own;
  }

  /** Whether it is retried without end where the process is held alive. */
  boolean holds(WaitLimits limits) {
    return limits.hold() && !isHearsay();
  }

  @Override
  public String toString() {
    return name;
  }
}
