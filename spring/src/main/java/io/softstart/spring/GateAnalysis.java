package io.softstart.spring;

import io.softstart.GateException;
import io.softstart.diagnosis.Failure;
import io.softstart.framework.StartupHost;
import io.softstart.gate.GateStatus;
import io.softstart.gate.GateStatus.State;
import java.util.ArrayList;
import java.util.List;
import java.util.StringJoiner;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** What keeps a start, whether a restart helps, and what to do: no stack trace of a driver. */
final class GateAnalysis {
  private GateAnalysis() {}

  static FailureAnalysis of(GateException failure, Throwable cause) {
    StringJoiner description = new StringJoiner("\n");
    StringJoiner actions = new StringJoiner("\n");
    description.add(StartupHost.inOneLine(failure));
    for (GateStatus gate : decisiveFirst(failure)) {
      description.add(gate.lastFailure().map(last -> met(gate, last)).orElse(untried(gate)));
      gate.lastFailure().ifPresent(last -> actions.add(gate.name() + ": " + last.action()));
    }
    return new FailureAnalysis(description.toString(), actions.toString(), cause);
  }

  /** Those that are open have nothing to say. */
  private static List<GateStatus> decisiveFirst(GateException failure) {
    List<GateStatus> decisive = new ArrayList<>();
    List<GateStatus> others = new ArrayList<>();
    for (GateStatus gate : failure.gates()) {
      if (failure.givenUp().contains(gate.name())) {
        decisive.add(gate);
      } else if (gate.state() != State.OPEN) {
        others.add(gate);
      }
    }
    decisive.addAll(others);
    return decisive;
  }

  private static String met(GateStatus gate, Failure last) {
    return name(gate)
        + ": "
        + last.reason()
        + " ("
        + last.kind()
        + ")"
        + gate.why().map(why -> "; " + why).orElse("");
  }

  private static String untried(GateStatus gate) {
    return name(gate) + ": not tried" + gate.why().map(why -> "; " + why).orElse("");
  }

  private static String name(GateStatus gate) {
    return gate.name() + gate.target().map(target -> " (" + target + ")").orElse("");
  }
}
