package io.softstart;

import io.softstart.event.EarlierStart;
import io.softstart.event.Phase;
import io.softstart.event.PhaseTime;
import io.softstart.gate.GateStatus;
import io.softstart.spi.StartupSnapshot;
import io.softstart.startup.ReportTable;
import io.softstart.startup.ReportText;
import java.time.Duration;
import java.util.List;

/**
 * What happened during a startup, as data. Immutable and printable: it holds no secret.
 *
 * @param application its name
 * @param phase where it stands
 * @param took since the begin
 * @param phases those entered, in order
 * @param gates those awaited, in order
 * @param earlier the starts before this one, the newest first; none without a state directory
 */
public record StartupReport(
    String application,
    Phase phase,
    Duration took,
    List<PhaseTime> phases,
    List<GateStatus> gates,
    List<EarlierStart> earlier) {
  static StartupReport of(StartupSnapshot from) {
    return new StartupReport(
        from.application(), from.phase(), from.took(), from.phases(), from.gates(), from.earlier());
  }

  private StartupSnapshot snapshot() {
    return new StartupSnapshot(application, phase, took, phases, gates, earlier);
  }

  /** {@return whether it is ready with a gate still closed} */
  public boolean isDegraded() {
    return snapshot().isDegraded();
  }

  /** {@return a table for people, with a small chart of who waited when} */
  public String table() {
    return ReportTable.of(snapshot());
  }

  /** {@return the report as one line of JSON, durations in milliseconds} */
  public String toJson() {
    return ReportText.json(snapshot());
  }
}
