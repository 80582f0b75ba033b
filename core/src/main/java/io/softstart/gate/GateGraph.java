package io.softstart.gate;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The gates of one wait with all they come after, prerequisites first; refuses what cannot be. */
final class GateGraph {
  private final Map<Object, Gate<?>> passed = new HashMap<>();
  private final Map<Object, Gate<?>> ordered = new LinkedHashMap<>();

  private GateGraph() {}

  /**
   * Orders the gates.
   *
   * @throws IllegalArgumentException for a gate passed twice, two gates of one name, a cycle, or a
   *     required gate after an optional one
   */
  static List<Gate<?>> order(Gate<?>... gates) {
    GateGraph graph = new GateGraph();
    for (Gate<?> gate : gates) {
      if (graph.passed.put(gate.id(), gate) != null) {
        throw new IllegalArgumentException("gate '" + gate.name() + "' is passed twice");
      }
    }
    for (Gate<?> gate : gates) {
      graph.visit(gate, new ArrayList<>());
    }
    return List.copyOf(graph.ordered.values());
  }

  private void visit(Gate<?> named, List<Gate<?>> path) {
    // the version that was passed knows more than the one that an after(..) has caught
    Gate<?> gate = passed.getOrDefault(named.id(), named);
    if (ordered.containsKey(gate.id())) {
      return;
    }
    for (int i = 0; i < path.size(); i++) {
      if (path.get(i).id() == gate.id()) {
        throw new IllegalArgumentException("gates wait for each other: " + cycle(path, i, gate));
      }
    }
    path.add(gate);
    for (Gate<?> prerequisite : gate.policy().after()) {
      Gate<?> first = passed.getOrDefault(prerequisite.id(), prerequisite);
      if (first.isOptional() && !first.isAdvisory() && !gate.isOptional()) {
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
    for (Gate<?> other : ordered.values()) {
      if (other.name().equals(gate.name())) {
        throw new IllegalArgumentException("two gates are called '" + gate.name() + "'");
      }
    }
    ordered.put(gate.id(), gate);
  }

  private static String cycle(List<Gate<?>> path, int from, Gate<?> end) {
    StringBuilder text = new StringBuilder();
    for (Gate<?> gate : path.subList(from, path.size())) {
      text.append(gate.name()).append(" after ");
    }
    return text.append(end.name()).toString();
  }
}
