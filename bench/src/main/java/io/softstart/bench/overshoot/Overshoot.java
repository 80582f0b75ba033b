package io.softstart.bench.overshoot;

import io.softstart.bench.chart.Axis;
import io.softstart.bench.chart.BarChart;
import io.softstart.bench.report.Host;
import io.softstart.bench.report.Page;
import io.softstart.testkit.ChildJvm;
import io.softstart.testkit.JvmResult;
import io.softstart.testkit.OutputLine;
import io.softstart.testkit.PostgresServer;
import io.softstart.testkit.RunningJvm;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Measures how long after PostgreSQL is usable, by an independent poller, an application has run
 * its first query. All ways to wait meet the same outage at the same time. Arguments: outages in
 * seconds; 0, 1, 6 and 30 if there are none.
 */
final class Overshoot {
  private static final int REPETITIONS = 5;
  private static final int REPETITIONS_OF_LONG = 3;
  private static final Duration LONG = Duration.ofSeconds(20);
  private static final Duration BOOT = Duration.ofSeconds(10); // of nine JVMs at once
  private static final Duration LIMIT = Duration.ofMinutes(6);
  private static final String PASSWORD = "bench-password";

  /** What one contestant did in one outage; the last two are those of the whole process. */
  private record Run(double overshoot, double attempts, double lines, double cpu) {}

  private final PostgresServer server;
  private final Page page =
      new Page("Overshoot: from usable to the first query", "bench/run overshoot");

  private Overshoot(PostgresServer server) {
    this.server = server;
  }

  public static void main(String[] args) throws Exception {
    List<String> seconds = args.length == 0 ? List.of("0", "1", "6", "30", "90") : List.of(args);
    try (PostgresServer server =
        PostgresServer.builder()
            .setting("log_connections", "on")
            .setting("log_line_prefix", "[%u]")
            .build()) {
      server.start();
      for (Waiting waiting : Waiting.values()) {
        server.sql("create role " + waiting.user() + " login password '" + PASSWORD + "'");
      }
      new Overshoot(server).measure(seconds.stream().map(Integer::parseInt).toList());
    }
  }

  private void measure(List<Integer> outages) throws Exception {
    page.paragraph(
        """
        All contestants wait for the same server in JVMs of their own, which are up before the
        outage begins. *Overshoot* is from the moment when PostgreSQL answers an independent poller,
        every 10 ms, to the end of the first query on a HikariCP pool, cold classes included; without
        an outage it is counted from when the contestant begins. *Reached* are the attempts that the
        server's log has, the pool's own among them; *lines* all that is logged, *CPU* is that of the whole process. Medians of
        several outages. The loops, Resilience4j and Failsafe log a line for each failure, as in the
        examples people copy.

        Spring Boot's own wait (`ServiceReadiness` of its Docker Compose support) is not here: it
        cannot be had without its `docker compose up`.
        """);
    for (int outage : outages) {
      measure(Duration.ofSeconds(outage));
    }
    page.write("overshoot.md");
  }

  private void measure(Duration outage) throws Exception {
    Map<Waiting, List<Run>> runs = new EnumMap<>(Waiting.class);
    int repetitions = outage.compareTo(LONG) > 0 ? REPETITIONS_OF_LONG : REPETITIONS;
    for (int i = 1; i <= repetitions; i++) {
      System.err.println("outage of " + outage.toSeconds() + " s, " + i + " of " + repetitions);
      together(outage)
          .forEach((way, run) -> runs.computeIfAbsent(way, w -> new ArrayList<>()).add(run));
    }
    show(outage, repetitions, runs);
  }

  private Map<Waiting, Run> together(Duration outage) throws Exception {
    boolean none = outage.isZero();
    if (!none) {
      server.stop();
    }
    int logged = server.log().length();
    Map<Waiting, RunningJvm> jvms = new EnumMap<>(Waiting.class);
    long begin = System.nanoTime() + BOOT.toNanos();
    Path script = Files.createTempFile("softstart-port-wait", ".sh");
    try {
      Files.writeString(script, portWait());
      Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwx------"));
      for (Waiting way : Waiting.values()) {
        jvms.put(way, start(way, begin, script));
      }
      sleepUntil(begin + outage.toNanos());
      if (!none) {
        server.start();
      }
      long usable = none ? begin : server.usableAt().orElseThrow();
      Map<Waiting, Run> runs = new EnumMap<>(Waiting.class);
      for (Map.Entry<Waiting, RunningJvm> jvm : jvms.entrySet()) {
        jvm.getValue().awaitExit(LIMIT);
      }
      String log = server.log().substring(logged);
      jvms.forEach((way, jvm) -> runs.put(way, run(way, jvm, usable, log)));
      return runs;
    } finally {
      jvms.values().forEach(RunningJvm::close);
      Files.delete(script);
    }
  }

  private RunningJvm start(Waiting way, long begin, Path script) {
    ChildJvm jvm =
        ChildJvm.of(Contestant.class)
            .args(way.name(), server.jdbcUrl(), way.user(), PASSWORD, Long.toString(begin))
            .options("-Xmx128m", "-XX:+UseSerialGC")
            .env("PORT", Integer.toString(server.port()));
    return (way == Waiting.SHELL ? jvm.java(script) : jvm).start();
  }

