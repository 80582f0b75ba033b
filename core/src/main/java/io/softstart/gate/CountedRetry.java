package io.softstart.gate;

import io.github.resilience4j.retry.Retry;
import io.github.resilience4j.retry.RetryConfig;
import io.github.resilience4j.retry.RetryRegistry;
import io.softstart.diagnosis.Failure;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The Resilience4j retry behind one gate: it keeps the count and publishes events and metrics,
 * while pauses and verdicts are ours. It is made at the first failure, since a cold one costs tens
 * of milliseconds that a startup with everything up need not pay.
 */
final class CountedRetry {
  private static final String PREFIX = "softstart.";

  /** What Resilience4j and its listeners see of a failure: kind and text, no driver's throwable. */
  static final class Failed extends Exception {
    private static final long serialVersionUID = 1;

    Failed(Failure failure) {
      super(failure.kind() + ": " + failure.reason(), null, false, false);
    }
  }

  private final Retry.AsyncContext<Object> context;
  private Patience.Decision decision = new Patience.Decision(0, null, null);

  CountedRetry(String gate, int attempts, @Nullable RetryRegistry registry) {
    RetryConfig config =
        RetryConfig.custom()
            .maxAttempts(attempts)
            .intervalBiFunction((attempt, outcome) -> millis(decision))
            .build();
    String name = PREFIX + gate;
    context =
        (registry == null ? Retry.of(name, config) : registry.retry(name, config)).asyncContext();
  }

  /** Refuses a registry that has a retry of this name already: it would ignore our config. */
  static void refuseTaken(RetryRegistry registry, Gate<?> gate) {
    String name = PREFIX + gate.name();
    if (registry.find(name).isPresent()) {
      throw new IllegalArgumentException(
          "retryRegistry: it already has a retry named '" + name + "', whose settings would win");
    }
  }

  /** Counts a failed attempt; returns false if the attempts are used up. */
  boolean failed(Throwable failure, Patience.Decision decided) {
    decision = decided;
    return context.onError(failure) >= 0;
  }

  void opened() {
    context.onComplete();
  }

  private static long millis(Patience.Decision decision) {
    return decision.giveUp() == null ? TimeUnit.NANOSECONDS.toMillis(decision.pause()) : -1;
  }
}
