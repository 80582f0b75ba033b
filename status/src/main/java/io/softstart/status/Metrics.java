package io.softstart.status;

import io.softstart.diagnosis.Failure;
import io.softstart.gate.GateStatus;
import io.softstart.gate.GateStatus.State;
import io.softstart.history.StartCounts;
import io.softstart.spi.StartupSnapshot;
import io.softstart.spi.StatusService;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A startup as Prometheus reads it. The names are those that Micrometer gives to the meters of
 * softstart-spring-boot-starter.
 *
 * <p>Source: the text format 0.0.4 of Prometheus.
 */
final class Metrics {
  static final String TYPE = "text/plain; version=0.0.4; charset=utf-8";

  private final StringBuilder text = new StringBuilder();

  private Metrics() {}

  static String of(StartupSnapshot report, StatusService.Source source) {
    Metrics metrics = new Metrics();
    metrics.info(report, source);
    metrics.startup(report, source);
    metrics.starts(source.starts());
    metrics.gates(report);
    return metrics.text.toString();
  }

  private void info(StartupSnapshot report, StatusService.Source source) {
    family("softstart_info", "gauge", "1, with what was started");
    sample(
        "softstart_info",
        "1",
        "application",
        report.application(),
        "version",
        source.version().orElse(""),
        "revision",
        source.revision().orElse(""));
  }

  private void startup(StartupSnapshot report, StatusService.Source source) {
    family("softstart_ready", "gauge", "whether /readyz answers 200");
    sample("softstart_ready", Sentences.isReady(report) ? "1" : "0");
    family("softstart_degraded", "gauge", "whether it is ready with an optional gate closed");
    sample("softstart_degraded", report.isDegraded() ? "1" : "0");
    family("softstart_phase", "gauge", "1, with the phase in which the startup is");
    sample("softstart_phase", "1", "phase", word(report.phase()));
    family("softstart_start_seconds", "gauge", "how long the startup took, or takes until now");
    sample("softstart_start_seconds", seconds(report.took()));
    family("softstart_wait_budget_seconds", "gauge", "how long all gates are waited for at most");
    sample("softstart_wait_budget_seconds", seconds(source.budget()));
  }

  private void starts(StartCounts starts) {
    if (starts.starts() == 0) { // not read yet: a number that falls would be taken for a reset
      return;
    }
    family("softstart_starts_total", "counter", "starts, as far as the state directory remembers");
    sample("softstart_starts_total", Long.toString(starts.starts()));
    family("softstart_failed_starts_total", "counter", "those that never got ready, by exit code");
    for (Map.Entry<String, Long> each : new TreeMap<>(starts.failed()).entrySet()) {
      int space = each.getKey().indexOf(' ');
      sample(
          "softstart_failed_starts_total",
          Long.toString(each.getValue()),
          "code",
          each.getKey().substring(0, Math.max(0, space)),
          "kind",
          each.getKey().substring(space + 1));
    }
    family("softstart_failed_starts_in_a_row", "gauge", "before this start, until it is ready");
    sample("softstart_failed_starts_in_a_row", Integer.toString(starts.failedInARow()));
  }

  private void gates(StartupSnapshot report) {
    family("softstart_gate_wait_seconds", "gauge", "from the first attempt until it opened");
    for (GateStatus gate : report.gates()) {
      sample("softstart_gate_wait_seconds", seconds(gate.waited()), "gate", gate.name());
    }
    family("softstart_gate_attempts", "gauge", "how often it was tried to open the gate");
    for (GateStatus gate : report.gates()) {
      sample("softstart_gate_attempts", Integer.toString(gate.attempts()), "gate", gate.name());
    }
    family("softstart_gate_state", "gauge", "1 for the state in which the gate is, 0 for others");
    for (GateStatus gate : report.gates()) {
      for (State state : State.values()) {
        String here = gate.state() == state ? "1" : "0";
        sample("softstart_gate_state", here, "gate", gate.name(), "state", word(state));
      }
    }
    family("softstart_gate_failing", "gauge", "1 for a gate that is not open, with its failure");
    for (GateStatus gate : report.gates()) {
      Optional<Failure> failure = gate.lastFailure();
      if (failure.isPresent() && gate.state() != State.OPEN) {
        sample(
            "softstart_gate_failing",
            "1",
            "gate",
            gate.name(),
            "optional",
            Boolean.toString(gate.optional()),
            "kind",
            failure.get().kind().name(),
            "verdict",
            word(failure.get().kind().verdict()));
      }
    }
  }

  private void family(String name, String type, String help) {
    text.append("# HELP ").append(name).append(' ').append(help).append('\n');
    text.append("# TYPE ").append(name).append(' ').append(type).append('\n');
  }

  private void sample(String name, String value, String... labels) {
    text.append(name);
    for (int i = 0; i < labels.length; i += 2) {
      text.append(i == 0 ? '{' : ',').append(labels[i]).append("=\"");
      text.append(escaped(labels[i + 1])).append('"');
    }
    text.append(labels.length == 0 ? " " : "} ").append(value).append('\n');
  }

  private static String escaped(String value) {
    return value.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n");
  }

  private static String seconds(Duration time) {
    long millis = time.toMillis();
    String fraction = Long.toString(1_000 + millis % 1_000).substring(1);
    return millis / 1_000 + "." + fraction;
  }

  private static String word(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }
}
