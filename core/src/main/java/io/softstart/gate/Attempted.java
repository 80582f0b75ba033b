package io.softstart.gate;

import io.softstart.diagnosis.Failure;
import io.softstart.diagnosis.FailureKind;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How one attempt went: it opened something, it threw, or it was cut off.
 *
 * @param value what it opened; null for probes that open nothing, and for failures
 * @param thrown what it threw, or null
 * @param allowed how long it was allowed to take
 * @param shortened whether that was less than usual, since the deadline is near
 * @param cut whether it was cut off then
 * @param owned what belongs to the value
 */
record Attempted<T>(
    @Nullable T value,
    @Nullable Throwable thrown,
    Duration allowed,
    boolean shortened,
    boolean cut,
    Owned owned) {
  boolean succeeded() {
    return thrown == null && !cut;
  }

  /** Whether its failure says more of our limits than of the dependency. */
  boolean ranOut(Failure failure) {
    return thrown == null || (shortened && failure.kind() == FailureKind.TIMED_OUT);
  }
}
