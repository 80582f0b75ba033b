package io.softstart.gate;

import io.softstart.diagnosis.Failure;
import io.softstart.net.Target;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Where one gate stands; immutable and printable.
 *
 * @param name its name
 * @param optional whether the startup goes on without it
 * @param target what it tries, if its probe says so
 * @param state where it stands
 * @param attempts how many were begun
 * @param begun when its first attempt began, counted from the begin of the startup
 * @param waited since its first attempt began, until it opened or failed
 * @param lastFailure the last real failure; empty if there was none
 * @param why why it was given up, or would have been if the process were not held alive; else empty
 * @param next until its next attempt begins; empty while one runs and when none will follow
 * @param after the names of the gates that it comes after
 */
public record GateStatus(
    String name,
    boolean optional,
    Optional<Target> target,
    State state,
    int attempts,
    Duration begun,
    Duration waited,
    Optional<Failure> lastFailure,
    Optional<String> why,
    Optional<Duration> next,
    List<String> after) {

  /** {@return whether it is retried only because the process is held alive} */
  public boolean isHeld() {
    return state == State.TRYING && why.isPresent();
  }

  /** What can become of a gate. */
  public enum State {
    /** What it comes after is not open yet. */
    PENDING,
    /** It is being tried. */
    TRYING,
    /** It is open. */
    OPEN,
    /** It was open, and a continuing check has found it unusable since. */
    LOST,
    /** It was given up. */
    FAILED,
    /** What it comes after failed. */
    BLOCKED,
    /** It was still closed when the startup ended for another reason. */
    CANCELLED
  }
}
