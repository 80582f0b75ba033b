package io.softstart.gate;

import io.softstart.diagnosis.Failure;
import io.softstart.diagnosis.FailureKind;
import java.time.Duration;
import java.util.Optional;

/**
 * One call of a probe: its number, its limit, and the owner of what it opens. Thread-safe. Made by
 * the library, and by {@link TestAttempt} for unit tests; not for implementation: it gets methods.
 */
public interface Attempt {
  /** {@return its number in this gate, from 1} */
  int number();

  /**
   * {@return the time that is left for this attempt: never negative, and zero once it is over} Hand
   * it to clients that take a time-out.
   */
  Duration remaining();

  /**
   * {@return whether this attempt only looks whether what is open is usable still, so that it must
   * not create, change or hand over anything} What it {@linkplain #own owns} is closed at its end.
   */
  boolean isLook();

  /**
   * Tells that servers have just refused logins, for probes whose attempt makes more than one: an
   * account gets locked by the number of logins. Call it as soon as that is known, also when the
   * attempt was cut off meanwhile. An attempt that never calls it and fails as {@code DENIED}
   * counts as one login.
   *
   * @param count how many logins, at least 1
   */
  void loginsRefused(int count);

  /**
   * Registers what this attempt opened. It is closed, last opened first, if the attempt fails, if
   * it ends too late, or if the startup fails; otherwise it becomes the application's.
   *
   * @param opened what was opened
   * @param <R> its type
   * @return the same
   */
  <R extends AutoCloseable> R own(R opened);

  /**
   * Keeps a resource for the attempts that follow in this gate, also when this one fails: for
   * clients that are expensive to create. It is closed when the gate ends, unless one has taken it.
   *
   * @param resource not owned by an attempt
   */
  void keep(AutoCloseable resource);

  /**
   * Takes back what an earlier attempt of this gate {@linkplain #keep kept}. The caller keeps it
   * again, {@linkplain #own owns} or closes it.
   *
   * @param type what is looked for
   * @param <R> its type
   * @return what was kept of this type, which no other attempt gets then; empty if there is none
   */
  <R extends AutoCloseable> Optional<R> take(Class<R> type);

  /** {@return what the operator says of this start, and what is remembered of earlier ones} */
  default Surroundings surroundings() {
    return Surroundings.DEFAULT;
  }

  /**
   * Tells something that does not keep the dependency from being used. It is told once for each
   * gate and topic.
   *
   * @param topic what it is about; not told
   * @param sentence one line, with what to do
   */
  default void warn(String topic, String sentence) {}

  /**
   * Returns an exception for a dependency that answers but is not usable yet: {@code throw
   * attempt.notYet("cluster is yellow")}. The gate retries until the deadline.
   *
   * @param reason what is not there yet, one line
   * @return the exception to throw
   */
  default NotReady notYet(String reason) {
    return notReady(
        Failure.of(FailureKind.NOT_YET, reason, "see what makes it true: it was waited for"));
  }

  /**
   * Returns an exception for a failure that the probe has diagnosed itself.
   *
   * @param failure what it means
   * @return the exception to throw
   */
  default NotReady notReady(Failure failure) {
    return new NotReady(failure);
  }

  /** Thrown by a probe that knows what its failure means; carries no stack trace. */
  final class NotReady extends Exception {
    private static final long serialVersionUID = 1;

    private final transient Failure failure;

    NotReady(Failure failure) {
      super(failure.reason(), null, false, false);
      this.failure = failure;
    }

    /** {@return what it means} */
    public Failure failure() {
      return failure;
    }
  }
}
