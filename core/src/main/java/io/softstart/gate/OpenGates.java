package io.softstart.gate;

import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * What the gates opened. Thread-safe; optional gates may open later.
 *
 * <p>What is asked for here becomes the application's, which closes it; what nobody asked for is
 * closed by the startup's {@code close()} and at the end of the process.
 */
public final class OpenGates {
  private final Map<Object, GateRunner<?>> runners;
  private final Runnable beginRest;

  /**
   * Shows gates.
   *
   * @param beginRest begins those that had no thread yet; called whenever somebody asks
   */
  OpenGates(Map<Object, GateRunner<?>> runners, Runnable beginRest) {
    this.beginRest = beginRest;
    this.runners = Map.copyOf(runners);
  }

  /**
   * Returns what a required gate opened.
   *
   * @param gate a required gate that opens something
   * @param <T> what it opens
   * @return what it opened
   * @throws IllegalArgumentException for one that was awaited as an optional one, open or not (use
   *     {@link #find} or {@link #whenOpen}); for one that was not awaited, and for one that opens
   *     nothing
   * @throws IllegalStateException if it is awaited in the background and not open yet
   */
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

  /**
   * Returns what a gate has opened by now.
   *
   * @param gate any gate that was awaited
   * @param <T> what it opens
   * @return what it opened; empty if it is closed or opens nothing
   * @throws IllegalArgumentException for a gate that was not awaited
   */
  public <T> Optional<T> find(AnyGate<T> gate) {
    return recordOf(gate).fetch();
  }

  /**
   * Hands over what a gate opens: at once on this thread if it is open, else on a thread of the
   * library when it opens; never if it never does. What it throws there goes to the handler of
   * uncaught exceptions of that thread, and nothing waits for it.
   *
   * @param gate any gate that was awaited
   * @param use what to do with it
   * @param <T> what it opens
   * @throws IllegalArgumentException for a gate that was not awaited
   */
  public <T> void whenOpen(AnyGate<T> gate, Consumer<? super T> use) {
    recordOf(gate).whenOpen(use);
  }

  /**
   * Tells where a gate stands.
   *
   * @param gate any gate that was awaited
   * @return its state at this moment, with its last failure
   * @throws IllegalArgumentException for a gate that was not awaited
   */
  public GateStatus status(AnyGate<?> gate) {
    return recordOf(gate).status();
  }

  /** {@return whether a gate is still closed; required ones never are after {@code await}} */
  public boolean isDegraded() {
    for (GateRunner<?> runner : runners.values()) {
      if (!runner.state().is(GateStatus.State.OPEN)) {
        return true;
      }
    }
    return false;
  }

  private <T> GateState<T> recordOf(AnyGate<T> gate) {
    beginRest.run();
    GateRunner<?> runner = runners.get(gate.spec().id());
    if (runner == null) {
      throw new IllegalArgumentException("gate '" + gate.name() + "' was not awaited");
    }
    @SuppressWarnings("unchecked") // the identity carries T
    GateState<T> record = (GateState<T>) runner.state();
    return record;
  }
}
