package io.softstart.startup;

import io.softstart.event.Phase;
import io.softstart.gate.GateStatus;
import io.softstart.gate.engine.GateEngine;
import io.softstart.redact.RedactedThrowable;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** How a wait for gates ends that failed. Not loaded where all gates open. */
final class FailedWait {
  private final Lifecycle lifecycle;
  private final Failures failures;
  private final @Nullable GateEngine engine;

  /**
   * Prepares an end.
   *
   * @param engine null where nothing was awaited
   */
  FailedWait(Lifecycle lifecycle, Failures failures, @Nullable GateEngine engine) {
    this.lifecycle = lifecycle;
    this.failures = failures;
    this.engine = engine;
  }

  /**
   * Ends the wait as a failed one: enters {@code FAILED} and closes what was opened. Makes an
   * exception in any case, and keeps in it all else that goes wrong here.
   *
   * @param interrupted whether the waiting thread was
   * @param other what failed for lack of a gate; null for nothing
   */
  RuntimeException end(boolean interrupted, @Nullable Throwable other) {
    lifecycle.enter(Phase.FAILED);
    RedactedThrowable copy = other == null ? null : RedactedThrowable.inTime(other);
    RuntimeException failure;
    try {
      if (copy != null) {
        failure = failures.lacking(statuses(), thrown(), copy.toString());
      } else if (interrupted) {
        failure = failures.interrupted(statuses(), thrown());
      } else {
        failure = failures.waitEnded(statuses(), thrown());
      }
    } catch (Throwable broken) { // a failure that cannot be described is a failure still
      String what = "the wait failed, and so did its report";
      failure = failures.crashed(what, "", RedactedThrowable.inTime(broken), interrupted);
    }
    if (copy != null) {
      failure.addSuppressed(copy);
    }
    closeAll(failure);
    return failure;
  }

  /** {@return the failure of a start that the application's own client of these gates has ended} */
  RuntimeException of(List<String> gates) {
    return failures.ofGates(gates, statuses(), thrown());
  }

  /** Closes all that gates have opened; what that throws is added to the failure. */
  void closeAll(Throwable failure) {
    if (engine == null) {
      return;
    }
    try {
      for (Throwable closing : engine.close(true)) {
        failure.addSuppressed(RedactedThrowable.inTime(closing));
      }
    } catch (Throwable broken) { // the failure counts, not how its end went
      failure.addSuppressed(RedactedThrowable.inTime(broken));
    }
  }

  private List<GateStatus> statuses() {
    return engine == null ? List.of() : engine.statuses();
  }

  private Map<String, Throwable> thrown() {
    return engine == null ? Map.of() : engine.lastThrown();
  }
}
