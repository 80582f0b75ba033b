package io.softstart.jdbc.migration;

import static io.softstart.jdbc.migration.HeldLocks.refusal;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.softstart.event.EarlierStart;
import io.softstart.gate.Surroundings;
import io.softstart.gate.TestAttempt;
import io.softstart.jdbc.JdbcProbe;
import io.softstart.testkit.ChildJvm;
import io.softstart.testkit.PostgresServer;
import io.softstart.testkit.RunningJvm;
import io.softstart.testkit.ServerBackend;
import java.net.InetAddress;
import java.sql.Connection;
import java.sql.DriverManager;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;

/** Locks that real tools have taken on a real PostgreSQL, and those that their dead left behind. */
class MigrationLocksTest {
  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final String ELSEWHERE = "orders-7f8 (10.9.9.9)";

  private static PostgresServer postgres;

  @BeforeAll
  static void start() {
    // behind a container's proxy the server does not see who its clients are
    postgres = PostgresServer.builder().backend(ServerBackend.EMBEDDED).build();
    postgres.start();
  }

  @AfterAll
  static void stop() {
    postgres.close();
  }

  @BeforeEach
  void schema() {
    postgres.sql("create schema if not exists app authorization app");
  }

  @AfterEach
  void noSchema() {
    postgres.sql("select pg_terminate_backend(pid) from pg_stat_activity where usename = 'app'");
    postgres.sql("drop schema app cascade");
  }

  private static String url() {
    return postgres.jdbcUrl() + "?currentSchema=app";
  }

  private static JdbcProbe<?> probe() {
    return HeldLocks.probe(url());
  }

  private static RunningJvm tool(Class<?> main, String migrations) {
    return ChildJvm.of(main).args(url(), "app", "app-password", migrations).start();
  }

  private static TestAttempt attempt() {
    return TestAttempt.of(LIMIT);
  }

  private static TestAttempt asked() {
    return attempt().in(new Surroundings(1, true, List::of));
  }

  private static boolean isLocked() {
    return postgres
        .queryValue("select locked from app.databasechangeloglock where id = 1")
        .orElse("f")
        .startsWith("t");
  }

  /** As Liquibase leaves it behind when it is killed. */
  private static void left(String lockedBy, String granted) {
    left(postgres, lockedBy, granted);
  }

  private static void left(PostgresServer server, String lockedBy, String granted) {
    server.sql(
        "create table app.databasechangelog (id varchar(255), tag varchar(255), exectype"
            + " varchar(10)); insert into app.databasechangelog values ('1', null, 'EXECUTED');"
            + " create table app.databasechangeloglock (id int primary key, locked boolean not"
            + " null, lockgranted timestamp, lockedby varchar(255));"
            + " insert into app.databasechangeloglock values (1, true, "
            + granted
            + ", '"
            + lockedBy.replace("'", "''")
            + "'); grant all on all tables in schema app to app");
  }

