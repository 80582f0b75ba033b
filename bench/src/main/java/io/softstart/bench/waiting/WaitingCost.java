package io.softstart.bench.waiting;

import io.softstart.testkit.ChildJvm;
import io.softstart.testkit.Ports;
import io.softstart.testkit.RunningJvm;
import java.io.PrintStream;
import java.time.Duration;
import java.util.Locale;

/**
 * Measures what a JVM spends that waits for three databases on closed ports, beside one that does
 * nothing: processor time of the process, minute by minute. Argument: minutes, 3 if there is none.
 */
final class WaitingCost {
  private static final Duration BOOT = Duration.ofSeconds(2);
  private static final Duration WINDOW = Duration.ofMinutes(1);

  private WaitingCost() {}

  public static void main(String[] args) throws InterruptedException {
    int minutes = args.length == 0 ? 3 : Integer.parseInt(args[0]);
    String[] ports = {port(), port(), port()};
    ChildJvm waiting = ChildJvm.of(ThreeGates.class).args(ports).env("SOFTSTART_DEADLINE", "1h");
    try (RunningJvm idle = ChildJvm.of(Idle.class).start();
        RunningJvm gates = waiting.start()) {
      print(System.out, minutes, idle, gates);
    }
  }

  private static String port() {
    return Integer.toString(Ports.free());
  }

  private static void print(PrintStream out, int minutes, RunningJvm idle, RunningJvm gates)
      throws InterruptedException {
    Thread.sleep(BOOT.toMillis());
    out.println("| minute | idle JVM | waiting for three gates | lines logged |");
    out.println("|---|---|---|---|");
    for (int minute = 1; minute <= minutes; minute++) {
      Duration idleBefore = cpu(idle);
      Duration gatesBefore = cpu(gates);
      int linesBefore = minute == 1 ? 0 : gates.lines().size();
      Thread.sleep(WINDOW.toMillis());
      out.printf(
          Locale.ROOT,
          "| %d | %s | %s | %d |%n",
          minute,
          share(idleBefore, cpu(idle)),
          share(gatesBefore, cpu(gates)),
          gates.lines().size() - linesBefore);
    }
    out.println();
    out.println("Share of one core, without the first two seconds of both JVMs.");
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
}
