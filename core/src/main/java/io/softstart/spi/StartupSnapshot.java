package io.softstart.spi;

import io.softstart.event.EarlierStart;
import io.softstart.event.Phase;
import io.softstart.event.PhaseTime;
import io.softstart.gate.GateStatus;
import io.softstart.gate.GateStatus.State;
import java.time.Duration;
import java.util.List;

/**
 * Where a startup stands, as data. Immutable; holds no secret.
 *
 * @param application its name
 * @param phase where it stands
 * @param took since the begin, until it was over
 * @param phases those entered, in order
 * @param gates those awaited, in order
 * @param earlier the starts before this one, the newest first; none without a state directory
 */
public record StartupSnapshot(
    String application,
    Phase phase,
    Duration took,
    List<PhaseTime> phases,
    List<GateStatus> gates,
    List<EarlierStart> earlier) {
  /** {@return whether it is ready with a gate still closed} */
  public boolean isDegraded() {
    for (GateStatus gate : gates) {
      if (phase == Phase.READY && gate.state() != State.OPEN) {
        return true;
      }
    }
    return false;
  }
}
