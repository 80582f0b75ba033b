package io.softstart.startup;

import io.softstart.diagnosis.Failure;
import io.softstart.event.EarlierStart;
import io.softstart.event.PhaseTime;
import io.softstart.gate.GateStatus;
import io.softstart.gate.GateStatus.State;
import io.softstart.log.Json;
import io.softstart.log.Level;
import io.softstart.spi.StartupSnapshot;
import io.softstart.text.Durations;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** A startup report as one line: for people, and for machines. */
public final class ReportText {
  private ReportText() {}

  /** {@return how long it took, and what that was spent on} */
  public static String summary(StartupSnapshot report) {
    StringBuilder text = new StringBuilder(report.isDegraded() ? "READY (degraded)" : "READY");
    text.append(" after ").append(Durations.text(report.took()));
    for (GateStatus gate : report.gates()) {
      text.append("; ").append(gate.name());
      text.append(gate.state() == State.OPEN ? " open after " : " still closed after ");
      text.append(Durations.text(gate.waited()));
    }
    return text.toString();
  }

  /** {@return one JSON object, durations in milliseconds} */
  public static String json(StartupSnapshot report) {
    List<Json> phases = new ArrayList<>();
    for (PhaseTime each : report.phases()) {
      phases.add(
          Json.object()
              .put("phase", word(each.phase()))
              .put("from_ms", each.from().toMillis())
              .put("took_ms", each.took().toMillis()));
    }
    List<Json> gates = new ArrayList<>();
    for (GateStatus gate : report.gates()) {
      gates.add(json(gate));
    }
    Json json =
        Json.object()
            .put("application", report.application())
            .put("phase", word(report.phase()))
            .put("took_ms", report.took().toMillis())
            .put("degraded", report.isDegraded())
            .put("phases", phases)
            .put("gates", gates);
    List<Json> starts = new ArrayList<>();
    for (EarlierStart start : report.earlier()) {
      starts.add(json(start));
    }
    return (starts.isEmpty() ? json : json.put("earlier", starts)).toString();
  }

  private static Json json(EarlierStart start) {
    Json json =
        Json.object()
            .put("begun", start.begun().toString())
            .put("lasted_ms", start.lasted().toMillis())
            .put("outcome", word(start.outcome()));
    if (!start.version().isEmpty()) {
      json.put("version", start.version());
    }
    return start.cause().isEmpty() ? json : json.put("cause", start.cause());
  }

  private static Json json(GateStatus gate) {
    Json json =
        Json.object()
            .put("gate", gate.name())
            .put("state", word(gate.state()))
            .put("optional", gate.optional())
            .put("attempts", gate.attempts())
            .put("from_ms", gate.begun().toMillis())
            .put("waited_ms", gate.waited().toMillis());
    if (gate.target().isPresent()) {
      json.put("target", gate.target().get().toString());
    }
    Optional<Failure> failure = gate.lastFailure();
    if (failure.isPresent() && gate.state() != State.OPEN) { // what was before is history
      json.put("last_kind", failure.get().kind().name())
          .put("last_reason", failure.get().reason())
          .put("last_action", failure.get().action());
    }
    return json;
  }

  private static String word(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }

  /** Tells that the application is ready; more of it where gates had to be waited for. */
  static void tellReady(Host host, StartupSnapshot report) {
    boolean waited = false;
    for (GateStatus gate : report.gates()) {
      waited |= gate.attempts() > 1;
    }
    String summary = summary(report);
    if (waited) {
      host.lines().report(Level.INFO, summary, ReportTable.of(report), json(report));
    } else {
      host.lines().safeLine(Level.INFO, summary);
    }
    host.handOverLog(summary);
  }
}
