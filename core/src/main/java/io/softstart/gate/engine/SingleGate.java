package io.softstart.gate.engine;

import io.softstart.client.BeforeClients;
import io.softstart.event.StartupListener;
import io.softstart.gate.AnyGate;
import io.softstart.gate.GateStatus;
import io.softstart.time.Deadline;
import io.softstart.time.Stopwatch;
import io.softstart.time.Ticker;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * One gate's loop, run to its end on the caller's thread and clock, for {@code softstart-test}. The
 * random part of each pause is its middle, and the gates that it comes after count as open.
 *
 * @param <T> what the gate opens
 */
public final class SingleGate<T> implements AutoCloseable {
  private static final Duration CLOSING = Duration.ofSeconds(5);

  private final GateState<T> state;

  private SingleGate(GateState<T> state) {
    this.state = state;
  }

  /**
   * Runs a gate until it opens or is given up, or until the thread is interrupted.
   *
   * @param gate which
   * @param limits how long it is waited for, and how
   * @param ticker the clock
   * @param events told everything before this method returns
   * @param <T> what the gate opens
   * @return the gate at its end
   */
  public static <T> SingleGate<T> run(
      AnyGate<T> gate, WaitLimits limits, Ticker ticker, StartupListener events) {
    ClassLoader loader = Thread.currentThread().getContextClassLoader();
    EventQueue queue = new EventQueue(loader, events);
    WaitContext context =
        new WaitContext(
            new Stopwatch(ticker),
            Deadline.in(limits.deadline(), ticker),
            limits,
            loader,
            () -> 0.5,
            queue,
            new Unclosed(),
            BeforeClients.NOTHING);
    GateRunner<T> runner =
        new GateRunner<>(GateInternals.spec(gate), List.of(), context, queue::flush);
    runner.run();
    queue.flush();
    Error fatal = runner.fatal();
    if (fatal != null) {
      throw fatal;
    }
    return new SingleGate<>(runner.state());
  }

  /** {@return where it stands} */
  public GateStatus status() {
    return state.status();
  }

  /** {@return what it opened; empty if it is not open, or opened nothing} */
  public Optional<T> opened() {
    return state.fetch();
  }

  /** Closes what it opened, and waits for that for 5 s at most. */
  @Override
  public void close() {
    Resources owned = state.closeable(true);
    if (owned != null) {
      owned.close();
      List<Throwable> failures = owned.failuresBy(Deadline.in(CLOSING, Ticker.system()));
      if (!failures.isEmpty()) {
        throw new IllegalStateException("what the gate opened cannot be closed", failures.get(0));
      }
    }
  }
}
