package io.softstart.gate.engine;

import io.softstart.diagnosis.Failure;
import io.softstart.diagnosis.FailureKind;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * How one attempt went: it opened something, or it failed.
 *
 * @param value what it opened; null for probes that open nothing, and for failures
 * @param failure why it failed; null if it did not
 * @param thrown what the client threw; null if it did not, or was cut off before
 * @param allowed how long it was allowed to take
 * @param shortened whether that was less than usual, since the deadline is near
 * @param cut whether it was cut off then
 * @param suspended whether the whole process was stopped meanwhile
 * @param owned what belongs to the value
 */
record AttemptResult<T>(
    @Nullable T value,
    @Nullable Failure failure,
    @Nullable Throwable thrown,
    Duration allowed,
    boolean shortened,
    boolean cut,
    boolean suspended,
    Resources owned) {

  boolean succeeded() {
    return failure == null;
  }

  /** {@return why it failed; only for one that did} */
  Failure failureOrThrow() {
    return Objects.requireNonNull(failure, "it succeeded");
  }

  /** Whether a failure says more of our limits than of the dependency. */
  boolean ranOut() {
    return thrown == null
        || (shortened && failure != null && failure.kind() == FailureKind.TIMED_OUT);
  }
}
