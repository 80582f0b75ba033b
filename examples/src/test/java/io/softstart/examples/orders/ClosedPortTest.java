package io.softstart.examples.orders;

import static org.assertj.core.api.Assertions.assertThat;

import io.softstart.testkit.ChildJvm;
import io.softstart.testkit.JvmResult;
import io.softstart.testkit.OutputLine;
import io.softstart.testkit.Ports;
import io.softstart.testkit.RunningJvm;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** A database that never comes: the wait ends in time, by the deadline or by a signal. */
class ClosedPortTest {
  private static final String PASSWORD = "very-secret-77";
  private static final String URL_PASSWORD = "secret-in-the-url-88";

  /** In nanoseconds; a fraction of it if nobody disturbs. */
  private static final long SOON = Duration.ofSeconds(3).toNanos();

  private final int port = Ports.free();

  @Test
  void failsAtTheDeadlineAndSaysWhatToDo() {
    try (RunningJvm orders = program().env("SOFTSTART_DEADLINE", "8s").start()) {
      OutputLine begun = orders.awaitLine("orders: starting on Java", OrdersJar.LIMIT);
      OutputLine waits = orders.awaitLine("orders-db is not ready", OrdersJar.LIMIT);
      OutputLine failed = orders.awaitLine("orders: cannot start", OrdersJar.LIMIT);
      JvmResult result = orders.awaitExit(OrdersJar.LIMIT);

      assertThat(result.exitCode()).isEqualTo(69);
      assertThat(Duration.ofNanos(failed.at() - begun.at()))
          .isGreaterThan(Duration.ofMillis(7_700));
      assertThat(Duration.ofNanos(failed.at() - waits.at())).isLessThan(Duration.ofSeconds(12));
      assertThat(endOf(orders, result) - failed.at()).isLessThan(SOON);
      assertThat(result.stderr().substring(result.stderr().indexOf("cannot start")))
          .contains("exit code 69", "orders-db", "nothing listens on 127.0.0.1:" + port)
          .containsPattern("failed after (7\\.\\d|8(\\.\\d)?) s: ")
          .contains("the deadline has come", "to do: start the server");
      assertQuiet(result);
    }
  }

  @Test
  void endsAtOnceOnSigtermAndSaysWhatItWaitedFor() {
    try (RunningJvm orders = program().start()) {
      orders.awaitLine("orders-db is not ready", OrdersJar.LIMIT);
      orders.awaitLine("cache is open", OrdersJar.LIMIT);
      orders.awaitLine("events is open", OrdersJar.LIMIT);
      orders.signal("TERM");
      long signalled = System.nanoTime();
      JvmResult result = orders.awaitExit(OrdersJar.LIMIT);

      assertThat(result.exitCode()).isEqualTo(143);
      assertThat(endOf(orders, result) - signalled).isLessThan(SOON);
      assertThat(OrdersJar.logLines(result.stderr()))
          .last()
          .asString()
          .containsPattern(
              "orders: stopped by SIGTERM after .*, while waiting for orders-db \\(REFUSED\\)"
                  + " for \\S+ m?s of 5 min");
      assertQuiet(result);
    }
  }

  private ChildJvm program() {
    String url = "jdbc:postgresql://127.0.0.1:" + port + "/orders?password=" + URL_PASSWORD;
    return OrdersJar.program(url, PASSWORD);
  }

  private static long endOf(RunningJvm orders, JvmResult result) {
    return orders.startedAt() + result.elapsed().toNanos();
  }

  private static void assertQuiet(JvmResult result) {
    assertThat(result.stdout()).isEmpty();
    assertThat(result.stderr()).doesNotContain(PASSWORD, URL_PASSWORD, "\tat ", "Exception");
    // one line of each neighbour, two if its client is slow to load
    assertThat(OrdersJar.logLines(result.stderr())).hasSizeBetween(5, 7);
  }
}
