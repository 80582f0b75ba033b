package io.softstart.gate.engine;

import io.softstart.gate.AnyGate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The gates of one wait with all they come after, prerequisites first; refuses what cannot be. */
final class GateGraph {
  private final Map<Object, GateSpec<?>> passed = new HashMap<>();
  private final Map<Object, GateSpec<?>> ordered = new LinkedHashMap<>();

  private GateGraph() {}

  /**
   * Orders the gates.
   *
   * @throws IllegalArgumentException for a gate passed twice, two gates of one name, a cycle, or a
   *     required gate after an optional one
   */
  static List<GateSpec<?>> order(AnyGate<?>... gates) {
    GateGraph graph = new GateGraph();
    for (AnyGate<?> each : gates) {
      GateSpec<?> gate = GateInternals.spec(each);
      if (graph.passed.put(gate.id(), gate) != null) {
        throw new IllegalArgumentException("gate '" + gate.name() + "' is passed twice");
      }
    }
    for (AnyGate<?> gate : gates) {
      graph.visit(GateInternals.spec(gate), new ArrayList<>());
    }
    return List.copyOf(graph.ordered.values());
  }

  private void visit(GateSpec<?> named, List<GateSpec<?>> path) {
    // the version that was passed knows more than the one that an after(..) has caught
    GateSpec<?> gate = passed.getOrDefault(named.id(), named);
    if (ordered.containsKey(gate.id())) {
      return;
    }
    for (int i = 0; i < path.size(); i++) {
      if (path.get(i).id() == gate.id()) {
        throw new IllegalArgumentException("gates wait for each other: " + cycle(path, i, gate));
      }
    }
    path.add(gate);
    for (GateSpec<?> prerequisite : gate.after()) {
      GateSpec<?> first = passed.getOrDefault(prerequisite.id(), prerequisite);
      if (first.isOptional() && !first.advisory() && !gate.isOptional()) {
        throw new IllegalArgumentException(
            "gate '"
                + gate.name()
                + "' is required but comes after the optional '"
                + first.name()
                + "'");
      }
      visit(first, path);
    }
    path.remove(path.size() - 1);
    for (GateSpec<?> other : ordered.values()) {
      if (other.name().equals(gate.name())) {
        throw new IllegalArgumentException("two gates are called '" + gate.name() + "'");
      }
    }
    ordered.put(gate.id(), gate);
  }

  private static String cycle(List<GateSpec<?>> path, int from, GateSpec<?> end) {
    StringBuilder text = new StringBuilder();
    for (GateSpec<?> gate : path.subList(from, path.size())) {
      text.append(gate.name()).append(" after ");
    }
    return text.append(end.name()).toString();
  }
}
