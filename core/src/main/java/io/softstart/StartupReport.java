package io.softstart;

import io.softstart.diagnosis.Failure;
import io.softstart.event.Phase;
import io.softstart.gate.GateStatus;
import io.softstart.gate.GateStatus.State;
import io.softstart.log.Json;
import io.softstart.text.Durations;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What happened during a startup, as data. Immutable and printable: it holds no secret.
 *
 * @param application its name
 * @param phase where it stands
 * @param took since the begin
 * @param phases those entered, in order
 * @param gates those awaited, in order
 */
public record StartupReport(
    String application,
    Phase phase,
    Duration took,
    List<PhaseTime> phases,
    List<GateStatus> gates) {

  /**
   * One phase.
   *
   * @param phase which
   * @param from when it was entered, since the begin
   * @param took how long it lasted, until now if it still does
   */
  public record PhaseTime(Phase phase, Duration from, Duration took) {}

  /** {@return whether it is ready with a gate still closed} */
  public boolean isDegraded() {
    for (GateStatus gate : gates) {
      if (phase == Phase.READY && gate.state() != State.OPEN) {
        return true;
      }
    }
    return false;
  }

  /** {@return a table for people, with a small chart of who waited when} */
  public String table() {
    return ReportTable.of(this);
  }

  /** {@return the report as one line of JSON, durations in milliseconds} */
  public String toJson() {
    List<Json> phaseList = new ArrayList<>();
    for (PhaseTime each : phases) {
      phaseList.add(
          Json.object()
              .put("phase", each.phase().name().toLowerCase(Locale.ROOT))
              .put("from_ms", each.from().toMillis())
              .put("took_ms", each.took().toMillis()));
    }
    List<Json> gateList = new ArrayList<>();
    for (GateStatus gate : gates) {
      gateList.add(json(gate));
    }
    return Json.object()
        .put("application", application)
        .put("phase", phase.name().toLowerCase(Locale.ROOT))
        .put("took_ms", took.toMillis())
        .put("degraded", isDegraded())
        .put("phases", phaseList)
        .put("gates", gateList)
        .toString();
  }

  private static Json json(GateStatus gate) {
    Json json =
        Json.object()
            .put("gate", gate.name())
            .put("state", gate.state().name().toLowerCase(Locale.ROOT))
            .put("optional", gate.optional())
            .put("attempts", gate.attempts())
            .put("from_ms", gate.begun().toMillis())
            .put("waited_ms", gate.waited().toMillis());
    if (gate.target().isPresent()) {
      json.put("target", gate.target().get().toString());
    }
    Optional<Failure> failure = gate.lastFailure();
    if (failure.isPresent()) {
      json.put("last_kind", failure.get().kind().name())
          .put("last_reason", failure.get().reason())
          .put("last_action", failure.get().action());
    }
    return json;
  }

  /** {@return one line: how long, and what it was spent on} */
  String summary() {
    StringBuilder text = new StringBuilder(isDegraded() ? "READY (degraded)" : "READY");
    text.append(" after ").append(Durations.text(took));
    for (GateStatus gate : gates) {
      text.append("; ").append(gate.name());
      text.append(gate.state() == State.OPEN ? " open after " : " still closed after ");
      text.append(Durations.text(gate.waited()));
    }
    return text.toString();
  }
}
