package io.softstart.gate.engine;

import io.softstart.gate.AnyGate;
import io.softstart.gate.Gate;
import io.softstart.gate.GateStatus;
import io.softstart.gate.OpenGates;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** What the gates of one startup opened; shows those that were awaited by now. */
final class OpenedGates implements OpenGates {
  private final Map<Object, GateRunner<?>> runners;
  private final Runnable asked;

  /**
   * Shows gates.
   *
   * @param asked called whenever somebody asks, and begins gates that had no thread yet
   */
  OpenedGates(Map<Object, GateRunner<?>> runners, Runnable asked) {
    this.asked = asked;
    this.runners = Map.copyOf(runners);
  }

  @Override
  public <T> T get(Gate<T> gate) {
    if (gate.isOptional() || recordOf(gate).isOptional()) {
      throw new IllegalArgumentException(
          "gate '" + gate.name() + "' is optional: use find(gate) or whenOpen(gate, ..)");
    }
    Optional<T> opened = recordOf(gate).fetch();
    if (opened.isEmpty() && !recordOf(gate).is(GateStatus.State.OPEN)) {
      throw new IllegalStateException("gate '" + gate.name() + "' is not open: await it first");
    }
    if (opened.isEmpty()) {
      throw new IllegalArgumentException("gate '" + gate.name() + "' opens nothing");
    }
    return opened.get();
  }

  @Override
  public <T> Optional<T> find(AnyGate<T> gate) {
    return recordOf(gate).fetch();
  }

  @Override
  public <T> void whenOpen(AnyGate<T> gate, Consumer<? super T> use) {
    recordOf(gate).whenOpen(use);
  }

  @Override
  public GateStatus status(AnyGate<?> gate) {
    return recordOf(gate).status();
  }

  @Override
  public boolean isDegraded() {
    for (GateRunner<?> runner : runners.values()) {
      if (!runner.state().is(GateStatus.State.OPEN)) {
        return true;
      }
    }
    return false;
  }

  private <T> GateState<T> recordOf(AnyGate<T> gate) {
    asked.run();
    GateRunner<?> runner = runners.get(GateInternals.spec(gate).id());
    if (runner == null) {
      throw new IllegalArgumentException("gate '" + gate.name() + "' was not awaited");
    }
    @SuppressWarnings("unchecked") // the identity carries T
    GateState<T> record = (GateState<T>) runner.state();
    return record;
  }
}
