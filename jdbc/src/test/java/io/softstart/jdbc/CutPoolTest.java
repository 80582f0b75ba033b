package io.softstart.jdbc;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.softstart.GateException;
import io.softstart.Startup;
import io.softstart.StartupOptions;
import io.softstart.gate.Gate;
import io.softstart.testkit.Behaviour;
import io.softstart.testkit.FaultyServer;
import io.softstart.testkit.PostgresServer;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Resources are closed on a thread whose interrupt flag is set: HikariCP's shutdown broke off. */
@Timeout(90)
class CutPoolTest {
  @Test
  void aPoolWhoseLookWasCutLeavesNoThread() {
    try (PostgresServer postgres = PostgresServer.create();
        FaultyServer door = FaultyServer.with(Behaviour.refuse())) {
      postgres.start();
      door.behave(Behaviour.proxyTo("127.0.0.1", postgres.port()));
      HikariConfig config = new HikariConfig();
      config.setJdbcUrl(
          "jdbc:postgresql://127.0.0.1:" + door.port() + "/app?sslmode=disable&socketTimeout=30");
      config.setUsername("app");
      config.setPassword("app-password");
      Gate<HikariDataSource> gate =
          Gate.<HikariDataSource>of("db", JdbcProbe.pool(config))
              .successThreshold(2)
              .attemptTimeout(Duration.ofSeconds(2));
      CompletableFuture<Void> stopped =
          CompletableFuture.runAsync(
              () -> {
                door.awaitAccepted(2, Duration.ofSeconds(30)); // the pool is built and grows
                postgres.pause();
              });
      Startup startup =
          Startup.begin(StartupOptions.of("cut").embedded().deadline(Duration.ofSeconds(6)));
      try {
        assertThatThrownBy(() -> startup.await(gate)).isInstanceOf(GateException.class);
      } finally {
        startup.close();
        postgres.resume();
      }
      stopped.orTimeout(10, TimeUnit.SECONDS).join();
    }
    Leaks.assertNoAttemptLeft(Duration.ofSeconds(20));
  }
}
