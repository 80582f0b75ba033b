package io.softstart.trial;

import static org.assertj.core.api.Assertions.assertThat;

import io.softstart.diagnosis.Failure;
import io.softstart.event.StartupEvent;
import io.softstart.gate.AnyGate;
import io.softstart.gate.Backoff;
import io.softstart.gate.Gate;
import io.softstart.gate.GateStatus;
import io.softstart.gate.OpenGates;
import io.softstart.gate.Probe;
import io.softstart.gate.engine.GateEngine;
import io.softstart.gate.engine.WaitLimits;
import io.softstart.time.Stopwatch;
import io.softstart.time.Ticker;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;

/** One wait for one gate, as a startup would have it. */
public final class Trial<T> implements AutoCloseable {
  public static final Backoff AT_ONCE =
      Backoff.exponential(Duration.ofMillis(1), 2, Duration.ofMillis(1));
  private static final Duration LONG = Duration.ofSeconds(60);

  private final List<StartupEvent> events = new CopyOnWriteArrayList<>();
  private final AnyGate<T> gate;
  private final GateEngine keeper;
  private Optional<OpenGates> open = Optional.empty();

  private Trial(AnyGate<T> gate, Duration limit, CountDownLatch failed) {
    this.gate = gate;
    this.keeper =
        new GateEngine(
            new Stopwatch(Ticker.system()),
            new WaitLimits(limit, Duration.ofSeconds(10), Duration.ofSeconds(30), 1, false, null),
            null,
            event -> {
              events.add(event);
              if (event instanceof StartupEvent.AttemptFailed) {
                failed.countDown();
              }
            });
  }

  /** Makes one attempt. */
  public static <T> Trial<T> once(Probe<? extends T> probe) {
    return of(Gate.<T>of("trial", probe).backoff(AT_ONCE).maxAttempts(1), LONG);
  }

  /** Waits with the pace and patience of the library. */
  public static <T> Trial<T> of(AnyGate<T> gate, Duration limit) {
    return of(gate, limit, new CountDownLatch(1));
  }

  /** Waits, and tells of the first attempt that fails. */
  public static <T> Trial<T> of(AnyGate<T> gate, Duration limit, CountDownLatch failed) {
    Trial<T> trial = new Trial<>(gate, limit, failed);
    try {
      trial.open = trial.keeper.await(gate);
    } catch (InterruptedException interrupted) {
      throw new AssertionError(interrupted);
    }
    return trial;
  }

  /** Makes one attempt, which must fail. */
  public static Failure failure(Probe<?> probe) {
    return failure(Gate.of("trial", probe), 1);
  }

  /** Makes some attempts with the gate's own limits, all of which must fail; returns the last. */
  public static Failure failure(Gate<?> gate, int attempts) {
    try (Trial<?> trial = of(gate.backoff(AT_ONCE).maxAttempts(attempts), LONG)) {
      assertThat(trial.open).as("must not open").isEmpty();
      return trial.lastFailure();
    }
  }

  public boolean isOpen() {
    return open.isPresent();
  }

  public T get() {
    assertThat(open).as(() -> "open; but " + keeper.statuses()).isPresent();
    return open.orElseThrow().find(gate).orElseThrow();
  }

  public GateStatus status() {
    return keeper.statuses().get(0);
  }

  public Failure lastFailure() {
    return status().lastFailure().orElseThrow();
  }

  /** All failures in their order, the last one included. */
  public List<Failure> failures() {
    List<Failure> all = new ArrayList<>();
    for (StartupEvent event : events) {
      if (event instanceof StartupEvent.AttemptFailed failed) {
        all.add(failed.failure());
      } else if (event instanceof StartupEvent.GateFailed failed) {
        all.add(failed.failure());
      }
    }
    return all;
  }

  /** Closes what was opened, as a startup that fails does. */
  @Override
  public void close() {
    assertThat(keeper.close(true)).isEmpty();
  }
}
