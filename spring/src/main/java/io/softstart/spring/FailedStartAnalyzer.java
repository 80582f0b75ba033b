package io.softstart.spring;

import io.softstart.GateException;
import io.softstart.StartupException;
import io.softstart.diagnosis.Failure;
import io.softstart.gate.GateStatus;
import java.util.StringJoiner;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** What happened and what to do, instead of a stack trace of a driver. */
final class FailedStartAnalyzer extends AbstractFailureAnalyzer<FailedStart> {
  @Override
  protected FailureAnalysis analyze(Throwable rootFailure, FailedStart cause) {
    StartupException failure = cause.failure();
    return failure instanceof GateException gates
        ? new FailureAnalysis(gates.report().stripTrailing(), action(gates), cause)
        : new FailureAnalysis(failure.report().stripTrailing(), "", cause);
  }

  private static String action(GateException failure) {
    StringJoiner actions = new StringJoiner("\n");
    for (GateStatus gate : failure.gates()) {
      if (gate.state() == GateStatus.State.FAILED && !gate.optional()) {
        actions.add(gate.name() + ": " + gate.lastFailure().map(Failure::action).orElse(""));
      }
    }
    return actions.toString();
  }
}
