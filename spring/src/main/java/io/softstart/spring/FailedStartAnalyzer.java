package io.softstart.spring;

import io.softstart.GateException;
import io.softstart.StartupException;
import io.softstart.diagnosis.Failure;
import io.softstart.gate.GateStatus;
import io.softstart.gate.GateStatus.State;
import io.softstart.text.Durations;
import java.util.Locale;
import java.util.Optional;
import java.util.StringJoiner;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** What happened and what to do, instead of a stack trace of a driver. */
final class FailedStartAnalyzer extends AbstractFailureAnalyzer<FailedStart> {
  @Override
  protected FailureAnalysis analyze(Throwable rootFailure, FailedStart cause) {
    StartupException failure = cause.failure();
    return failure instanceof GateException gates
        ? new FailureAnalysis(description(gates), action(gates), cause)
        : new FailureAnalysis(failure.report().stripTrailing(), null, cause);
  }

  private static String description(GateException failure) {
    StringJoiner gates = new StringJoiner("\n");
    for (GateStatus gate : failure.gates()) {
      gates.add(isGivenUp(gate) ? givenUp(gate) : other(gate));
    }
    return gates.toString();
  }

  private static boolean isGivenUp(GateStatus gate) {
    return gate.state() == State.FAILED && !gate.optional();
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
      if (isGivenUp(gate) && gate.lastFailure().isPresent()) {
        actions.add(gate.name() + ": " + gate.lastFailure().get().action());
      }
    }
    return actions.toString();
  }
}
