package io.softstart.gate;

import io.softstart.diagnosis.Failure;
import java.time.Duration;

/** One call of a probe: its number, its limit, and the owner of what it opens. Thread-safe. */
public sealed interface Attempt permits RunningAttempt {
  /** {@return its number in this gate, from 1} */
  int number();

  /**
   * {@return the time that is left for this attempt: never negative, and zero once it is over} Hand
   * it to clients that take a time-out.
   */
  Duration remaining();

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
   * Returns an exception for a dependency that answers but is not usable yet: {@code throw
   * attempt.notYet("cluster is yellow")}. It is waited for until the deadline.
   *
   * @param reason what is not there yet, one line
   * @return the exception to throw
   */
  NotReady notYet(String reason);

  /**
   * Returns an exception for a failure that the probe has diagnosed itself.
   *
   * @param failure what it means
   * @return the exception to throw
   */
  NotReady notReady(Failure failure);

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
