package io.softstart.startup;

import io.softstart.event.Phase;
import io.softstart.gate.GateStatus;
import io.softstart.settings.Limits;
import io.softstart.text.Durations;
import java.time.Duration;
import java.util.List;

/**
 * What a startup is doing, in words that end a sentence: {@code while waiting for db (REFUSED)}.
 */
final class DoingText {
  private DoingText() {}

  static String of(Phase phase, boolean configured, boolean heldUp, List<GateStatus> gates) {
    return switch (phase) {
      case BEGUN -> "before its configuration was read";
      case CONFIGURING -> (configured ? "after" : "while") + " its configuration was read";
      case WAITING -> {
        String closed = GateTable.awaitedOf(gates);
        yield closed.isEmpty() ? "after its dependencies were ready" : "while waiting" + closed;
      }
      case STARTING -> {
        String waited = heldUp ? " and it waited" + GateTable.awaitedOf(gates) : "";
        yield "while the application started" + waited;
      }
      case READY -> "after it was ready";
      case FAILED -> "after it had failed";
      case STOPPED -> "after it was closed";
    };
  }

  /** {@return how long it has waited, of how long it may; empty where nothing is awaited} */
  static String budget(List<GateStatus> gates, Lifecycle lifecycle, Limits limits) {
    if (GateTable.awaitedOf(gates).isEmpty()) {
      return "";
    }
    Duration waited = lifecycle.since(Phase.WAITING);
    Duration limit = limits.deadline(); // may have come, and end it just now
    String most = waited.compareTo(limit) > 0 ? "" : " of " + Durations.text(limit);
    return " for " + Durations.text(waited) + most;
  }
}
