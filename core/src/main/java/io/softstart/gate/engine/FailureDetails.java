package io.softstart.gate.engine;

import io.softstart.diagnosis.Failure;
import io.softstart.machine.Cgroup;
import io.softstart.machine.Machine;
import io.softstart.net.Target;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What one attempt alone does not show of its failure: how far a bare connect comes, whether this
 * process has too little CPU, and which settings are behind it. Not loaded before an attempt fails.
 */
final class FailureDetails {
  private final CpuShortage shortage = new CpuShortage(new Cgroup(Machine.here()));
  private final SettingNames settings;

  FailureDetails(SettingNames settings) {
    this.settings = settings;
  }

  /**
   * {@return the failure of an attempt, as it is told}
   *
   * @param reach asks how far the attempt came; null where that is not to be asked
   */
  Failure of(AttemptResult<?> result, @Nullable TcpPrecheck reach, Optional<Target> target)
      throws InterruptedException {
    Failure met = reach == null ? result.failureOrThrow() : reach.howFar(result);
    return settings.in(ClosedPort.fitting(shortage.told(met), target), target);
  }

  /** {@return whether this process had too little CPU for the attempt} */
  boolean lackedCpu() {
    return shortage.wasSeen();
  }
}
