package io.softstart.gate.engine;

import io.softstart.RecordingListener;
import io.softstart.client.BeforeClients;
import io.softstart.event.StartupEvent;
import io.softstart.gate.AnyGate;
import io.softstart.gate.Backoff;
import io.softstart.time.Deadline;
import io.softstart.time.Stopwatch;
import io.softstart.time.Ticker;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One gate's loop on this thread, on the clock given; what happened is known when it has ended. */
final class GateTrial {
  final RecordingListener events = new RecordingListener();
  final Stopwatch clock;
  final Ticker ticker;
  Duration deadline = Duration.ofHours(2);
  Duration attempt = Duration.ofSeconds(10);
  boolean hold;
  int fleet = 1;
  @Nullable Backoff backoff;
  BeforeClients clients = BeforeClients.NOTHING;
  @Nullable ClassLoader loader;

  GateTrial(Ticker ticker) {
    this.ticker = ticker;
    this.clock = new Stopwatch(ticker);
  }

  <T> GateRunner<T> run(AnyGate<T> gate) {
    GateRunner<T> runner = prepared(gate);
    runner.run();
    return runner;
  }

  <T> GateRunner<T> prepared(AnyGate<T> gate) {
    WaitContext context = context();
    return new GateRunner<>(GateInternals.spec(gate), List.of(), context, context.events()::flush);
  }

  WaitContext context() {
    WaitLimits limits =
        new WaitLimits(deadline, attempt, Duration.ofSeconds(30), fleet, hold, backoff);
    EventQueue queue = new EventQueue(null, events);
    return new WaitContext(
        clock,
        Deadline.in(deadline, ticker),
        limits,
        loader,
        () -> 0.5,
        queue,
        new Unclosed(),
        clients);
  }

  <E extends StartupEvent> List<E> of(Class<E> type) {
    return events.of(type);
  }
}
