package io.softstart.gate.engine;

import io.softstart.diagnosis.Failure;
import io.softstart.gate.Probe;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/**
 * What runs on an attempt's own thread: the probe, and the diagnosis of what it throws. Its fields
 * tell what is known so far, also after the attempt was cut off.
 */
final class AttemptCall<T> implements Callable<Boolean> {
  private final Probe<T> probe;
  private final RunningAttempt attempt;
  private final @Nullable T opened;
  private final Diagnosers diagnosers;
  private volatile @Nullable T value;
  private volatile @Nullable Throwable thrown;
  private volatile @Nullable Failure failure;

  /**
   * Prepares a call.
   *
   * @param opened what a look looks at; null for an attempt, and for gates that open nothing
   */
  AttemptCall(Probe<T> probe, RunningAttempt attempt, @Nullable T opened, Diagnosers diagnosers) {
    this.probe = probe;
    this.attempt = attempt;
    this.opened = opened;
    this.diagnosers = diagnosers;
  }

  @Override
  public Boolean call() {
    try {
      value = run();
    } catch (Throwable anything) { // errors too: a missing class is a diagnosis
      thrown = anything;
      Failure known = diagnosers.diagnose(anything);
      attempt.failedAs(known);
      failure = known;
    }
    return true;
  }

  private @Nullable T run() throws Exception {
    T known = opened;
    if (known == null) {
      return probe.open(attempt);
    }
    probe.recheck(known, attempt);
    return known;
  }

  /** {@return what it opened, or looked at; null for nothing, and while it runs} */
  @Nullable T value() {
    return value;
  }

  /** {@return what the probe threw, known before its diagnosis is} */
  @Nullable Throwable thrown() {
    return thrown;
  }

  @Nullable Failure failure() {
    return failure;
  }

  Resources owned() {
    return attempt.owned();
  }
}