  private static void until(Duration limit, BooleanSupplier condition) {
    long end = System.nanoTime() + limit.toNanos();
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime()).as("in time").isLessThan(end);
      LockSupport.parkNanos(100_000_000);
    }
  }

  private static void awaitLock() {
    until(
        LIMIT,
        () ->
            postgres
                .queryValue(
                    "select count(*) from pg_stat_activity where query like '%pg_sleep(8)%' and"
                        + " state = 'active' and pid <> pg_backend_pid()")
                .orElse("0")
                .equals("1"));
  }

  @Test
  void liquibaseAlive() {
    try (RunningJvm liquibase = tool(RunLiquibase.class, "slow.sql")) {
      awaitLock();
      String told = refusal(probe(), asked());
      System.out.println(told);
      assertThat(told)
          .contains("a migration is running, Liquibase's lock is held by")
          .contains("live")
          .contains("UPDATE DATABASECHANGELOGLOCK");
      assertThat(isLocked()).as("a lock that may live is never freed").isTrue();
      assertThat(liquibase.awaitExit(LIMIT).exitCode()).isZero();
    }
    assertThatCode(() -> probe().open(attempt())).doesNotThrowAnyException();
  }

  @Test
  void liquibaseKilled() {
    try (RunningJvm liquibase = tool(RunLiquibase.class, "slow.sql")) {
      awaitLock();
      liquibase.signal("KILL");
      liquibase.awaitExit(LIMIT);
    }
    JdbcProbe<?> probe = probe();
    assertThat(refusal(probe, asked()))
        .as("its last statement is still executed by the server")
        .contains("It may live", "session");
    assertThat(isLocked()).isTrue();
    until(LIMIT, () -> refusal(probe, attempt()).contains("It is dead"));
    String told = refusal(probe, attempt());
    System.out.println(told);
    assertThat(told)
        .contains("free the lock: UPDATE DATABASECHANGELOGLOCK SET LOCKED = FALSE")
        .contains("SOFTSTART_MIGRATION_LOCK=release-dead");
    assertThat(isLocked()).as("it is not freed unasked").isTrue();
    assertThat(refusal(probe, asked().asLook())).as("a look changes nothing").contains("is dead");
    assertThat(isLocked()).isTrue();
    assertThat(refusal(probe, asked())).contains("was freed");
    assertThat(isLocked()).isFalse();
    assertThatCode(() -> probe.open(asked())).doesNotThrowAnyException();
  }

  @Test
  void theStatementThatIsToldFreesIt() {
    left("it's me (10.9.9.9)", "now()");
    String told = refusal(probe(), attempt());
    assertThat(told).contains("It is dead");
    String statement = told.substring(told.indexOf("UPDATE"), told.indexOf(" (or let it be freed"));
    postgres.sql("set search_path = app; " + statement);
    assertThatCode(() -> probe().open(attempt())).doesNotThrowAnyException();
  }

  /** As by the second of two operators. */
  @Test
  void theStatementThatIsToldFreesNoLockThatTheSameHostHasTakenSince() {
    left(ELSEWHERE, "now()");
    String told = refusal(HeldLocks.login(url()).migratedTo("2"), attempt());
    String statement = told.substring(told.indexOf("UPDATE"), told.indexOf(" (or let it be freed"));
    postgres.sql("update app.databasechangeloglock set lockgranted = lockgranted + interval '1s'");
    postgres.sql("set search_path = app; " + statement);
    assertThat(isLocked()).isTrue();
    postgres.sql("update app.databasechangeloglock set lockgranted = lockgranted - interval '1s'");
    postgres.sql("set search_path = app; " + statement);
    assertThat(isLocked()).isFalse();
  }

  /** An address list: first a standby answers, then the primary, where the holder is. */
  @Test
  @EnabledForJreRange(max = JRE.JAVA_24)
  void standbyProvesNothingAboutThePrimary() throws Exception {
    left(ELSEWHERE, "now()"); // younger than this process, which has the holder's session too
    String granted =
        postgres.queryValue("select lockgranted from app.databasechangeloglock").orElseThrow();
    try (PostgresServer standby =
        PostgresServer.builder().backend(ServerBackend.EMBEDDED).build()) {
      standby.start();
      standby.sql("create schema app authorization app");
      left(standby, ELSEWHERE, "timestamp '" + granted + "'");
      standby.sql("copy (select 1) to program 'touch standby.signal'");
      standby.stop();
      standby.start();
      JdbcProbe<?> probe =
          HeldLocks.login(url().replace("//", "//127.0.0.1:" + standby.port() + ","))
              .migratedTo("2");
      assertThat(refusal(probe, asked())).contains("It may live", "is a standby");
      standby.stop();
      try (Connection holders = DriverManager.getConnection(url(), "app", "app-password")) {
        assertThat(holders.isValid(1)).isTrue();
        assertThat(refusal(probe, asked())).contains("It may live", "1 session in the server");
        assertThat(isLocked()).isTrue();
      }
    }
  }

  /** As subscriptions leave them, and all extensions by which several servers share tables. */
  @Test
  void serverThatTakesRowsFromAnotherProvesNothing() {
    left(ELSEWHERE, "now()");
    postgres.queryValue("select pg_replication_origin_create('elsewhere')");
    try {
      assertThat(refusal(probe(), asked())).contains("It may live", "replication origins");
      assertThat(isLocked()).isTrue();
    } finally {
      postgres.queryValue("select pg_replication_origin_drop('elsewhere')");
    }
  }

  @Test
  void theDeadKeepNoHistoryClosedThatIsComplete() throws Exception {
    left(ELSEWHERE, "now()");
    TestAttempt attempt = attempt();
    probe().open(attempt);
    assertThat(attempt.warnings())
        .singleElement()
        .asString()
        .contains(ELSEWHERE, "It is dead", "To do: free the lock: UPDATE");
    assertThat(isLocked()).isTrue();
    TestAttempt behind = attempt();
    assertThat(refusal(HeldLocks.login(url()).migratedTo("2"), behind)).contains("It is dead");
    assertThat(behind.warnings()).as("it is refused").isEmpty();
  }

  @Test
  void lockThatThisLoginMayNotReadIsNotKnown() {
    left(ELSEWHERE, "now()");
    postgres.sql("revoke all on app.databasechangeloglock from app");
    TestAttempt attempt = attempt();
    assertThatCode(() -> probe().open(attempt)).doesNotThrowAnyException();
    assertThat(attempt.warnings()).isEmpty();
    assertThat(refusal(HeldLocks.login(url()).migratedTo("2"), attempt()))
        .contains("version 1, 2 is awaited");
  }

  @Test
  void lockWithoutAHolder() {
    left("nobody", "now()");
    postgres.sql("update app.databasechangeloglock set lockedby = null");
    assertThat(refusal(probe(), attempt())).contains("somebody unknown", "LOCKEDBY IS NULL");
    assertThat(refusal(probe(), asked())).contains("was freed");
    assertThat(isLocked()).isFalse();
  }

  @Test
  void lockWithoutATime() {
    left(ELSEWHERE, "null");
    JdbcProbe<?> probe = probe();
    assertThat(refusal(probe, asked())).contains("It may live", "two seconds");
    until(LIMIT, () -> refusal(probe, asked()).contains("was freed"));
    assertThat(isLocked()).isFalse();
  }

  @Test
  void otherSessionsMayBeTheHolders() throws Exception {
    left(ELSEWHERE, "now()");
    JdbcProbe<?> probe = probe();
    try (Connection replica = DriverManager.getConnection(url(), "app", "app-password")) {
      assertThat(replica.isValid(1)).isTrue();
      assertThat(refusal(probe, asked()))
          .contains(ELSEWHERE, "It may live", "1 session in the server");
      assertThat(isLocked()).isTrue();
    }
    try (Connection younger = DriverManager.getConnection(url(), "app", "app-password")) {
      assertThat(younger.isValid(1)).isTrue();
      assertThat(refusal(probe, attempt()))
          .as("what began after the lock was seen does not hold it")
          .contains("It is dead");
    }
  }

  @Test
  void sessionsThatCannotBeSeenMayBeTheHolders() throws Exception {
    postgres.sql("create role other login password 'other'");
    left(ELSEWHERE, "now()");
    try (Connection hidden = DriverManager.getConnection(url(), "other", "other")) {
      assertThat(hidden.isValid(1)).isTrue();
      assertThat(refusal(probe(), asked())).contains("It may live");
      assertThat(isLocked()).isTrue();
    }
  }

  @Test
  void earlierStartOfOurOwn() throws Exception {
    InetAddress here = anAddress();
    left(here.getHostName() + " (" + here.getHostAddress() + ")", "now() - interval '1 minute'");
    Instant begun = Instant.now().minusSeconds(120);
    EarlierStart killed =
        new EarlierStart(
            begun, Duration.ZERO, EarlierStart.Outcome.VANISHED, "killed (SIGKILL)", "");
    String told = refusal(probe(), attempt().in(new Surroundings(1, false, () -> List.of(killed))));
    System.out.println(told);
    assertThat(told)
        .contains("taken by an earlier start of this application, which began 2 min")
        .contains("ended without a message: killed (SIGKILL)");
  }

  private static InetAddress anAddress() throws Exception {
    return java.net.NetworkInterface.networkInterfaces()
        .flatMap(java.net.NetworkInterface::inetAddresses)
        .filter(address -> !address.isLoopbackAddress())
        .findFirst()
        .orElseThrow();
  }

  @Test
  void takenAnewMeanwhile() {
    left(ELSEWHERE, "now()");
    postgres.sql(
        "create function app.taken() returns trigger language plpgsql as $$ begin return null; end"
            + " $$; create trigger taken before update on app.databasechangeloglock for each row"
            + " execute function app.taken()");
    assertThat(refusal(probe(), asked())).contains("changed hands");
    assertThat(isLocked()).isTrue();
  }

  @Test
  void flywayAlive() {
    try (RunningJvm flyway = tool(RunFlyway.class, "slow")) {
      awaitLock();
      String told = refusal(probe(), asked());
      System.out.println(told);
      assertThat(told)
          .contains("a migration is running, Flyway's lock is held by session")
          .contains("of app from 127.0.0.1")
          .contains("SELECT pg_terminate_backend(");
      assertThat(flyway.awaitExit(LIMIT).exitCode()).isZero();
    }
    assertThatCode(() -> probe().open(attempt())).doesNotThrowAnyException();
  }

  private static void locksAsFlyway(Connection connection) throws Exception {
    long key = 77_431_708_279_161L + "\"app\".\"flyway_schema_history\"".hashCode();
    try (var statement = connection.createStatement()) {
      statement.execute("select pg_advisory_lock(" + key + ")");
    }
  }

  @Test
  void flywaysLockIsNotAsOldAsItsSession() throws Exception {
    postgres.sql("create role flyer login password 'flyer'");
    try (Connection seen = DriverManager.getConnection(url(), "app", "app-password")) {
      locksAsFlyway(seen);
      assertThat(refusal(probe(), attempt()))
          .contains(" of app from 127.0.0.1, which began ")
          .doesNotContain("since");
    }
    try (Connection hidden = DriverManager.getConnection(url(), "flyer", "flyer")) {
      locksAsFlyway(hidden);
      assertThat(refusal(probe(), attempt()))
          .contains(" of flyer. It lives")
          .doesNotContain("since", "ago");
    }
  }

  @Test
  void flywayOfAnotherSchemaIsNoneOfOurs() {
    postgres.sql("create schema other authorization app");
    String other = postgres.jdbcUrl() + "?currentSchema=other";
    try (RunningJvm flyway =
        ChildJvm.of(RunFlyway.class).args(other, "app", "app-password", "slow").start()) {
      awaitLock();
      assertThat(refusal(probe(), attempt())).contains("no history of Flyway or Liquibase");
      assertThat(flyway.awaitExit(LIMIT).exitCode()).isZero();
    } finally {
      postgres.sql("drop schema other cascade");
    }
  }
}
