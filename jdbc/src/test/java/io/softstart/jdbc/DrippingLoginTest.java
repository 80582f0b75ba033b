package io.softstart.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import io.softstart.Startup;
import io.softstart.StartupOptions;
import io.softstart.config.Secret;
import io.softstart.gate.Gate;
import io.softstart.net.ServiceUrl;
import io.softstart.testkit.Behaviour;
import io.softstart.testkit.FaultyServer;
import io.softstart.testkit.PostgresServer;
import java.nio.ByteBuffer;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * What an attempt owns is never closed while it hangs: a login has nothing to close yet, and a byte
 * now and then lets no read time out.
 */
@Timeout(90)
class DrippingLoginTest {
  /** The head of a long error message, then nothing but zeros. */
  private static Behaviour dripping() {
    byte[] message = new byte[4_000];
    ByteBuffer.wrap(message).put((byte) 'E').putInt(3_999);
    return Behaviour.readSome().then(Behaviour.drip(message, 1, Duration.ofMillis(250)));
  }

  @Test
  void theThirdLoginFollowsTwoThatDrip() {
    try (PostgresServer postgres = PostgresServer.create();
        FaultyServer door = FaultyServer.with(Behaviour.hang())) {
      postgres.start();
      door.behave(dripping().times(2), Behaviour.proxyTo("127.0.0.1", postgres.port()));
      String url = "jdbc:postgresql://127.0.0.1:" + door.port() + "/app?sslmode=disable";
      Gate<HikariDataSource> gate =
          Gate.<HikariDataSource>of(
                  "db", JdbcProbe.pool(ServiceUrl.of(url), "app", Secret.of("app-password")))
              .attemptTimeout(Duration.ofSeconds(2));
      long begun = System.nanoTime();
      Startup startup =
          Startup.begin(StartupOptions.of("drip").embedded().deadline(Duration.ofSeconds(30)));
      try {
        try (HikariDataSource pool = startup.await(gate).get(gate)) {
          assertThat(pool.isRunning()).isTrue();
          assertThat(startup.report().gates().get(0).attempts()).isLessThanOrEqualTo(3);
          assertThat(Duration.ofNanos(System.nanoTime() - begun))
              .isLessThan(Duration.ofSeconds(25));
        }
      } finally {
        startup.close();
      }
    }
    Leaks.assertNoAttemptLeft(Duration.ofSeconds(20));
  }
}
