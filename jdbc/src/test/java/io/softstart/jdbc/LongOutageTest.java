package io.softstart.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.zaxxer.hikari.HikariDataSource;
import io.softstart.GateException;
import io.softstart.Startup;
import io.softstart.StartupOptions;
import io.softstart.config.Secret;
import io.softstart.gate.Gate;
import io.softstart.net.ServiceUrl;
import io.softstart.testkit.Behaviour;
import io.softstart.testkit.FaultyServer;
import io.softstart.testkit.PostgresServer;
import java.sql.Connection;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What {@link OutageTest} shows in seconds, with the default limits, for minutes. */
@Tag("long")
class LongOutageTest {
  private static PostgresServer postgres;

  private final Startup startup =
      Startup.begin(StartupOptions.of("long").embedded().deadline(Duration.ofMinutes(10)));

  @BeforeAll
  static void start() {
    postgres = PostgresServer.create();
    postgres.start();
  }

  @AfterAll
  static void stop() {
    postgres.close();
  }

  private static Behaviour healthy() {
    return Behaviour.proxyTo("127.0.0.1", postgres.port());
  }

  private static Gate<HikariDataSource> gate(FaultyServer door, String user) {
    ServiceUrl url = ServiceUrl.of("jdbc:postgresql://127.0.0.1:" + door.port() + "/app");
    return Gate.of("db", JdbcProbe.pool(url, user, Secret.of(user + "-password")));
  }

  @Test
  void serverHangsForThreeMinutes() throws Exception {
    Duration outage = Duration.ofMinutes(3);
    try (FaultyServer door = FaultyServer.with(Behaviour.hang())) {
      CompletableFuture.runAsync(
          () -> door.behave(healthy()),
          CompletableFuture.delayedExecutor(outage.toMillis(), TimeUnit.MILLISECONDS));
      Gate<HikariDataSource> gate = gate(door, "app");

      HikariDataSource pool = startup.await(gate).get(gate);

      try (Connection connection = pool.getConnection()) {
        assertThat(connection.isValid(5)).isTrue();
      }
      assertThat(door.peakOpen()).as("connections at a time").isBetween(1, 2);
      assertThat(startup.report().gates().get(0).waited())
          .isBetween(outage, outage.plusSeconds(40));
      pool.close();
    } finally {
      startup.close();
    }
  }

  @Test
  void passwordIsWrongAndTheServerFlapsForMinutes() throws Exception {
    postgres.sql("create role flaps login password 'something-else'");
    try (FaultyServer door = FaultyServer.with(healthy())) {
      CompletableFuture<Void> ended = new CompletableFuture<>();
      Thread flapping =
          new Thread(
              () -> {
                while (!ended.isDone()) {
                  pause(ended, 4); // out of step with the pauses between logins: 2, 4, 8, 16 s
                  door.behave(Behaviour.refuse());
                  pause(ended, 5);
                  door.behave(healthy());
                }
              });
      flapping.start();

      GateException failure =
          catchThrowableOfType(GateException.class, () -> startup.await(gate(door, "flaps")));

      ended.complete(null);
      flapping.join();
      assertThat(failure.exitCode()).isEqualTo(78);
      assertThat(failure.gates().get(0).attempts()).as("refused too").isGreaterThan(5);
    } finally {
      startup.close();
    }
    String refusal = "password authentication failed for user \"flaps\"";
    assertThat(postgres.log().split(refusal, -1).length - 1).isBetween(2, 5);
  }

  private static void pause(CompletableFuture<Void> ended, int seconds) {
    try {
      ended.get(seconds, TimeUnit.SECONDS);
    } catch (Exception goOn) {
      // the usual case
    }
  }
}
