package io.softstart.status;

import io.softstart.diagnosis.Failure;
import io.softstart.event.Phase;
import io.softstart.event.PhaseTime;
import io.softstart.gate.GateStatus;
import io.softstart.gate.GateStatus.State;
import io.softstart.spi.StartupSnapshot;
import io.softstart.spi.StatusService;
import io.softstart.text.Durations;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/** A startup in words. */
final class Sentences {
  private Sentences() {}

  /** {@return whether it may be sent work: it is ready, and has lost no required gate since} */
  static boolean isReady(StartupSnapshot report) {
    for (GateStatus gate : report.gates()) {
      if (gate.state() == State.LOST && !gate.optional()) {
        return false;
      }
    }
    return report.phase() == Phase.READY;
  }

  /** {@return what it is doing now, without a full stop} */
  static String doing(StartupSnapshot report, Duration budget) {
    String required = closed(report, false);
    String closed = required.isEmpty() ? closed(report, true) : required;
    return switch (report.phase()) {
      case BEGUN, CONFIGURING ->
          closed.isEmpty() ? "it has begun, and waits for nothing yet" : "waiting for " + closed;
      case WAITING ->
          closed.isEmpty()
              ? "all gates are open"
              : isHeld(report)
                  ? held(report)
                  : "waiting for "
                      + closed
                      + ", "
                      + Durations.text(waited(report))
                      + " of "
                      + Durations.text(budget);
      case STARTING ->
          closed.isEmpty()
              ? "the application starts"
              : "the application starts while it waits for " + closed;
      case READY ->
          "ready after "
              + Durations.text(report.took())
              + (closed.isEmpty()
                  ? ""
                  : (isReady(report) ? ", degraded: without " : ", but it has lost ") + closed);
      case FAILED ->
          "the startup has failed after "
              + Durations.text(report.took())
              + (closed.isEmpty() ? "" : ", for lack of " + closed);
      case STOPPED -> "the startup was closed";
    };
  }

  private static boolean isHeld(StartupSnapshot report) {
    boolean held = false;
    for (GateStatus gate : report.gates()) {
      held |= gate.isHeld() || hasFailed(gate);
    }
    return held;
  }

  private static boolean hasFailed(GateStatus gate) {
    return gate.state() == State.FAILED && !gate.optional();
  }

  /** What has failed for good is tried no more: only a new start helps, once it is fixed. */
  private static String held(StartupSnapshot report) {
    StringBuilder failed = new StringBuilder();
    StringBuilder tried = new StringBuilder();
    for (GateStatus gate : report.gates()) {
      if (gate.state() != State.OPEN && !gate.optional()) {
        StringBuilder names = hasFailed(gate) ? failed : tried;
        names.append(names.isEmpty() ? "" : ", ").append(gate.name());
      }
    }
    StringBuilder text = new StringBuilder("held alive, though it should have ended; ");
    if (!failed.isEmpty()) {
      text.append("fix ").append(failed).append(", then restart it; ");
    }
    if (!tried.isEmpty()) {
      text.append("it goes on trying ").append(tried);
      text.append(failed.isEmpty() ? ", and starts when all are open; " : "; ");
    }
    return text.append(Durations.text(waited(report))).append(" so far").toString();
  }

  /** {@return the same, and what the starting thread does where that has taken long} */
  static String doing(StartupSnapshot report, StatusService.Source source) {
    String doing = doing(report, source.budget());
    String failure = source.failure();
    if (!failure.isEmpty()) {
      return doing + "; held alive: " + failure.split("\n", 2)[0];
    }
    String thread = isOver(report) ? "" : source.longStart();
    return thread.isEmpty() ? doing : doing + ", for " + lasting(report) + ": " + thread;
  }

  private static boolean isOver(StartupSnapshot report) {
    return report.phase().compareTo(Phase.READY) >= 0;
  }

  private static String lasting(StartupSnapshot report) {
    PhaseTime last = report.phases().get(report.phases().size() - 1);
    return Durations.text(report.took().minus(last.from()));
  }

  /** {@return the names of gates that are not open} Optional ones hold nothing up. */
  private static String closed(StartupSnapshot report, boolean optional) {
    StringBuilder names = new StringBuilder();
    for (GateStatus gate : report.gates()) {
      if (gate.state() != State.OPEN && gate.optional() == optional) {
        names.append(names.isEmpty() ? "" : ", ").append(gate.name());
      }
    }
    return names.toString();
  }

  private static Duration waited(StartupSnapshot report) {
    for (PhaseTime phase : report.phases()) {
      if (phase.phase() == Phase.WAITING) {
        return report.took().minus(phase.from());
      }
    }
    return Duration.ZERO;
  }

  /** {@return a line for each gate, each with a line break before it} */
  static String gates(StartupSnapshot report) {
    StringBuilder text = new StringBuilder();
    for (GateStatus gate : report.gates()) {
      text.append(gate.state() == State.OPEN ? "\n[+] " : "\n[-] ").append(gate.name());
      text.append(gate.optional() ? " (optional): " : ": ").append(gate(gate));
    }
    return text.toString();
  }

  private static String gate(GateStatus gate) {
    List<String> after = gate.after();
    if (gate.state() == State.PENDING) {
      return "comes after " + String.join(", ", after);
    }
    StringBuilder text = new StringBuilder(gate.state().name().toLowerCase(Locale.ROOT));
    if (gate.attempts() > 0) {
      text.append(" after ").append(Durations.text(gate.waited())).append(", ");
      text.append(gate.attempts()).append(gate.attempts() == 1 ? " attempt" : " attempts");
    }
    if (gate.state() != State.OPEN) {
      gate.lastFailure().ifPresent(failure -> text.append("; ").append(words(failure)));
      gate.why().ifPresent(why -> text.append("; ").append(why));
      gate.next().ifPresent(next -> text.append("; again in ").append(Durations.text(next)));
    }
    return text.toString();
  }

  private static String words(Failure failure) {
    return failure.kind() + ": " + failure.reason() + "; to do: " + failure.action();
  }
}