  /**
   * In place of java: waits as entrypoint scripts do, and is started anew if that was too early.
   */
  private static String portWait() {
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    return """
        #!/bin/bash
        eval "begin=\\${$#}"  # the last argument, in nanoseconds since the machine was started
        now() { read -r up _ < /proc/uptime; echo "${up/./}0000000"; }
        while (( $(now) < begin )); do sleep 0.05; done
        until (exec 3<>/dev/tcp/127.0.0.1/$PORT) 2>/dev/null; do
          echo "waiting for port $PORT" >&2
          sleep 1
        done
        until JAVA "$@"; do :; done
        """
        .replace("JAVA", java);
  }

  private static void sleepUntil(long nanoTime) throws InterruptedException {
    Thread.sleep(Math.max(0, (nanoTime - System.nanoTime()) / 1_000_000));
  }

  private static Run run(Waiting way, RunningJvm jvm, long usable, String log) {
    JvmResult result = jvm.awaitExit(LIMIT);
    List<OutputLine> lines = jvm.lines();
    String queried =
        lines.stream()
            .map(OutputLine::text)
            .filter(line -> line.startsWith("queried "))
            .findFirst()
            .orElseThrow(() -> new IllegalStateException(way + " ended: " + result.stderr()));
    String[] words = queried.split(" ", -1);
    String refusal = "[" + way.user() + "]FATAL";
    String login = "[" + way.user() + "]LOG:  connection authorized";
    long reached =
        Stream.of(log.split("\n", -1))
            .filter(line -> line.contains(refusal) || line.contains(login))
            .count();
    return new Run(
        (Long.parseLong(words[1]) - usable) / 1e9,
        reached,
        lines.size() - 1,
        Long.parseLong(words[2]) / 1e3);
  }

  private void show(Duration outage, int repetitions, Map<Waiting, List<Run>> runs)
      throws IOException {
    String title = outage.isZero() ? "No outage" : "Outage of " + outage.toSeconds() + " s";
    Run loop = median(runs, Waiting.LOOP_50MS);
    Run ours = median(runs, Waiting.SOFTSTART);
    List<List<String>> rows = new ArrayList<>();
    BarChart chart = new BarChart(title + ": seconds from usable to first query", Axis.linear("s"));
    for (Waiting way : Waiting.values()) {
      Run run = median(runs, way);
      List<Double> each = runs.getOrDefault(way, List.of()).stream().map(Run::overshoot).toList();
      rows.add(
          List.of(
              way.title(),
              number("%.2f", run.overshoot),
              number("%.2f", each.stream().mapToDouble(d -> d).min().orElseThrow())
                  + " to "
                  + number("%.2f", each.stream().mapToDouble(d -> d).max().orElseThrow()),
              number("%.2f", run.overshoot / loop.overshoot),
              number("%.0f", run.attempts),
              number("%.0f", run.lines),
              number("%.2f", run.cpu)));
      if (way == Waiting.SOFTSTART) {
        chart.ours(way.title(), run.overshoot);
      } else {
        chart.bar(way.title(), run.overshoot);
      }
    }
    String file = "overshoot-" + outage.toSeconds() + ".svg";
    chart.write(Page.beside(file));
    page.section(title)
        .paragraph("Medians of " + repetitions + "; load average afterwards " + Host.load() + ".")
        .chart(title, file)
        .table(
            List.of(
                "", "overshoot, s", "from, to", "of the 50 ms loop", "reached", "lines", "CPU, s"),
            rows);
    if (!outage.isZero()) {
      goals(outage, ours, loop);
    }
  }

  private void goals(Duration outage, Run ours, Run loop) {
    double most = Math.max(1, 0.05 * outage.toMillis() / 1e3);
    String bound = number("%.1f", most);
    page.paragraph(
        String.format(
            Locale.ROOT,
            "Goal: never later than 5 %% of the outage or 1 s, here %s s: %s, by %s s.",
            bound,
            met(ours.overshoot <= most),
            number("%.2f", ours.overshoot)));
    if (outage.toSeconds() == 6) {
      page.paragraph(
          String.format(
              Locale.ROOT,
              "Goal: within 1.2 of the 50 ms loop: %s, %s. With a tenth of its lines: %s, %s of %s.",
              met(ours.overshoot <= 1.2 * loop.overshoot),
              number("%.2f", ours.overshoot / loop.overshoot),
              met(ours.lines <= loop.lines / 10),
              number("%.0f", ours.lines),
              number("%.0f", loop.lines)));
    }
  }

  private static String met(boolean met) {
    return met ? "met" : "**missed**";
  }

  private static Run median(Map<Waiting, List<Run>> runs, Waiting way) {
    List<Run> all = runs.getOrDefault(way, List.of());
    return new Run(
        Page.median(all.stream().map(Run::overshoot).toList()),
        Page.median(all.stream().map(Run::attempts).toList()),
        Page.median(all.stream().map(Run::lines).toList()),
        Page.median(all.stream().map(Run::cpu).toList()));
  }

  private static String number(String format, double value) {
    return String.format(Locale.ROOT, format, value);
  }
}
