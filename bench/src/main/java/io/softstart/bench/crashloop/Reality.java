package io.softstart.bench.crashloop;

import io.softstart.bench.report.Page;
import io.softstart.testkit.ChildJvm;
import io.softstart.testkit.PostgresServer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Real processes under the modelled supervisors in one outage, beside what the model says. */
final class Reality {
  private static final Duration OUTAGE = Duration.ofSeconds(25);
  private static final Duration LIMIT = Duration.ofMinutes(2);
  private static final Duration APART = Duration.ofMillis(500);
  private static final long SEED = 42;

  /** Who waits, under whom. */
  private record Pair(Way way, Supervisor supervisor) {}

  /** The naive one under all; those that hardly ever end under one. Few at a time: JVMs boot. */
  private static final List<List<Pair>> WAVES =
      List.of(
          List.of(
              new Pair(Way.NAIVE, Supervisor.KUBERNETES),
              new Pair(Way.NAIVE, Supervisor.DOCKER),
              new Pair(Way.NAIVE, Supervisor.SYSTEMD),
              new Pair(Way.SOFTSTART, Supervisor.KUBERNETES)),
          List.of(
              new Pair(Way.NAIVE, Supervisor.KUBERNETES_REDUCED),
              new Pair(Way.NAIVE, Supervisor.LOOP),
              new Pair(Way.RETRYING, Supervisor.KUBERNETES)));

  /** What became of one, and when its database was usable. */
  private record Seen(Pair pair, Supervised life, long usable) {
    Duration outage() {
      return Duration.ofNanos(usable - life.started());
    }

    Course course() {
      return new Course(
          life.restarts(),
          life.queried().isPresent()
              ? (life.queried().getAsLong() - usable) / 1e9
              : Double.POSITIVE_INFINITY);
    }
  }

  private final List<Seen> seen = new ArrayList<>();

  private Reality() {}

  /** Lets a server that is up come back late, more than once. */
  static Reality of(PostgresServer server) throws Exception {
    Reality reality = new Reality();
    for (List<Pair> wave : WAVES) {
      reality.meet(server, wave);
    }
    return reality;
  }

  private void meet(PostgresServer server, List<Pair> wave) throws Exception {
    server.stop();
    server.startInBackground(OUTAGE);
    ExecutorService threads = Executors.newCachedThreadPool();
    Map<Pair, Future<Supervised>> running = new LinkedHashMap<>();
    for (Pair pair : wave) {
      ChildJvm process = pair.way.process(server.jdbcUrl(), server.user(), server.password());
      running.put(pair, threads.submit(() -> Supervised.run(process, pair.supervisor.policy())));
      Thread.sleep(APART.toMillis()); // all at once they would all be slow
    }
    threads.shutdown();
    long usable = server.awaitUsable(LIMIT);
    for (Map.Entry<Pair, Future<Supervised>> one : running.entrySet()) {
      seen.add(new Seen(one.getKey(), one.getValue().get(), usable));
    }
  }

  /** Adds what was seen to the page, beside what the model says. */
  void show(Times naive, Times ours, Page page) {
    List<List<String>> rows = new ArrayList<>();
    List<Double> apart = new ArrayList<>();
    int alike = 0;
    for (Seen one : seen) {
      Course life = one.course();
      Course model = model(one, naive, ours);
      alike += life.restarts() == model.restarts() ? 1 : 0;
      if (Double.isFinite(life.late()) && Double.isFinite(model.late())) {
        apart.add(Math.abs(life.late() - model.late()));
      }
      rows.add(
          List.of(
              one.pair.way.title() + ", " + one.pair.supervisor.title(),
              String.format(Locale.ROOT, "%.1f", Seconds.of(one.outage())),
              Integer.toString(life.restarts()),
              Integer.toString(model.restarts()),
              Seconds.text(life.late()),
              Seconds.text(model.late()),
              Integer.toString(one.life.lines())));
    }
    page.section("The model beside life")
        .paragraph(CrashLoopText.LIFE)
        .table(
            List.of(
                "",
                "outage, s",
                "restarts, life",
                "model",
                "ready after, s, life",
                "model",
                "lines logged, life"),
            rows)
        .paragraph(
            String.format(
                Locale.ROOT,
                "The restarts are the same in %d of %d. Readiness is %.1f s apart in the median, and"
                    + " %.1f s at most:"
                    + " where an outage ends beside a start, they may part by a whole pause.",
                alike,
                rows.size(),
                Page.median(apart),
                apart.stream().mapToDouble(Double::doubleValue).max().orElseThrow()));
  }

  /** What the model makes of the same outage, by how long the process took to die meanwhile. */
  private static Course model(Seen one, Times naive, Times ours) {
    List<Duration> lives = one.life.lives();
    Times then = lives.isEmpty() ? naive : naive.stretched(Times.median(lives));
    return Course.of(
        one.pair.supervisor,
        one.pair.way.application(then, ours),
        one.outage(),
        new SplittableRandom(SEED));
  }
}
