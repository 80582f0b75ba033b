package io.softstart.jdbc.migration;

import static io.softstart.jdbc.migration.HeldLocks.probe;
import static io.softstart.jdbc.migration.HeldLocks.refusal;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.softstart.gate.Surroundings;
import io.softstart.gate.TestAttempt;
import io.softstart.jdbc.JdbcProbe;
import io.softstart.testkit.ChildJvm;
import io.softstart.testkit.MariaDbServer;
import io.softstart.testkit.RunningJvm;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Locks that real tools have taken on a real MariaDB, and those that their dead left behind. */
class MariaDbLocksTest {
  private static final Duration LIMIT = Duration.ofSeconds(90);
  private static MariaDbServer server;

  @BeforeAll
  static void start() {
    assumeTrue(MariaDbServer.isAvailable(), "MariaDB needs Docker");
    server = MariaDbServer.builder().build();
    server.start();
  }

  @AfterAll
  static void stop() {
    if (server != null) {
      server.close();
    }
  }

  @AfterEach
  void clean() {
    server.sql("create or replace database app");
  }

  /** Around the proxy that publishes ports, so that the server sees the client itself. */
  private static String direct() throws Exception {
    String id = server.queryValue("select @@hostname").orElseThrow();
    Process docker =
        new ProcessBuilder("docker", "inspect", "-f", "{{.NetworkSettings.IPAddress}}", id).start();
    String address =
        new String(docker.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
    return "jdbc:mariadb://" + address + ":3306/app";
  }

  private static TestAttempt asked() {
    return TestAttempt.of(LIMIT).in(new Surroundings(1, true, List::of));
  }

  private static boolean isLocked() {
    return server
        .queryValue("select locked + 0 from app.DATABASECHANGELOGLOCK where id = 1")
        .orElse("0")
        .equals("1");
  }

  private static void until(BooleanSupplier condition) {
    long end = System.nanoTime() + LIMIT.toNanos();
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime()).as("in time").isLessThan(end);
      LockSupport.parkNanos(100_000_000);
    }
  }

  private static void awaitSleep() {
    until(
        () ->
            server
                .queryValue(
                    "select count(*) from information_schema.processlist where info like"
                        + " 'select sleep(8)%'")
                .orElse("0")
                .equals("1"));
  }

  @Test
  void liquibaseKilled() throws Exception {
    String url = direct();
    try (RunningJvm liquibase =
        ChildJvm.of(RunLiquibase.class)
            .args(url, "app", "app-password", "slow-mysql.sql")
            .start()) {
      awaitSleep();
      String alive = refusal(probe(url), asked());
      System.out.println(alive);
      assertThat(alive).contains("a migration is running, Liquibase's lock is held by", "live");
      assertThat(isLocked()).isTrue();
      liquibase.signal("KILL");
      liquibase.awaitExit(LIMIT);
    }
    JdbcProbe<?> probe = probe(url);
    until(() -> refusal(probe, TestAttempt.of(LIMIT)).contains("It is dead"));
    assertThat(isLocked()).isTrue();
    assertThat(refusal(probe(server.jdbcUrl()), asked()))
        .as("through a proxy the server's sessions prove nothing")
        .contains("may live");
    assertThat(isLocked()).isTrue();
    assertThat(refusal(probe, asked())).contains("was freed");
    assertThat(isLocked()).isFalse();
    assertThatCode(() -> probe.open(asked())).doesNotThrowAnyException();
  }

  @Test
  void sessionsThatCannotBeSeenMayBeTheHolders() throws Exception {
    String url = direct();
    server.sql(
        "create table app.DATABASECHANGELOGLOCK (ID int primary key, LOCKED bit(1), LOCKGRANTED"
            + " datetime, LOCKEDBY varchar(255))");
    server.sql(
        "insert into app.DATABASECHANGELOGLOCK values (1, 1, now(), 'elsewhere (10.9.9.9)')");
    try (var hidden =
        java.sql.DriverManager.getConnection(server.jdbcUrl(), "root", "kit-root-password")) {
      assertThat(hidden.isValid(1)).isTrue();
      assertThat(refusal(probe(url), asked())).contains("may live", "PROCESS");
      assertThat(isLocked()).isTrue();
    }
  }

  @Test
  void flywayAlive() throws Exception {
    String url = direct();
    try (RunningJvm flyway =
        ChildJvm.of(RunFlyway.class).args(url, "app", "app-password", "mysql").start()) {
      awaitSleep();
      String told = refusal(probe(url), asked());
      System.out.println(told);
      assertThat(told).contains("Flyway's lock is held by session", "of app from", "KILL ");
      assertThat(flyway.awaitExit(LIMIT).exitCode()).isZero();
    }
    assertThatCode(() -> probe(url).open(asked())).doesNotThrowAnyException();
  }
}
