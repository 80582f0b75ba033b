package io.softstart.examples.orders;

import static org.assertj.core.api.Assertions.assertThat;

import io.softstart.testkit.JvmResult;
import io.softstart.testkit.OutputLine;
import io.softstart.testkit.PostgresServer;
import io.softstart.testkit.RunningJvm;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The main job: the service is there first, its database comes late, and then it works.
 *
 * <p>A JVM's first login takes its time, much of it on a busy machine, and that is not waiting. So
 * what a start with the database up needs for it is measured first, and granted on top.
 */
class LateDatabaseTest {
  private static final int POOLED = 10; // HikariCP's default
  private static final Pattern OPEN_AFTER =
      Pattern.compile("orders-db is open after ([\\d.]+) (ms|s)");

  private static Duration login = Duration.ZERO;

  @BeforeAll
  static void aDatabaseThatIsThereCostsNoLineMoreThanNeeded() {
    try (PostgresServer postgres = PostgresServer.builder().user("orders").build()) {
      postgres.start();
      try (RunningJvm orders = OrdersJar.program(postgres).start()) {
        OrdersJar.awaitReady(orders);

        assertThat(OrdersJar.logLines(orders.stderr()))
            .filteredOn(line -> !line.contains("(TIMED_OUT)")) // this machine may be busy
            .hasSize(5)
            .satisfies(
                lines -> {
                  assertThat(lines.get(0)).contains("starting on Java");
                  assertThat(lines.subList(1, 4))
                      .anyMatch(line -> line.contains("orders-db is open after"))
                      .anyMatch(line -> line.contains("cache is open after"))
                      .anyMatch(line -> line.contains("events is open after"));
                  assertThat(lines.get(4)).contains("READY after");
                });
        login = openAfter(orders.stderr());
        assertEndsOnSigterm(orders);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {5, 20})
  void isReadySoonAfterItsDatabase(int secondsLate) throws Exception {
    try (PostgresServer postgres =
        PostgresServer.builder().user("orders").setting("log_connections", "on").build()) {
      postgres.prepare();
      try (RunningJvm orders = OrdersJar.program(postgres).start()) {
        postgres.startInBackground(Duration.ofSeconds(secondsLate));
        OutputLine ready = OrdersJar.awaitReady(orders);
        long usable = postgres.usableAt().orElseThrow();

        assertThat(Duration.ofNanos(ready.at() - usable)).isLessThan(login.plusSeconds(3));
        assertThat(OrdersJar.logLines(orders.stderr()))
            .anyMatch(line -> line.contains("orders-db is not ready: nothing listens on"))
            .anyMatch(line -> line.contains("orders-db is open after"))
            .hasSizeLessThanOrEqualTo(10);
        assertThat(orders.stderr()).contains("orders-db    open").doesNotContain("\tat ");

        OrdersHttp http = OrdersHttp.of(orders);
        String order = http.post("/orders", "two pounds of coffee").body();
        assertThat(http.get("/orders").body()).isEqualTo("[" + order.strip() + "]\n");

        assertThat(loginsOnceThePoolIsFull(postgres)).isEqualTo(POOLED);
        assertEndsOnSigterm(orders);
      }
    }
  }

  private static Duration openAfter(String stderr) {
    Matcher open = OPEN_AFTER.matcher(stderr);
    assertThat(open.find()).isTrue();
    double unit = open.group(2).equals("s") ? 1_000 : 1;
    return Duration.ofMillis((long) (Double.parseDouble(open.group(1)) * unit));
  }

  /** As many logins as the pool has connections: the one that proved readiness is one of them. */
  private static long loginsOnceThePoolIsFull(PostgresServer postgres) throws Exception {
    for (int i = 0; i < 100 && logins(postgres) < POOLED; i++) {
      Thread.sleep(100);
    }
    return logins(postgres);
  }

  private static long logins(PostgresServer postgres) {
    return postgres
        .log()
        .lines()
        .filter(line -> line.contains("connection authorized: user=orders"))
        .count();
  }

  private static void assertEndsOnSigterm(RunningJvm orders) {
    orders.signal("TERM");
    JvmResult result = orders.awaitExit(Duration.ofSeconds(10));

    assertThat(result.exitCode()).isEqualTo(143);
    assertThat(result.stderr()).doesNotContain("ERROR", "ends before it is ready", "\tat ");
    assertThat(result.stdout()).doesNotContain("ERROR", "WARN", "\tat ");
  }
}
