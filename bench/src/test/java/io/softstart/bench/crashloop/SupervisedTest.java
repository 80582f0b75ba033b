package io.softstart.bench.crashloop;

import static org.assertj.core.api.Assertions.assertThat;

import io.softstart.testkit.Ports;
import io.softstart.testkit.PostgresServer;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Real processes under a supervisor of the model. */
@Tag("long")
@Timeout(180)
class SupervisedTest {
  @Test
  void theNaiveOneIsStartedAgainUntilItsDatabaseIsThereAndSoftstartOnce() throws Exception {
    try (PostgresServer server = PostgresServer.create()) {
      server.prepare();
      server.startInBackground(Duration.ofSeconds(5));
      Supervised naive = run(Way.NAIVE, server, Supervisor.LOOP);
      long usable = server.awaitUsable(Duration.ofMinutes(1));

      assertThat(naive.restarts()).isPositive();
      assertThat(naive.lives()).allMatch(life -> life.compareTo(Duration.ofSeconds(1)) > 0);
      assertThat(naive.queried().orElseThrow()).isGreaterThan(usable);

      server.stop();
      server.startInBackground(Duration.ofSeconds(3));
      Supervised ours = run(Way.SOFTSTART, server, Supervisor.LOOP);

      assertThat(ours.restarts()).isZero();
      assertThat(ours.queried()).isPresent();
    }
  }

  @Test
  void whatIsGivenUpHasNoQuery() throws Exception {
    String nobody = "jdbc:postgresql://localhost:" + Ports.free() + "/nobody";

    Supervised given =
        Supervised.run(
            Way.NAIVE.process(nobody, "nobody", "none"),
            new StartLimit(Duration.ZERO, 2, Duration.ofMinutes(1)));

    assertThat(given.queried()).isEmpty();
    assertThat(given.restarts()).isEqualTo(1);
    assertThat(given.lines()).isPositive();
  }

  private static Supervised run(Way way, PostgresServer server, Supervisor supervisor)
      throws InterruptedException {
    return Supervised.run(
        way.process(server.jdbcUrl(), server.user(), server.password()), supervisor.policy());
  }
}
