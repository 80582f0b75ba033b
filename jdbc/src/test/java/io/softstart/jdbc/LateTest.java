package io.softstart.jdbc;

import static io.softstart.diagnosis.FailureKind.DENIED;
import static io.softstart.diagnosis.FailureKind.MISSING;
import static io.softstart.diagnosis.FailureKind.NOT_YET;
import static io.softstart.diagnosis.FailureKind.REFUSED;
import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import io.softstart.config.Secret;
import io.softstart.gate.Gate;
import io.softstart.net.ServiceUrl;
import io.softstart.testkit.Behaviour;
import io.softstart.testkit.FaultyServer;
import io.softstart.testkit.PostgresServer;
import io.softstart.trial.Trial;
import java.sql.Connection;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Whole waits: what is not there yet comes, and what is opened too late goes. */
class LateTest {
  private static final Duration LONG = Duration.ofSeconds(30);

  private static PostgresServer postgres;

  @BeforeAll
  static void start() {
    postgres = PostgresServer.create();
    postgres.start();
  }

  @AfterAll
  static void stop() {
    postgres.close();
  }

  @AfterEach
  void nothingIsLeft() {
    Leaks.assertNoAttemptLeft(Duration.ofSeconds(15));
    assertThat(eventuallyNoConnection()).isTrue();
  }

  private static JdbcProbe<HikariDataSource> probe(String password) {
    return JdbcProbe.pool(ServiceUrl.of(postgres.jdbcUrl()), "app", Secret.of(password));
  }

  private static void after(long millis, Runnable change) {
    CompletableFuture.runAsync(
        change, CompletableFuture.delayedExecutor(millis, TimeUnit.MILLISECONDS));
  }

  @Test
  void serverComesLate() throws Exception {
    postgres.stop();
    postgres.startInBackground(Duration.ofSeconds(1));
    try (Trial<HikariDataSource> trial = Trial.of(Gate.of("db", probe("app-password")), LONG)) {
      try (Connection connection = trial.get().getConnection()) {
        assertThat(connection.isValid(1)).isTrue();
      }
      assertThat(trial.failures().get(0).kind()).isEqualTo(REFUSED);
      long late = System.nanoTime() - postgres.usableAt().orElseThrow();
      assertThat(Duration.ofNanos(late)).isLessThan(Duration.ofSeconds(5));
    }
  }

  @Test
  void tableComesLate() {
    after(1_000, () -> postgres.sql("create table orders (id int); grant all on orders to app"));
    try (Trial<HikariDataSource> trial =
        Trial.of(Gate.of("db", probe("app-password").table("orders")), LONG)) {
      assertThat(trial.isOpen()).isTrue();
      assertThat(trial.failures()).isNotEmpty().allMatch(f -> f.kind() == NOT_YET);
    }
  }

  @Test
  void databaseComesLate() {
    after(1_000, () -> postgres.sql("create database shop"));
    JdbcProbe<HikariDataSource> shop =
        JdbcProbe.pool(ServiceUrl.of(postgres.jdbcUrl("shop")), "app", Secret.of("app-password"));
    try (Trial<HikariDataSource> trial = Trial.of(Gate.of("db", shop), LONG)) {
      assertThat(trial.isOpen()).isTrue();
      assertThat(trial.failures().get(0).kind()).isEqualTo(MISSING);
    }
  }

  /** Its init scripts outlast the grace: it was down when the wait began. */
  @Test
  void databaseOfAServerThatWasDownComesAfterTheGrace() {
    postgres.stop();
    postgres.startInBackground(Duration.ofSeconds(1));
    CompletableFuture.runAsync(
        () -> {
          postgres.awaitUsable(LONG);
          after(4_000, () -> postgres.sql("create database late_shop"));
        });
    String url = postgres.jdbcUrl("late_shop");
    JdbcProbe<HikariDataSource> shop =
        JdbcProbe.pool(ServiceUrl.of(url), "app", Secret.of("app-password"));
    Gate<HikariDataSource> gate =
        Gate.<HikariDataSource>of("db", shop).grace(Duration.ofSeconds(2));
    try (Trial<HikariDataSource> trial = Trial.of(gate, LONG)) {
      assertThat(trial.isOpen()).as(() -> "opens; " + trial.failures()).isTrue();
      assertThat(trial.lastFailure().kind()).isEqualTo(MISSING);
    }
  }

