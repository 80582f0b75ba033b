package io.softstart.bench.hosts;

import io.softstart.diagnosis.Failure;
import io.softstart.event.StartupEvent;
import io.softstart.gate.Backoff;
import io.softstart.gate.Gate;
import io.softstart.gate.OpenGates;
import io.softstart.gate.engine.GateEngine;
import io.softstart.gate.engine.WaitLimits;
import io.softstart.time.Stopwatch;
import io.softstart.time.Ticker;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** The bare client and the gate at the same hosts, each at ports of its own. */
final class Race {
  static final Duration LIMIT = Duration.ofSeconds(70);
  private static final Duration ATTEMPT = Duration.ofSeconds(10);
  private static final Duration GRACE = Duration.ofSeconds(30);
  private static final Duration USE = Duration.ofSeconds(15);
  private static final long PAUSE_MILLIS = 200;

  /**
   * What became of a wait.
   *
   * @param took until it was open, null if it was not
   * @param failures what the gate has met until then
   */
  record Result(@Nullable Duration took, List<Failure> failures, @Nullable String fault) {
    String text() {
      return took == null
          ? "not in " + LIMIT.toSeconds() + " s"
          : String.format(Locale.ROOT, "%.1f s", took.toMillis() / 1e3);
    }
  }

  private Race() {}

  /** Connects as applications do that try again, until it works or the time is over. */
  static Result bare(HostClient<?> client, String hosts) throws InterruptedException {
    CompletableFuture<Duration> connected = new CompletableFuture<>();
    Thread thread = new Thread(() -> tryUntilConnected(client, hosts, connected), "bare");
    thread.setDaemon(true);
    thread.start();
    try {
      return new Result(connected.get(LIMIT.toSeconds(), TimeUnit.SECONDS), List.of(), null);
    } catch (ExecutionException | TimeoutException never) {
      thread.interrupt();
      return new Result(null, List.of(), null);
    }
  }

  private static void tryUntilConnected(
      HostClient<?> client, String hosts, CompletableFuture<Duration> connected) {
    long begun = System.nanoTime();
    while (!Thread.currentThread().isInterrupted() && System.nanoTime() - begun < LIMIT.toNanos()) {
      try {
        client.connect(hosts);
        connected.complete(Duration.ofNanos(System.nanoTime() - begun));
        return;
      } catch (InterruptedException over) {
        return;
      } catch (Exception notYet) {
        pause();
      }
    }
  }

  private static void pause() {
    try {
      Thread.sleep(PAUSE_MILLIS);
    } catch (InterruptedException over) {
      Thread.currentThread().interrupt();
    }
  }

  /** Waits for the gate as a startup does, and uses what it hands over. */
  static <T> Result gate(HostClient<T> client, String hosts) throws InterruptedException {
    return gate(client, Gate.<T>of("it", client.probe(hosts)), ATTEMPT);
  }

  /** Makes one attempt, of hosts none of which works. */
  static <T> Result once(HostClient<T> client, String hosts) throws InterruptedException {
    Duration half = ATTEMPT.dividedBy(2);
    Backoff any = Backoff.exponential(Duration.ofMillis(1), 2, Duration.ofMillis(1));
    return gate(client, Gate.<T>of("it", client.probe(hosts)).backoff(any).maxAttempts(1), half);
  }

  private static <T> Result gate(HostClient<T> client, Gate<T> gate, Duration attempt)
      throws InterruptedException {
    List<Failure> failures = new CopyOnWriteArrayList<>();
    GateEngine engine =
        new GateEngine(
            new Stopwatch(Ticker.system()),
            new WaitLimits(LIMIT, attempt, GRACE, 1, false, null),
            null,
            event -> {
              if (event instanceof StartupEvent.AttemptFailed failed) {
                failures.add(failed.failure());
              }
            });
    long begun = System.nanoTime();
    Optional<OpenGates> open = engine.await(gate);
    Duration took = Duration.ofNanos(System.nanoTime() - begun);
    try {
      if (open.isEmpty()) {
        engine.statuses().get(0).lastFailure().ifPresent(failures::add);
        return new Result(null, List.copyOf(failures), null);
      }
      String fault = use(client, open.get().find(gate).orElseThrow());
      return new Result(took, List.copyOf(failures), fault);
    } finally {
      engine.close(true);
    }
  }

  /** Returns what is wrong with it; null if nothing is. */
  private static <T> @Nullable String use(HostClient<T> client, T opened)
      throws InterruptedException {
    CompletableFuture<Void> used =
        CompletableFuture.runAsync(
            () -> {
              try {
                client.use(opened);
              } catch (Exception broken) {
                throw new IllegalStateException(broken);
              }
            },
            work -> {
              Thread thread = new Thread(work, "use");
              thread.setDaemon(true);
              thread.start();
            });
    try {
      used.get(USE.toSeconds(), TimeUnit.SECONDS);
      return null;
    } catch (ExecutionException | TimeoutException broken) {
      return String.valueOf(broken);
    }
  }
}
