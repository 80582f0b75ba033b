package io.softstart.bench.crashloop;

import io.softstart.bench.restarts.Service;
import io.softstart.testkit.ChildJvm;
import io.softstart.testkit.OutputLine;
import io.softstart.testkit.RunningJvm;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;

/**
 * A real process that was started again by a policy until it had run its query.
 *
 * @param started the {@link System#nanoTime()} of its first start
 * @param lives how long those runs took that ended without a query
 * @param last the {@link System#nanoTime()} of its last start
 * @param queried when it had run its query; empty if it was given up
 * @param lines that all runs logged
 */
record Supervised(long started, List<Duration> lives, long last, OptionalLong queried, int lines) {
  private static final Duration LIMIT = Duration.ofSeconds(10);

  /** Starts it, waits until it is ready or given up, and ends it. */
  static Supervised run(ChildJvm process, RestartPolicy policy) throws InterruptedException {
    long started = System.nanoTime();
    List<Duration> lives = new ArrayList<>();
    int lines = 0;
    while (true) {
      try (RunningJvm jvm = process.start()) {
        OptionalLong next = awaitQuery(jvm);
        boolean queried = next.isPresent();
        if (!queried) {
          Duration life = jvm.awaitExit(LIMIT).elapsed();
          lives.add(life);
          next = policy.next(jvm.startedAt(), jvm.startedAt() + life.toNanos());
        }
        lines += jvm.lines().size();
        if (queried || next.isEmpty()) {
          return new Supervised(started, List.copyOf(lives), jvm.startedAt(), next, lines);
        }
        TimeUnit.NANOSECONDS.sleep(next.getAsLong() - System.nanoTime());
      }
    }
  }

  /** {@return after how many of its runs it was started again} */
  int restarts() {
    return queried.isPresent() ? lives.size() : lives.size() - 1;
  }

  /** {@return when it had run its query; empty once it has ended without one} */
  static OptionalLong awaitQuery(RunningJvm jvm) throws InterruptedException {
    while (true) {
      boolean alive = jvm.isAlive();
      Optional<String> queried =
          jvm.lines().stream()
              .map(OutputLine::text)
              .filter(line -> line.startsWith(Service.QUERIED))
              .findFirst();
      if (queried.isPresent()) {
        return OptionalLong.of(Long.parseLong(queried.get().substring(Service.QUERIED.length())));
      }
      if (!alive) {
        return OptionalLong.empty();
      }
      TimeUnit.MILLISECONDS.sleep(10);
    }
  }
}
