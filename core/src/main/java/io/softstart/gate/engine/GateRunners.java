package io.softstart.gate.engine;

import io.github.resilience4j.retry.RetryRegistry;
import io.softstart.gate.GateStatus;
import io.softstart.gate.GateStatus.State;
import io.softstart.gate.Pressure;
import io.softstart.time.Deadline;
import io.softstart.time.Ticker;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The gates of one startup, and where they stand together. For callers with the engine's lock. */
final class GateRunners {
  private final Map<Object, GateRunner<?>> runners = new LinkedHashMap<>();

  List<GateRunner<?>> all() {
    return List.copyOf(runners.values());
  }

  Map<Object, GateRunner<?>> byId() {
    return runners;
  }

  @Nullable GateRunner<?> of(GateSpec<?> gate) {
    return runners.get(gate.id());
  }

  @Nullable GateRunner<?> remove(GateSpec<?> gate) {
    return runners.remove(gate.id());
  }

  /** Prepares a gate's run; what it comes after was added before. */
  <T> GateRunner<T> add(GateSpec<T> gate, WaitContext context, Runnable changed) {
    List<GateState<?>> prerequisites = new ArrayList<>();
    for (GateSpec<?> prerequisite : gate.after()) {
      GateRunner<?> runner = runners.get(prerequisite.id());
      if (runner != null) { // always: the graph has ordered them first
        prerequisites.add(runner.state());
      }
    }
    GateRunner<T> added = new GateRunner<>(gate, prerequisites, context, changed);
    runners.put(gate.id(), added);
    return added;
  }

  /** Refuses a second gate of a name, here and in the user's registry of retries. */
  void refuseTakenNames(List<GateSpec<?>> gates, @Nullable RetryRegistry registry) {
    for (GateSpec<?> gate : gates) {
      if (runners.containsKey(gate.id())) {
        continue;
      }
      for (GateRunner<?> other : runners.values()) {
        if (other.gate().name().equals(gate.name()) && !isReplaced(gate, other)) {
          throw new IllegalArgumentException("two gates are called '" + gate.name() + "'");
        }
      }
      if (registry != null && gate.instead() == null) {
        CountedRetry.refuseTaken(registry, gate);
      }
    }
  }

  private static boolean isReplaced(GateSpec<?> gate, GateRunner<?> other) {
    GateSpec<?> instead = gate.instead();
    return instead != null && instead.id() == other.gate().id();
  }

  /** Whether a required gate has failed, or any has met an error of the whole process. */
  boolean endTheWait() {
    for (GateRunner<?> runner : runners.values()) {
      if (runner.endsTheWait()) {
        return true;
      }
    }
    return false;
  }

  /** {@return an error of the whole process that a gate has met; null for none} */
  static @Nullable Error fatal(List<GateRunner<?>> all) {
    for (GateRunner<?> runner : all) {
      if (runner.fatal() != null) {
        return runner.fatal();
      }
    }
    return null;
  }

  static boolean allLetPass(List<GateRunner<?>> awaited) {
    for (GateRunner<?> runner : awaited) {
      if (!runner.state().letsPass()) {
        return false;
      }
    }
    return true;
  }

  /** {@return the names of those that are closed still} */
  static List<String> closed(List<GateRunner<?>> awaited) {
    List<String> closed = new ArrayList<>();
    for (GateRunner<?> runner : awaited) {
      if (runner.state().isClosedYet()) {
        closed.add(runner.gate().name());
      }
    }
    return List.copyOf(closed);
  }

  /** Asks probes, which is others' code: not for callers with the engine's lock. */
  static Map<String, Pressure> pressures(List<GateRunner<?>> asked) {
    for (GateRunner<?> runner : asked) {
      runner.pressure().ask();
    }
    Deadline end = Deadline.in(PressureReader.LIMIT, Ticker.system());
    Map<String, Pressure> pressures = new LinkedHashMap<>();
    for (GateRunner<?> runner : asked) {
      runner.pressure().answer(end).ifPresent(busy -> pressures.put(runner.gate().name(), busy));
    }
    return pressures;
  }

  /** Begins to close what gates have opened: all, or what the application has not asked for. */
  static List<Resources> close(List<GateRunner<?>> opened, boolean all) {
    List<Resources> closing = new ArrayList<>();
    for (GateRunner<?> runner : opened) {
      Resources owned = runner.state().closeable(all);
      if (owned != null) {
        owned.close();
        closing.add(owned);
      }
    }
    return closing;
  }

  /** Waits for the end of closing, until the bound at most; returns what closing threw by then. */
  static List<Throwable> failuresBy(Deadline bound, List<Resources> closing) {
    List<Throwable> failures = new ArrayList<>();
    for (Resources owned : closing) {
      failures.addAll(owned.failuresBy(bound));
    }
    return failures;
  }

  /** {@return what looks at each of them once it is open} */
  List<OpenGateCheck<?>> checks() {
    List<OpenGateCheck<?>> checks = new ArrayList<>();
    for (GateRunner<?> runner : runners.values()) {
      checks.add(runner.check());
    }
    return checks;
  }

  List<GateStatus> statuses() {
    List<GateStatus> all = new ArrayList<>();
    for (GateRunner<?> runner : runners.values()) {
      all.add(runner.state().status());
    }
    return List.copyOf(all);
  }

  /** {@return what the clients of gates that are not open threw last, by name} */
  Map<String, Throwable> lastThrown() {
    Map<String, Throwable> thrown = new LinkedHashMap<>();
    for (GateRunner<?> runner : runners.values()) {
      if (!runner.state().is(State.OPEN)) {
        runner.state().lastThrown().ifPresent(t -> thrown.put(runner.gate().name(), t));
      }
    }
    return thrown;
  }
}
