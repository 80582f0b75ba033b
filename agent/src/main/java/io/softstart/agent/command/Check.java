package io.softstart.agent.command;

import io.softstart.Startup;
import io.softstart.StartupOptions;
import io.softstart.agent.auto.Auto;
import io.softstart.agent.start.AgentLog;
import io.softstart.gate.AnyGate;
import io.softstart.gate.GateStatus;
import io.softstart.gate.GateStatus.State;
import io.softstart.gate.OpenGates;
import io.softstart.log.Json;
import io.softstart.settings.WaitFor;
import io.softstart.startup.GateTable;
import java.util.ArrayList;
import java.util.List;

/** One attempt at each gate. */
final class Check {
  private Check() {}

  /** Prints what became of each, and returns the exit code. */
  static int of(Arguments arguments) {
    List<GateStatus> gates = tried(arguments);
    System.out.print(arguments.json() ? json(gates) + "\n" : GateTable.tried(gates));
    return GateTable.exitCode(gates);
  }

  /** An optional gate is let to the end of its first attempt, even if others fail. */
  private static List<GateStatus> tried(Arguments arguments) {
    List<AnyGate<?>> gates = new ArrayList<>();
    for (AnyGate<?> gate : new WaitFor().apply(waitFor(arguments))) {
      gates.add(gate.optional());
    }
    Startup startup =
        Startup.begin(StartupOptions.of(Arguments.NAME).embedded().sources()); // nothing is logged
    OpenGates open = startup.await(gates.toArray(new AnyGate<?>[0]));
    List<GateStatus> statuses = new ArrayList<>();
    for (AnyGate<?> gate : gates) {
      statuses.add(open.status(gate));
    }
    startup.close();
    return statuses;
  }

  private static String waitFor(Arguments arguments) {
    Auto auto = arguments.auto();
    auto.lines().forEach(AgentLog::sayOnce);
    return Arguments.waitFor(auto)
        .orElseThrow(() -> new IllegalArgumentException(Arguments.whyNothing(auto)));
  }

  private static String json(List<GateStatus> gates) {
    List<Json> all = new ArrayList<>();
    for (GateStatus gate : gates) {
      Json one = Json.object().put("name", gate.name()).put("open", gate.state() == State.OPEN);
      gate.target().ifPresent(target -> one.put("target", target.toString()));
      gate.lastFailure()
          .filter(failure -> gate.state() != State.OPEN)
          .ifPresent(
              failure ->
                  one.put("kind", failure.kind().name())
                      .put("what", failure.reason())
                      .put("toDo", failure.action()));
      all.add(one);
    }
    return Json.object().put("gates", all).toString();
  }
}
