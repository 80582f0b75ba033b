package io.softstart.bench.waiting;

import io.softstart.bench.report.Page;
import io.softstart.testkit.ChildJvm;
import io.softstart.testkit.OutputLine;
import io.softstart.testkit.Ports;
import io.softstart.testkit.RunningJvm;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * Measures what a JVM spends that waits for three databases on closed ports, beside one that does
 * nothing: processor time, threads, memory and log lines, minute by minute. Argument: minutes, 3 if
 * there is none.
 */
final class WaitingCost {
  private static final Duration BOOT = Duration.ofSeconds(2);
  private static final Duration WINDOW = Duration.ofMinutes(1);
  private static final int GATES = 3;
  private static final String ALLOCATED = "allocated ";

  private WaitingCost() {}

  public static void main(String[] args) throws Exception {
    int minutes = args.length == 0 ? 3 : Integer.parseInt(args[0]);
    String[] ports = {port(), port(), port()};
    ChildJvm waiting = ChildJvm.of(ThreeGates.class).env("SOFTSTART_DEADLINE", "1h");
    ChildJvm uncollected =
        waiting
            .options("-XX:+UnlockExperimentalVMOptions", "-XX:+UseEpsilonGC", "-Xmx1g")
            .args(Stream.concat(Stream.of(ports), Stream.of("metered")).toArray(String[]::new));
    try (RunningJvm idle = ChildJvm.of(Idle.class).start();
        RunningJvm gates = waiting.args(ports).start();
        RunningJvm metered = uncollected.start()) {
      metered.awaitLine(ALLOCATED, WINDOW);
      Thread.sleep(BOOT.toMillis());
      show(rows(minutes, idle, gates, metered));
    }
  }

  private static String port() {
    return Integer.toString(Ports.free());
  }

  private static List<List<String>> rows(
      int minutes, RunningJvm idle, RunningJvm gates, RunningJvm metered)
      throws InterruptedException, IOException {
    List<List<String>> rows = new ArrayList<>();
    for (int minute = 1; minute <= minutes; minute++) {
      Duration idleBefore = cpu(idle);
      Duration gatesBefore = cpu(gates);
      long linesBefore = minute == 1 ? 0 : lines(gates);
      long allocatedBefore = allocated(metered);
      Thread.sleep(WINDOW.toMillis());
      rows.add(
          List.of(
              Integer.toString(minute),
              share(idleBefore, cpu(idle)),
              share(gatesBefore, cpu(gates)),
              Long.toString(lines(gates) - linesBefore),
              Long.toString((allocated(metered) - allocatedBefore) / 1024 / GATES),
              number((threads(gates) - threads(idle)) / (double) GATES)));
    }
    return rows;
  }

  private static void show(List<List<String>> rows) throws IOException {
    new Page("What it costs to wait", "bench/run waiting")
        .paragraph(
            """
            A JVM that waits for three databases on closed ports, beside one that does nothing, without
            the first two seconds of both. Processor time as a share of one core. *Allocated* was
            counted in a third JVM, whose heap is never collected; *threads* are those that the idle
            JVM does not have.
            """)
        .table(
            List.of(
                "minute",
                "idle JVM",
                "waiting for three gates",
                "lines logged",
                "allocated for each gate, kB",
                "threads for each gate"),
            rows)
        .write("waiting.md");
  }

  private static long lines(RunningJvm jvm) {
    return jvm.lines().stream().filter(line -> line.source() == OutputLine.Source.STDERR).count();
  }

  private static long allocated(RunningJvm metered) {
    return metered.lines().stream()
        .map(OutputLine::text)
        .filter(line -> line.startsWith(ALLOCATED))
        .mapToLong(line -> Long.parseLong(line.substring(ALLOCATED.length())))
        .max()
        .orElse(0);
  }

  private static int threads(RunningJvm jvm) throws IOException {
    return Files.readAllLines(Path.of("/proc", Long.toString(jvm.pid()), "status")).stream()
        .filter(line -> line.startsWith("Threads:"))
        .mapToInt(line -> Integer.parseInt(line.substring("Threads:".length()).strip()))
        .findFirst()
        .orElseThrow();
  }

  private static Duration cpu(RunningJvm jvm) {
    return ProcessHandle.of(jvm.pid())
        .flatMap(process -> process.info().totalCpuDuration())
        .orElseThrow(() -> new IllegalStateException("it has ended: " + jvm.stderr()));
  }

  private static String share(Duration before, Duration after) {
    double share = 100.0 * after.minus(before).toNanos() / WINDOW.toNanos();
    return String.format(Locale.ROOT, "%.2f %%", share);
  }

  private static String number(double value) {
    return String.format(Locale.ROOT, "%.1f", value);
  }
}
