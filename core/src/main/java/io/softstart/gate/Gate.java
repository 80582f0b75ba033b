package io.softstart.gate;

import io.softstart.diagnosis.Diagnosis;
import io.softstart.gate.engine.GateSpec;
import io.softstart.gate.engine.Require;
import java.time.Duration;
import java.util.List;
import java.util.Objects;

/**
 * A gate that a startup cannot go on without: it is open when {@code await} returns. {@link
 * #optional()} makes one of another type of it.
 *
 * @param <T> what it opens; {@link Void} for nothing
 */
public final class Gate<T> extends AnyGate<T> {
  Gate(GateSpec<T> spec) {
    super(spec);
  }

  /**
   * Returns a required gate.
   *
   * @param name in logs, metrics and reports; 1 to 64 letters, digits, dots, dashes, underscores;
   *     unique in one startup
   * @param probe how to try it once
   * @param <T> what it opens
   * @return the gate
   * @throws IllegalArgumentException if the name has other characters
   */
  public static <T> Gate<T> of(String name, Probe<? extends T> probe) {
    Require.name(name);
    Objects.requireNonNull(probe, "probe");
    @SuppressWarnings("unchecked") // a probe is given back only what it has opened itself
    Probe<T> opener = (Probe<T>) probe;
    return new Gate<>(GateSpec.of(name, opener));
  }

  /**
   * Returns a required gate that opens nothing.
   *
   * @param name as in {@link #of}
   * @param check returns if the dependency is usable
   * @return the gate
   * @throws IllegalArgumentException if the name has other characters
   */
  public static Gate<Void> check(String name, Check check) {
    Objects.requireNonNull(check, "check");
    return of(name, new CheckProbe(check));
  }

  /**
   * Returns a gate that begins only when others are open; they are awaited too if not passed.
   *
   * @param gates what must be open first; an optional one cannot be
   * @return the gate
   */
  public Gate<T> after(Gate<?>... gates) {
    return (Gate<T>) behind(List.of(gates));
  }

  @Override
  Gate<T> told(GateSpec<T> changed) {
    return new Gate<>(changed);
  }

  @Override
  public Gate<T> deadline(Duration deadline) {
    return (Gate<T>) super.deadline(deadline);
  }

  @Override
  public Gate<T> attemptTimeout(Duration timeout) {
    return (Gate<T>) super.attemptTimeout(timeout);
  }

  @Override
  public Gate<T> grace(Duration grace) {
    return (Gate<T>) super.grace(grace);
  }

  @Override
  public Gate<T> successThreshold(int attempts) {
    return (Gate<T>) super.successThreshold(attempts);
  }

  @Override
  public Gate<T> backoff(Backoff backoff) {
    return (Gate<T>) super.backoff(backoff);
  }

  @Override
  public Gate<T> maxAttempts(int attempts) {
    return (Gate<T>) super.maxAttempts(attempts);
  }

  @Override
  public Gate<T> diagnosing(Diagnosis... rules) {
    return (Gate<T>) super.diagnosing(rules);
  }
}
