package io.softstart.gate;

import io.softstart.diagnosis.Diagnosis;
import io.softstart.gate.engine.GateSpec;
import java.time.Duration;
import java.util.List;

/**
 * A gate that the startup can go on without, made by {@link Gate#optional()}. What it opens is
 * handed over by {@link OpenGates#find} and {@link OpenGates#whenOpen}.
 *
 * @param <T> what it opens; {@link Void} for nothing
 */
public final class OptionalGate<T> extends AnyGate<T> {
  OptionalGate(GateSpec<T> spec) {
    super(spec);
  }

  /**
   * Returns a gate that begins only when others are open; they are awaited too if not passed.
   *
   * @param gates what must be open first, required or optional
   * @return the gate
   */
  public OptionalGate<T> after(AnyGate<?>... gates) {
    return (OptionalGate<T>) behind(List.of(gates));
  }

  @Override
  OptionalGate<T> told(GateSpec<T> changed) {
    return new OptionalGate<>(changed);
  }

  @Override
  public OptionalGate<T> deadline(Duration deadline) {
    return (OptionalGate<T>) super.deadline(deadline);
  }

  @Override
  public OptionalGate<T> attemptTimeout(Duration timeout) {
    return (OptionalGate<T>) super.attemptTimeout(timeout);
  }

  @Override
  public OptionalGate<T> grace(Duration grace) {
    return (OptionalGate<T>) super.grace(grace);
  }

  @Override
  public OptionalGate<T> successThreshold(int attempts) {
    return (OptionalGate<T>) super.successThreshold(attempts);
  }

  @Override
  public OptionalGate<T> backoff(Backoff backoff) {
    return (OptionalGate<T>) super.backoff(backoff);
  }

  @Override
  public OptionalGate<T> maxAttempts(int attempts) {
    return (OptionalGate<T>) super.maxAttempts(attempts);
  }

  @Override
  public OptionalGate<T> diagnosing(Diagnosis... rules) {
    return (OptionalGate<T>) super.diagnosing(rules);
  }
}
