package io.softstart.spring;

import io.softstart.GateException;
import io.softstart.diagnosis.Failure;
import io.softstart.gate.GateStatus;
import io.softstart.text.Durations;
import java.util.Locale;
import java.util.Optional;
import java.util.StringJoiner;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** What became of each gate and what to do, instead of a stack trace of a driver. */
final class GateAnalysis {
  private GateAnalysis() {}

  static FailureAnalysis of(GateException failure, Throwable cause) {
    return new FailureAnalysis(description(failure), action(failure), cause);
  }

  private static String description(GateException failure) {
    StringJoiner gates = new StringJoiner("\n");
    for (GateStatus gate : failure.gates()) {
      gates.add(failure.givenUp().contains(gate.name()) ? givenUp(gate) : other(gate));
    }
    return gates.toString();
  }

  private static String givenUp(GateStatus gate) {
    Optional<Failure> failure = gate.lastFailure();
    return name(gate)
        + " did not open within "
        + Durations.text(gate.waited())
        + ", "
        + gate.attempts()
        + (gate.attempts() == 1 ? " attempt" : " attempts")
        + failure.map(last -> ": " + last.reason() + " (" + last.kind() + ")").orElse("")
        + gate.why().map(why -> ". Given up, since " + why).orElse("");
  }

  private static String other(GateStatus gate) {
    return name(gate) + " is " + gate.state().name().toLowerCase(Locale.ROOT);
  }

  private static String name(GateStatus gate) {
    return gate.name() + gate.target().map(target -> " (" + target + ")").orElse("");
  }

  private static String action(GateException failure) {
    StringJoiner actions = new StringJoiner("\n");
    for (GateStatus gate : failure.gates()) {
      if (failure.givenUp().contains(gate.name()) && gate.lastFailure().isPresent()) {
        actions.add(gate.name() + ": " + gate.lastFailure().get().action());
      }
    }
    return actions.toString();
  }
}
