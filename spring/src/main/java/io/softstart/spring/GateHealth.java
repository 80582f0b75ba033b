package io.softstart.spring;

import io.softstart.Startup;
import io.softstart.diagnosis.Failure;
import io.softstart.gate.GateStatus;
import io.softstart.gate.GateStatus.State;
import io.softstart.text.Durations;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/**
 * How the gates are, in the words of a health indicator. Spring Boot 4 has moved those, so there is
 * an indicator for either version.
 *
 * @param inService whether no required gate is lost; an optional one never matters
 * @param details a sentence for each gate
 */
record GateHealth(boolean inService, Map<String, Object> details) {

  static GateHealth of(Startup startup) {
    boolean lost = false;
    Map<String, Object> details = new LinkedHashMap<>();
    for (GateStatus gate : startup.report().gates()) {
      lost |= gate.state() == State.LOST && !gate.optional();
      details.put(gate.name(), sentence(gate));
    }
    return new GateHealth(!lost, details);
  }

  static String sentence(GateStatus gate) {
    StringBuilder text = new StringBuilder(gate.state().name().toLowerCase(Locale.ROOT));
    text.append(" after ").append(Durations.text(gate.waited()));
    text.append(", ")
        .append(gate.attempts())
        .append(gate.attempts() == 1 ? " attempt" : " attempts");
    if (gate.state() != State.OPEN) {
      text.append(gate.optional() ? ", optional" : "");
      if (gate.lastFailure().isPresent()) {
        Failure failure = gate.lastFailure().get();
        text.append(": ").append(failure.reason());
        text.append(" (").append(failure.kind()).append(')');
      }
    }
    return text.toString();
  }
}
