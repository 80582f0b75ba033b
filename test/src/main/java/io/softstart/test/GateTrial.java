package io.softstart.test;

import io.softstart.diagnosis.Failure;
import io.softstart.event.StartupEvent;
import io.softstart.event.StartupEvent.AttemptFailed;
import io.softstart.event.StartupEvent.GateFailed;
import io.softstart.gate.AnyGate;
import io.softstart.gate.Gate;
import io.softstart.gate.GateStatus;
import io.softstart.gate.GateStatus.State;
import io.softstart.gate.Probe;
import io.softstart.gate.engine.SingleGate;
import io.softstart.gate.engine.WaitLimits;
import io.softstart.time.Ticker;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.LinkedBlockingQueue;

/**
 * What became of a probe that was tried once, or of a gate that was run to its end. Immutable but
 * for {@link #close}.
 *
 * <pre>{@code
 * assertThat(GateTrial.once(probe).failure().kind()).isEqualTo(FailureKind.DENIED);
 *
 * GateTrial<Index> trial = GateTrial.run(Gate.of("search", probe)); // an hour takes milliseconds
 * assertThat(trial.isOpen()).isTrue();
 * assertThat(trial.pauses()).hasSize(2);
 * }</pre>
 *
 * @param <T> what the probe opens
 */
public final class GateTrial<T> implements AutoCloseable {
  private static final Duration ATTEMPT = Duration.ofSeconds(10);
  private static final Duration DEADLINE = Duration.ofMinutes(5);
  private static final Duration GRACE = Duration.ofSeconds(30);

  private final SingleGate<T> gate;
  private final List<Failure> failures;
  private final List<Duration> pauses;

  private GateTrial(SingleGate<T> gate, Iterable<StartupEvent> events) {
    this.gate = gate;
    this.failures = new ArrayList<>();
    this.pauses = new ArrayList<>();
    for (StartupEvent event : events) {
      if (event instanceof AttemptFailed failed) {
        failures.add(failed.failure());
        pauses.add(failed.pause());
      } else if (event instanceof GateFailed failed) {
        failures.add(failed.failure());
      }
    }
  }

  /**
   * Tries a probe once, and cuts it off after 10 s.
   *
   * @param probe what is tested
   * @param <T> what it opens
   * @return what became of it
   */
  public static <T> GateTrial<T> once(Probe<T> probe) {
    return once(probe, ATTEMPT);
  }

  /**
   * Tries a probe once, as a gate does: on a thread of its own, which is cut off at the limit; a
   * failure is diagnosed, and then what the attempt owns is closed. Blocks until that is done.
   *
   * @param probe what is tested
   * @param limit after which the attempt is cut off, on the real clock
   * @param <T> what it opens
   * @return what became of it
   * @throws IllegalArgumentException if the limit is not positive
   */
  public static <T> GateTrial<T> once(Probe<T> probe, Duration limit) {
    Gate<T> gate = Gate.of("probe", probe).maxAttempts(1).attemptTimeout(limit);
    return run(gate, limits(DEADLINE.plus(limit)), Ticker.system());
  }

  /**
   * Runs a gate until it opens or is given up, within 5 min of a clock of its own.
   *
   * @param gate what is tested
   * @param <T> what it opens
   * @return what became of it
   */
  public static <T> GateTrial<T> run(AnyGate<T> gate) {
    return run(gate, DEADLINE);
  }

  /**
   * Runs a gate until it opens or is given up. Its clock skips the pauses, so that hours take
   * milliseconds; a probe that hangs takes its real time, so give such a gate a short {@code
   * attemptTimeout}. The random part of a pause is always its middle. The gates that it comes after
   * count as open. The grace is 30 s and the limit of an attempt 10 s, unless the gate has its own.
   *
   * @param gate what is tested
   * @param deadline how long it is waited for at most, on its clock
   * @param <T> what it opens
   * @return what became of it
   * @throws IllegalArgumentException if the deadline is not positive
   */
  public static <T> GateTrial<T> run(AnyGate<T> gate, Duration deadline) {
    if (deadline.isNegative() || deadline.isZero()) {
      throw new IllegalArgumentException("deadline must be positive, but is " + deadline);
    }
    return run(gate, limits(deadline), new SkippingClock());
  }

  private static <T> GateTrial<T> run(AnyGate<T> gate, WaitLimits limits, Ticker clock) {
    Queue<StartupEvent> events = new LinkedBlockingQueue<>();
    return new GateTrial<>(SingleGate.run(gate, limits, clock, events::add), events);
  }

  private static WaitLimits limits(Duration deadline) {
    return new WaitLimits(deadline, ATTEMPT, GRACE, 1, false, null);
  }

  /** {@return whether it opened} */
  public boolean isOpen() {
    return status().state() == State.OPEN;
  }

  /**
   * {@return what it opened} It is closed by {@link #close} if the probe has owned it.
   *
   * @throws IllegalStateException if it did not open, with the failure, or if it opened nothing
   */
  public T opened() {
    return gate.opened()
        .orElseThrow(
            () ->
                new IllegalStateException(
                    isOpen() ? "it is open, and opened nothing: ask isOpen()" : told()));
  }

  /**
   * {@return its last failure, also if it opened after that}
   *
   * @throws IllegalStateException if no attempt failed
   */
  public Failure failure() {
    return status()
        .lastFailure()
        .orElseThrow(() -> new IllegalStateException("no attempt failed: " + status().state()));
  }

  /** {@return the failure of each attempt, in order, without the one that opened it} */
  public List<Failure> failures() {
    return List.copyOf(failures);
  }

  /** {@return the pauses between its attempts, in order} */
  public List<Duration> pauses() {
    return List.copyOf(pauses);
  }

  /** {@return where it stands: its state, attempts, the time it took and why it was given up} */
  public GateStatus status() {
    return gate.status();
  }

  /**
   * Closes what the probe has owned, and waits for that for 5 s at most. Idempotent.
   *
   * @throws IllegalStateException if that fails
   */
  @Override
  public void close() {
    gate.close();
  }

  /** Its state and last failure, for messages of assertions. */
  @Override
  public String toString() {
    return isOpen() ? status().name() + " is open" : told();
  }

  private String told() {
    GateStatus status = status();
    StringBuilder text = new StringBuilder(status.name()).append(" did not open");
    status
        .lastFailure()
        .ifPresent(
            last ->
                text.append(": ")
                    .append(last.reason())
                    .append(" (")
                    .append(last.kind())
                    .append(')'));
    status.why().ifPresent(why -> text.append("; ").append(why));
    return text.toString();
  }
}