  @Test
  void rotatedPasswordComesLate() {
    AtomicReference<String> secret = new AtomicReference<>("old-password");
    after(500, () -> secret.set("app-password"));
    JdbcProbe<HikariDataSource> probe =
        JdbcProbe.pool(ServiceUrl.of(postgres.jdbcUrl()), "app", () -> Secret.of(secret.get()));
    try (Trial<HikariDataSource> trial = Trial.of(Gate.of("db", probe), LONG)) {
      assertThat(trial.isOpen()).isTrue();
      assertThat(trial.failures()).isNotEmpty().allMatch(f -> f.kind() == DENIED);
    }
  }

  @Test
  void wrongPasswordEndsTheWaitAfterItsGrace() {
    Gate<HikariDataSource> gate =
        Gate.<HikariDataSource>of("db", probe("wrong-password")).grace(Duration.ofSeconds(1));
    try (Trial<HikariDataSource> trial = Trial.of(gate, LONG)) {
      assertThat(trial.isOpen()).isFalse();
      assertThat(trial.lastFailure().kind()).isEqualTo(DENIED);
      assertThat(trial.failures()).hasSizeBetween(2, 5);
      assertThat(trial.status().waited()).isLessThan(LONG.dividedBy(2));
    }
  }

  @Test
  void failedChecksLeaveNoConnection() {
    try (Trial<HikariDataSource> trial =
        Trial.of(Gate.of("db", probe("app-password").table("never")), Duration.ofSeconds(2))) {
      assertThat(trial.isOpen()).isFalse();
    }
  }

  @Test
  void whatOpensAfterTheCutIsClosed() {
    Behaviour slowly = // answers, and then works, only after the attempt is over
        Behaviour.read(8)
            .thenPause(Duration.ofMillis(1_500))
            .thenSend("N")
            .then(Behaviour.proxyTo("127.0.0.1", postgres.port()));
    try (FaultyServer server =
        FaultyServer.with(
            Behaviour.readSome().times(1), // the bare connect before the first login
            slowly.times(1),
            Behaviour.proxyTo("127.0.0.1", postgres.port()))) {
      String url = "jdbc:postgresql://127.0.0.1:" + server.port() + "/app?socketTimeout=30";
      JdbcProbe<HikariDataSource> probe =
          JdbcProbe.pool(ServiceUrl.of(url), "app", Secret.of("app-password"));
      Gate<HikariDataSource> gate =
          Gate.<HikariDataSource>of("db", probe).attemptTimeout(Duration.ofMillis(1_200));
      try (Trial<HikariDataSource> trial = Trial.of(gate, LONG)) {
        assertThat(trial.isOpen()).isTrue();
        assertThat(trial.failures()).isNotEmpty();
      }
    }
  }

  @Test
  void slowCheckIsCutAndItsConnectionClosed() {
    Gate<HikariDataSource> gate =
        Gate.<HikariDataSource>of("db", probe("app-password").query("select pg_sleep(3)"))
            .attemptTimeout(Duration.ofSeconds(1));
    try (Trial<HikariDataSource> trial = Trial.of(gate, Duration.ofSeconds(1))) {
      assertThat(trial.isOpen()).isFalse();
    }
  }

  /** A server notices a client that went away in the middle of a query only at its end. */
  private static boolean eventuallyNoConnection() {
    for (int i = 0; i < 60 && connections() > 0; i++) {
      postgres.sql("select pg_sleep(0.1)");
    }
    return connections() == 0;
  }

  private static int connections() {
    return Integer.parseInt(
        postgres
            .queryValue("select count(*) from pg_stat_activity where usename = 'app'")
            .orElseThrow());
  }
}
