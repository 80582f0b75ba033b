package io.softstart.examples.orders;

import static org.assertj.core.api.Assertions.assertThat;

import io.softstart.testkit.ChildJvm;
import io.softstart.testkit.JvmResult;
import io.softstart.testkit.RunningJvm;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is wrong in the process itself ends it at once, with everything that is wrong. */
class MisconfiguredOrdersTest {
  private static final Duration AT_ONCE = Duration.ofSeconds(10);
  private static final String PASSWORD = "very-secret-77";

  @Test
  void reportsEveryMissingVariableAtOnce() {
    JvmResult result = run(OrdersJar.program());

    assertThat(result.exitCode()).isEqualTo(78);
    assertThat(result.stderr())
        .contains("1. ORDERS_DB_URL is missing", "2. ORDERS_DB_PASSWORD is missing")
        .contains("3. ORDERS_KAFKA is missing")
        .contains("3 problems");
    assertEndsQuietly(result);
  }

  @Test
  void reportsBadValuesAndMissingOnesTogether() {
    JvmResult result =
        run(OrdersJar.program().env("ORDERS_HTTP_PORT", "80800").env("SOFTSTART_DEADLINE", "3"));

    assertThat(result.exitCode()).isEqualTo(78);
    assertThat(result.stderr())
        .contains("5 problems")
        .contains("SOFTSTART_DEADLINE", "ORDERS_DB_URL is missing", "ORDERS_DB_PASSWORD is missing")
        .contains("ORDERS_HTTP_PORT is out of range: 80800")
        .contains("environment variable ORDERS_HTTP_PORT");
    assertEndsQuietly(result);
  }

  @ParameterizedTest
  @CsvSource({
    "jdbc:nosuch://127.0.0.1:1/orders, no JDBC driver for jdbc:nosuch",
    "jdbc:postgresql:/127.0.0.1:1/orders, does not understand the JDBC URL",
    "jdbc:postgresql://127.0.0.1:70000/orders, not a port",
    "postgres://127.0.0.1:1/orders, does not begin with jdbc:",
  })
  void failsAtOnceForAnUrlThatNobodyUnderstands(String url, String reason) {
    JvmResult result = run(OrdersJar.program(url + "?password=" + PASSWORD, PASSWORD));

    assertThat(result.exitCode()).isEqualTo(78);
    assertThat(result.stderr()).contains(reason);
    assertEndsQuietly(result);
  }

  private static JvmResult run(ChildJvm program) {
    try (RunningJvm orders = program.start()) {
      return orders.awaitExit(OrdersJar.LIMIT);
    }
  }

  private static void assertEndsQuietly(JvmResult result) {
    assertThat(result.elapsed()).isLessThan(AT_ONCE);
    assertThat(result.stdout()).isEmpty();
    assertThat(result.stderr()).doesNotContain(PASSWORD, "\tat ", "Exception");
    assertThat(OrdersJar.logLines(result.stderr()))
        .hasSize(2)
        .satisfies(
            lines -> {
              assertThat(lines.get(0)).contains("INFO  orders: starting on Java");
              assertThat(lines.get(1)).contains("ERROR orders: cannot start (exit code 78)");
            });
  }
}
