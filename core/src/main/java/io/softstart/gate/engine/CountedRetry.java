package io.softstart.gate.engine;

import io.github.resilience4j.retry.Retry;
import io.github.resilience4j.retry.RetryConfig;
import io.github.resilience4j.retry.RetryRegistry;
import io.softstart.diagnosis.Failure;
import io.softstart.event.StartupEvent;
import io.softstart.event.StartupEvent.AttemptFailed;
import io.softstart.event.StartupEvent.GateFailed;
import io.softstart.event.StartupEvent.GateOpened;
import io.softstart.event.StartupListener;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/**
 * Shows gates in the user's Resilience4j registry, with its counts, events and metrics: a listener
 * beside the loop, whose pauses and verdicts are ours. A gate's retry is made at its first failure,
 * since a cold one costs tens of milliseconds.
 */
final class CountedRetry implements StartupListener {
  private static final String PREFIX = "softstart.";
  private static final long NO_MORE = -1;

  /** What Resilience4j and its listeners see of a failure: kind and text, no driver's throwable. */
  static final class Failed extends Exception {
    private static final long serialVersionUID = 1;

    Failed(Failure failure) {
      super(failure.kind() + ": " + failure.reason(), null, false, false);
    }
  }

  private static final class Counted {
    final Retry.AsyncContext<Object> context;
    long millis;

    Counted(String name, RetryRegistry registry) {
      RetryConfig config =
          RetryConfig.custom()
              .maxAttempts(Integer.MAX_VALUE)
              .intervalBiFunction((attempt, outcome) -> millis)
              .build();
      context = registry.retry(name, config).asyncContext();
    }
  }

  private final RetryRegistry registry;
  private final Map<String, Counted> counted = new HashMap<>();

  CountedRetry(RetryRegistry registry) {
    this.registry = registry;
  }

  /** Refuses a registry that has a retry of this name already: it would ignore our config. */
  static void refuseTaken(RetryRegistry registry, GateSpec<?> gate) {
    String name = PREFIX + gate.name();
    if (registry.find(name).isPresent()) {
      throw new IllegalArgumentException(
          "retryRegistry: it already has a retry named '" + name + "', whose settings would win");
    }
  }

  @Override
  public void on(StartupEvent event) {
    if (event instanceof AttemptFailed failed) {
      failed(failed.gate(), failed.failure(), millis(failed.pause()));
    } else if (event instanceof GateFailed failed && failed.attempts() > 0) {
      failed(failed.gate(), failed.failure(), NO_MORE);
    } else if (event instanceof GateOpened opened && counted.containsKey(opened.gate())) {
      of(opened.gate()).context.onComplete();
    }
  }

  private void failed(String gate, Failure failure, long millis) {
    Counted retry = of(gate);
    retry.millis = millis;
    retry.context.onError(new Failed(failure));
  }

  private Counted of(String gate) {
    return counted.computeIfAbsent(gate, name -> new Counted(PREFIX + name, registry));
  }

  private static long millis(Duration pause) {
    return Math.max(0, pause.toMillis());
  }
}
