package io.softstart;

import io.softstart.diagnosis.Failure;
import io.softstart.event.Phase;
import io.softstart.gate.GateStatus;
import io.softstart.gate.GateStatus.State;
import io.softstart.history.StartRecord;
import io.softstart.log.Json;
import io.softstart.text.Durations;
import java.time.Duration;
import java.time.Instant;
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
 * @param earlier the starts before this one, the newest first; none without a state directory
 */
public record StartupReport(
    String application,
    Phase phase,
    Duration took,
    List<PhaseTime> phases,
    List<GateStatus> gates,
    List<EarlierStart> earlier) {

  /**
   * One phase.
   *
   * @param phase which
   * @param from when it was entered, since the begin
   * @param took how long it lasted, until now if it still does
   */
  public record PhaseTime(Phase phase, Duration from, Duration took) {}

  /**
   * A start before this one, or beside it, as the state directory remembers it.
   *
   * @param begun when
   * @param lasted how long, as far as it is known
   * @param outcome what became of it
   * @param cause why it ended as it did, one line; empty where there is nothing to say
   */
  public record EarlierStart(Instant begun, Duration lasted, Outcome outcome, String cause) {
    /** What became of a start. */
    public enum Outcome {
      /** It runs: another instance on the same directory. */
      RUNNING,
      /** It ended in order: it was ready, or a signal stopped it before. */
      STOPPED,
      /** It ended before it was ready, and said why. */
      FAILED,
      /** It ended before it was ready, without a message. */
      VANISHED,
      /** It was ready, and then ended without a message. */
      LOST
    }
  }

  /** Here, so that a start without earlier ones does not load their class. */
  static List<EarlierStart> newestFirst(List<StartRecord> kept) {
    List<EarlierStart> starts = new ArrayList<>();
    for (StartRecord start : kept) {
      starts.add(
          0,
          new EarlierStart(
              Instant.ofEpochMilli(start.begun()),
              Duration.ofMillis(Math.max(0, start.ended() - start.begun())),
              outcome(start.outcome()),
              start.cause()));
    }
    return List.copyOf(starts);
  }

  private static EarlierStart.Outcome outcome(StartRecord.Outcome kept) {
    return switch (kept) {
      case STARTING, READY -> EarlierStart.Outcome.RUNNING;
      case STOPPED, STOPPED_EARLY -> EarlierStart.Outcome.STOPPED;
      case FAILED -> EarlierStart.Outcome.FAILED;
      case VANISHED -> EarlierStart.Outcome.VANISHED;
      case LOST -> EarlierStart.Outcome.LOST;
    };
  }

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
    Json json =
        Json.object()
            .put("application", application)
            .put("phase", phase.name().toLowerCase(Locale.ROOT))
            .put("took_ms", took.toMillis())
            .put("degraded", isDegraded())
            .put("phases", phaseList)
            .put("gates", gateList);
    List<Json> starts = new ArrayList<>();
    for (EarlierStart start : earlier) {
      starts.add(json(start));
    }
    return (starts.isEmpty() ? json : json.put("earlier", starts)).toString();
  }

  private static Json json(EarlierStart start) {
    Json json =
        Json.object()
            .put("begun", start.begun().toString())
            .put("lasted_ms", start.lasted().toMillis())
            .put("outcome", start.outcome().name().toLowerCase(Locale.ROOT));
    return start.cause().isEmpty() ? json : json.put("cause", start.cause());
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
