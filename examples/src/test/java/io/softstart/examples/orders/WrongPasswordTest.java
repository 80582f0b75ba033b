package io.softstart.examples.orders;

import static org.assertj.core.api.Assertions.assertThat;

import io.softstart.testkit.JvmResult;
import io.softstart.testkit.PostgresServer;
import io.softstart.testkit.RunningJvm;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** A password that the server refuses may be a secret that is being rotated; but not for long. */
class WrongPasswordTest {
  private static final String WRONG = "not-the-password-99";

  @Test
  void failsAfterTheGraceWithFewLoginsAndSaysWhatItMayBe() {
    try (PostgresServer postgres =
        PostgresServer.builder().user("orders").database("shop").build()) {
      postgres.start();
      try (RunningJvm orders =
          OrdersJar.program(postgres.jdbcUrl(), WRONG).env("SOFTSTART_GRACE", "2s").start()) {
        JvmResult result = orders.awaitExit(OrdersJar.LIMIT);

        assertThat(result.exitCode()).isEqualTo(78);
        assertThat(result.elapsed()).isBetween(Duration.ofSeconds(2), Duration.ofSeconds(20));
        assertThat(result.stderr().substring(result.stderr().indexOf("cannot start")))
            .contains("orders-db", "(DENIED)", "127.0.0.1:" + postgres.port())
            .contains("user orders", "database shop")
            .contains("password", "role", "volume");
        assertThat(result.stderr()).doesNotContain(WRONG, "\tat ", "Exception");
        assertThat(OrdersJar.logLines(result.stderr())).hasSizeBetween(3, 7);
        assertThat(result.stdout()).isEmpty();
      }
      assertThat(refusedLogins(postgres)).isBetween(2L, 5L);
    }
  }

  private static long refusedLogins(PostgresServer postgres) {
    return postgres
        .log()
        .lines()
        .filter(line -> line.contains("password authentication failed for user \"orders\""))
        .count();
  }
}
