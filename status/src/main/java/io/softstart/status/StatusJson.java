package io.softstart.status;

import io.softstart.diagnosis.Failure;
import io.softstart.event.EarlierStart;
import io.softstart.event.Phase;
import io.softstart.event.PhaseTime;
import io.softstart.gate.GateStatus;
import io.softstart.gate.GateStatus.State;
import io.softstart.gate.Pressure;
import io.softstart.log.Json;
import io.softstart.spi.StartupSnapshot;
import io.softstart.spi.StatusService;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The status as JSON, in the order of docs/status.schema.json. */
final class StatusJson {
  private final StatusService.Source source;
  private final Resources resources;
  private @Nullable String started;

  StatusJson(StatusService.Source source, Resources resources) {
    this.source = source;
    this.resources = resources;
  }

  /** Computed when it is first wanted: to print an instant costs a cold JVM 40 ms. */
  private String started() {
    if (started == null) {
      started = Instant.now().minus(source.uptime()).truncatedTo(ChronoUnit.MILLIS).toString();
    }
    return started;
  }

  /** {@return the pod or the machine, as far as the environment names it} */
  private static String host() {
    String pod = System.getenv("POD_NAME");
    String machine = pod == null ? System.getenv("HOSTNAME") : pod;
    return machine == null ? "" : machine;
  }

  String of(StartupSnapshot report) {
    Json json = Json.object().put("application", report.application());
    source.version().ifPresent(version -> json.put("version", version));
    source.revision().ifPresent(revision -> json.put("revision", revision));
    String host = host();
    if (!host.isEmpty()) {
      json.put("host", host);
    }
    json.put("started", started())
        .put("uptime_ms", source.uptime().toMillis())
        .put("phase", word(report.phase()))
        .put("ready", Sentences.isReady(report))
        .put("degraded", report.isDegraded())
        .put("doing", Sentences.doing(report, source))
        .put("took_ms", report.took().toMillis())
        .put("budget_ms", source.budget().toMillis());
    source.left().ifPresent(left -> json.put("budget_left_ms", left.toMillis()));
    if (report.phase() == Phase.WAITING && !source.holds() && source.left().isPresent()) {
      json.put(
          "exits_at",
          Instant.now().plus(source.left().get()).truncatedTo(ChronoUnit.SECONDS).toString());
    }
    if (!source.failure().isEmpty()) {
      json.put("failure", withoutPaths(source.failure()));
    }
    List<Json> phases = new ArrayList<>();
    for (PhaseTime each : report.phases()) {
      phases.add(
          Json.object()
              .put("phase", word(each.phase()))
              .put("from_ms", each.from().toMillis())
              .put("took_ms", each.took().toMillis()));
    }
    List<Json> gates = new ArrayList<>();
    Map<String, Pressure> pressures = source.pressures();
    for (GateStatus gate : report.gates()) {
      gates.add(json(gate, pressures.get(gate.name())));
    }
    List<Json> earlier = new ArrayList<>();
    for (EarlierStart start : report.earlier()) {
      earlier.add(json(start));
    }
    return json.put("phases", phases)
        .put("gates", gates)
        .put("earlier", earlier)
        .putJson("resources", resources.now().toString())
        .toString();
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
    return start.cause().isEmpty() ? json : json.put("cause", withoutPaths(start.cause()));
  }

  /** A cause may name files, and where they lie is nobody's business: {@code .../password}. */
  static String withoutPaths(String text) {
    StringBuilder plain = new StringBuilder();
    int from = 0;
    for (int at = text.indexOf('/'); at >= 0; at = text.indexOf('/', at + 1)) {
      boolean begins = at == 0 || " \"'(=:,".indexOf(text.charAt(at - 1)) >= 0;
      int end = at;
      while (end < text.length() && " \"'),;".indexOf(text.charAt(end)) < 0) {
        end++;
      }
      boolean url = text.startsWith("//", at);
      if (begins && !url && text.lastIndexOf('/', end - 1) > at) {
        plain.append(text, from, at).append("...");
        from = text.lastIndexOf('/', end - 1);
      }
      at = begins || url ? end - 1 : at;
    }
    return plain.append(text, from, text.length()).toString();
  }

  private static Json json(GateStatus gate, @Nullable Pressure pressure) {
    Json json =
        Json.object()
            .put("gate", gate.name())
            .put("optional", gate.optional())
            .put("state", word(gate.state()))
            .put("held", gate.isHeld());
    gate.target().ifPresent(target -> json.put("target", target.toString()));
    json.putTexts("after", gate.after())
        .put("attempts", gate.attempts())
        .put("from_ms", gate.begun().toMillis())
        .put("waited_ms", gate.waited().toMillis());
    gate.next().ifPresent(next -> json.put("next_ms", next.toMillis()));
    Optional<Failure> failure = gate.lastFailure();
    if (failure.isPresent() && gate.state() != State.OPEN) { // what was before is history
      json.put("last_kind", failure.get().kind().name())
          .put("last_reason", failure.get().reason())
          .put("last_action", failure.get().action());
    }
    gate.why().ifPresent(why -> json.put("why", why));
    if (pressure != null) {
      json.put("pool_active", pressure.active())
          .put("pool_max", pressure.max())
          .put("pool_waiting", pressure.waiting())
          .put("pool_warning", pressure.isWarning());
    }
    return json;
  }

  private static String word(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }
}
