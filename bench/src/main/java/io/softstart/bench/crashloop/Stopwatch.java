package io.softstart.bench.crashloop;

import io.softstart.testkit.Behaviour;
import io.softstart.testkit.FaultyServer;
import io.softstart.testkit.PostgresServer;
import io.softstart.testkit.RunningJvm;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Measures the times of real processes, one at a time. */
final class Stopwatch {
  private static final int ROUNDS = 5;
  private static final Duration LIMIT = Duration.ofMinutes(1);
  private static final Duration DEADLINE = Duration.ofSeconds(3);

  private final PostgresServer server;

  Stopwatch(PostgresServer server) {
    this.server = server;
  }

  Times naive() throws InterruptedException {
    return times(Way.NAIVE);
  }

  Times softstart() throws InterruptedException {
    return times(Way.SOFTSTART);
  }

  /**
   * The fastest of some rounds, since other work only adds; each against a server that only hangs
   * up and against a real one.
   */
  private Times times(Way way) throws InterruptedException {
    List<Duration> boots = new ArrayList<>();
    List<Duration> starts = new ArrayList<>();
    List<Duration> deaths = new ArrayList<>();
    for (int i = 0; i < ROUNDS; i++) {
      try (FaultyServer down = FaultyServer.with(Behaviour.close());
          RunningJvm jvm = start(way, "jdbc:postgresql://localhost:" + down.port() + "/bench")) {
        down.awaitAccepted(1, LIMIT);
        boots.add(since(jvm.startedAt()));
        Duration lastAttempt = lastAttempt(down, jvm);
        deaths.add(jvm.awaitExit(LIMIT).elapsed().minus(lastAttempt));
      }
      try (RunningJvm jvm = start(way, server.jdbcUrl())) {
        starts.add(Duration.ofNanos(Supervised.awaitQuery(jvm).orElseThrow() - jvm.startedAt()));
      }
    }
    Duration boot = Collections.min(boots);
    return new Times(boot, Collections.min(starts).minus(boot), Collections.min(deaths));
  }

  /** {@return how long after its start a process made the last attempt of its life} */
  private static Duration lastAttempt(FaultyServer down, RunningJvm jvm)
      throws InterruptedException {
    int attempts = 0;
    Duration last = Duration.ZERO;
    while (jvm.isAlive()) {
      if (down.accepted() > attempts) {
        attempts = down.accepted();
        last = since(jvm.startedAt());
      }
      TimeUnit.MILLISECONDS.sleep(5);
    }
    return last;
  }

  private static Duration since(long moment) {
    return Duration.ofNanos(System.nanoTime() - moment);
  }

  private RunningJvm start(Way way, String url) {
    return way.process(url, server.user(), server.password())
        .env("SOFTSTART_DEADLINE", DEADLINE.toString())
        .start();
  }
}
