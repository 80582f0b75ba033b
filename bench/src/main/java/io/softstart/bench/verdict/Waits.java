package io.softstart.bench.verdict;

import io.softstart.Startup;
import io.softstart.StartupOptions;
import io.softstart.event.StartupEvent;
import io.softstart.gate.AnyGate;
import io.softstart.probe.Gates;
import java.util.concurrent.atomic.AtomicLong;

/**
 * An application that waits for one gate by its URL, the argument, and ends at the first verdict.
 * It prints the milliseconds from the call of {@code await} to that, and the kind of failure, among
 * what the application logs.
 */
final class Waits {
  static final String VERDICT = "verdict ";

  private Waits() {}

  public static void main(String[] args) {
    AtomicLong from = new AtomicLong();
    Startup startup =
        Startup.begin(
            StartupOptions.of("bench")
                .listener(
                    event -> {
                      if (event instanceof StartupEvent.AttemptFailed failed) {
                        double took = (System.nanoTime() - from.get()) / 1e6;
                        System.out.println(VERDICT + took + " " + failed.failure().kind());
                        System.out.flush();
                        Runtime.getRuntime().halt(0);
                      }
                    }));
    AnyGate<?> gate = Gates.fromUrl("it", args[0]);
    from.set(System.nanoTime());
    startup.await(gate);
  }
}
