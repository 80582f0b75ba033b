package io.softstart.gate.engine;

import io.softstart.diagnosis.Failure;
import io.softstart.diagnosis.FailureKind;
import io.softstart.machine.Cgroup;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Whether attempts run out of time since the container's CPU limit holds this process up: what
 * takes a second on a whole core takes four on a quarter of one.
 */
final class CpuShortage {
  private final Cgroup container;
  private long periods;
  private long throttled;
  private boolean seen;

  CpuShortage(Cgroup container) {
    this.container = container;
  }

  /** Whether the last failure that it was shown was due to it. */
  boolean wasSeen() {
    return seen;
  }

  /** Tells of the limit where it held the process up most of the time since the last failure. */
  Failure told(Failure failure) {
    seen = false;
    Optional<Cgroup.Throttling> now =
        failure.kind() == FailureKind.TIMED_OUT ? container.throttling() : Optional.empty();
    if (now.isEmpty()) {
      return failure;
    }
    long ran = now.get().periods() - periods;
    long stopped = now.get().throttled() - throttled;
    periods = now.get().periods();
    throttled = now.get().throttled();
    seen = ran > 0 && stopped * 2 > ran;
    return seen ? explained(failure, stopped, ran) : failure;
  }

  private Failure explained(Failure failure, long stopped, long ran) {
    OptionalLong limit = container.cpuLimit();
    String cores =
        limit.isEmpty() ? "" : String.format(Locale.ROOT, " of %.2f", limit.getAsLong() / 1000.0);
    return Failure.of(
        FailureKind.TIMED_OUT,
        failure.reason()
            + ", while the CPU limit"
            + cores
            + " held this process up in "
            + stopped
            + " of "
            + ran
            + " periods",
        "give the container more CPU, at least while it starts; else " + failure.action());
  }
}
