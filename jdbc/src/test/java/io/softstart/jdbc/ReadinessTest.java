package io.softstart.jdbc;

import static io.softstart.diagnosis.FailureKind.MISCONFIGURED;
import static io.softstart.diagnosis.FailureKind.NOT_YET;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.softstart.config.Secret;
import io.softstart.diagnosis.Failure;
import io.softstart.diagnosis.FailureKind;
import io.softstart.gate.Gate;
import io.softstart.net.ServiceUrl;
import io.softstart.testkit.PostgresServer;
import io.softstart.trial.Trial;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.postgresql.ds.PGSimpleDataSource;

/** What is asked of a database beyond the login, on a real PostgreSQL. */
class ReadinessTest {
  private static PostgresServer postgres;

  @BeforeAll
  static void start() {
    postgres = PostgresServer.create();
    postgres.start();
    Printed.begin("Readiness beyond connecting, on " + postgres.description());
  }

  @AfterAll
  static void stop() {
    Printed.end();
    postgres.close();
  }

  /** The history stands in the user's own schema, which only the search path leads to. */
  @BeforeEach
  void schema() {
    postgres.sql("create schema sales; grant usage on schema sales to app");
  }

  @AfterEach
  void noSchema() {
    postgres.sql("drop schema sales cascade");
    assertThat(Thread.interrupted()).isFalse();
  }

  private static JdbcProbe<HikariDataSource> probe() {
    return JdbcProbe.pool(config());
  }

  private static HikariConfig config() {
    HikariConfig config = new HikariConfig();
    config.setJdbcUrl(postgres.jdbcUrl() + "?currentSchema=sales,public");
    config.setUsername("app");
    config.setPassword("app-password");
    config.setMaximumPoolSize(5);
    return config;
  }

  private static void refuses(
      String staged, JdbcProbe<?> probe, FailureKind kind, String... inReason) {
    Failure failure = Trial.failure(probe);
    Printed.row(staged, failure);
    assertThat(failure.kind()).as(failure.toString()).isEqualTo(kind);
    assertThat(failure.reason()).contains(inReason);
    assertThat(failure.action()).isNotBlank();
  }

  private static void takes(JdbcProbe<HikariDataSource> probe) {
    try (Trial<HikariDataSource> trial = Trial.once(probe)) {
      assertThat(trial.get().isRunning()).isTrue();
      // and through the pool, with a transaction of its own
      assertThat(trial.get().isAutoCommit()).isTrue();
    }
  }

  private static void after(long millis, Runnable change) {
    CompletableFuture.runAsync(
        change, CompletableFuture.delayedExecutor(millis, TimeUnit.MILLISECONDS));
  }

  /** As Flyway 11 makes it on PostgreSQL. */
  private static void flyway(String... rows) {
    postgres.sql(
        "create table sales.flyway_schema_history (installed_rank int primary key, version"
            + " varchar(50), description varchar(200) not null, type varchar(20) not null, script"
            + " varchar(1000) not null, checksum int, installed_by varchar(100) not null,"
            + " installed_on timestamp not null default now(), execution_time int not null, success"
            + " boolean not null); grant select on sales.flyway_schema_history to app");
    for (int i = 0; i < rows.length; i++) {
      flywayRow(i + 1, rows[i]);
    }
  }

  /** Adds {@code version type success}. */
  private static void flywayRow(int rank, String row) {
    String[] part = row.split(" ");
    String version = part[0].equals("-") ? "null" : "'" + part[0] + "'";
    postgres.sql(
        "insert into sales.flyway_schema_history values (%d, %s, 'text', '%s', 'V%s__text.sql', 1, 'app', now(), 7, %s)"
            .formatted(rank, version, part[1], part[0], part[2]));
  }

  /** As Liquibase 4 makes it on PostgreSQL. */
  private static void liquibase(String... rows) {
    postgres.sql(
        "create table sales.databasechangelog (id varchar(255) not null, author varchar(255) not"
            + " null, filename varchar(255) not null, dateexecuted timestamp not null, orderexecuted"
            + " int not null, exectype varchar(10) not null, md5sum varchar(35), tag varchar(255));"
            + " create table sales.databasechangeloglock (id int primary key, locked boolean not"
            + " null, lockgranted timestamp, lockedby varchar(255)); insert into"
            + " sales.databasechangeloglock values (1, false, null, null);"
            + " grant select on all tables in schema sales to app");
    for (int i = 0; i < rows.length; i++) {
      String[] part = rows[i].split(" ");
      String tag = part[2].equals("-") ? "null" : "'" + part[2] + "'";
      postgres.sql(
          "insert into sales.databasechangelog values ('%s', 'me', 'f.xml', now(), %d, '%s', 'x', %s)"
              .formatted(part[0], i, part[1], tag));
    }
  }

  @Test
  void writable() {
    takes(probe().writable());
    postgres.sql("alter role app set default_transaction_read_only = on");
    refuses("read-only by default", probe().writable(), NOT_YET, "default_transaction_read_only");
    after(700, () -> postgres.sql("alter role app reset default_transaction_read_only"));
    Gate<HikariDataSource> gate = Gate.of("db", probe().writable());
    try (Trial<HikariDataSource> trial = Trial.of(gate, Duration.ofSeconds(20))) {
      assertThat(trial.isOpen()).isTrue();
      assertThat(trial.failures()).isNotEmpty().allMatch(failure -> failure.kind() == NOT_YET);
    }
  }

  /** A function of the same name stands in for a real standby. */
  @Test
  void standby() {
    postgres.sql(
        "create function sales.pg_is_in_recovery() returns boolean language sql as 'select true'");
    HikariConfig config = config();
    config.setJdbcUrl(postgres.jdbcUrl() + "?currentSchema=sales,pg_catalog");
    refuses("a standby", JdbcProbe.pool(config).writable(), NOT_YET, "standby");
  }

  @Test
  void noHistory() {
    refuses("no history", probe().migrated(), NOT_YET, "no history of Flyway or Liquibase");
    refuses("no history", probe().migratedTo("16"), NOT_YET, "no history of Flyway or Liquibase");
    HikariConfig manual = config();
    manual.setAutoCommit(false);
    try (HikariDataSource theirs = new HikariDataSource(manual)) {
      liquibase("16 EXECUTED -"); // the failed look for Flyway's aborts the transaction
      try (Trial<HikariDataSource> trial =
          Trial.once(JdbcProbe.dataSource(theirs).migratedTo("16"))) {
        assertThat(trial.isOpen()).isTrue();
      }
    }
  }

  @Test
  void flywayIsBehindThenComes() {
    flyway("- SCHEMA true", "9 SQL true", "14 SQL true", "- SQL true");
    takes(probe().migrated());
    takes(probe().migratedTo("14"));
    takes(probe().migratedTo("14.0"));
    refuses(
        "Flyway is behind", probe().migratedTo("16"), NOT_YET, "schema is at version 14, 16 is");
    after(700, () -> flywayRow(9, "16 SQL true"));
    Gate<HikariDataSource> gate = Gate.of("db", probe().migratedTo("16"));
    try (Trial<HikariDataSource> trial = Trial.of(gate, Duration.ofSeconds(20))) {
      assertThat(trial.isOpen()).isTrue();
    }
  }

  @Test
  void flywayFailed() {
    flyway("14 SQL true", "15 SQL false");
    refuses(
        "Flyway failed", probe().migrated(), NOT_YET, "V15__text.sql failed, somebody must repair");
    refuses("Flyway failed", probe().migratedTo("14"), NOT_YET, "V15__text.sql failed");
  }

  @Test
  void flywayUndone() {
    flyway("14 BASELINE true", "15 SQL true", "15 UNDO_SQL true");
    refuses("Flyway undone", probe().migratedTo("15"), NOT_YET, "at version 14, 15 is awaited");
  }

  @Test
  void flywayHasOnlyRepeatable() {
    flyway("- SQL true");
    takes(probe().migrated());
    refuses("repeatable only", probe().migratedTo("1"), NOT_YET, "applied no version yet");
  }

  @Test
  void historyMayNotBeRead() {
    flyway("14 SQL true");
    postgres.sql("revoke all on sales.flyway_schema_history from app");
    refuses("history unreadable", probe().migrated(), NOT_YET, "permission");
  }

  @Test
  void liquibaseIsBehind() {
    liquibase();
    refuses("Liquibase, empty", probe().migrated(), NOT_YET, "history is empty");
    postgres.sql("drop table sales.databasechangelog; drop table sales.databasechangeloglock");
    liquibase("1 EXECUTED -", "add-orders EXECUTED -", "3 EXECUTED 2.9", "raw RERAN 2.10");
    takes(probe().migrated());
    takes(probe().migratedTo("3"));
    refuses("Liquibase is behind", probe().migratedTo("3.1"), NOT_YET, "version 3, 3.1 is awaited");
  }

  @Test
  void liquibaseRuns() throws SQLException {
    liquibase("1 EXECUTED -");
    HikariConfig login = config();
    try (Connection holder =
        DriverManager.getConnection(login.getJdbcUrl(), login.getUsername(), login.getPassword())) {
      assertThat(holder.isValid(5)).isTrue(); // a session that may hold it, so that it is not dead
      postgres.sql(
          "update sales.databasechangeloglock set locked = true, lockgranted = now(), lockedby ="
              + " 'deploy-7 (10.0.0.9)'");
      refuses("Liquibase's lock", probe().migrated(), NOT_YET, "lock is held", "by deploy-7");
    }
    after(700, () -> postgres.sql("update sales.databasechangeloglock set locked = false"));
    Gate<HikariDataSource> gate = Gate.of("db", probe().migratedTo("1"));
    try (Trial<HikariDataSource> trial = Trial.of(gate, Duration.ofSeconds(20))) {
      assertThat(trial.isOpen()).isTrue();
    }
  }

  @Test
  void liquibaseFailed() {
    liquibase("1 EXECUTED -", "2 FAILED -");
    refuses("Liquibase failed", probe().migrated(), NOT_YET, "migration 2 failed");
  }

  @Test
  void versions() {
    assertThat(SchemaVersion.of("2.10")).isGreaterThan(SchemaVersion.of("2.9"));
    assertThat(SchemaVersion.of("2_10")).isEqualTo(SchemaVersion.of("2.10.0"));
    assertThat(SchemaVersion.of("020")).isEqualTo(SchemaVersion.of("20"));
    assertThat(SchemaVersion.of("20260131120000123456789"))
        .isGreaterThan(SchemaVersion.of("9999999999"));
    for (String bad : new String[] {"", "a", "1.", ".1", "1..2", "1-2", "v3"}) {
      assertThatThrownBy(() -> probe().migratedTo(bad))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("migratedTo: '" + bad + "'");
    }
  }

  @Test
  void poolIsWarm() throws Exception {
    try (Trial<HikariDataSource> trial = Trial.once(probe().poolWarm())) {
      assertThat(trial.get().getHikariPoolMXBean().getIdleConnections()).isEqualTo(5);
      PoolPressure calm = PoolPressure.of(trial.get());
      assertThat(calm).isEqualTo(new PoolPressure(0, 5, 0, 5));
      assertThat(calm.isWarning()).isFalse();
      try (Connection one = trial.get().getConnection();
          Connection two = trial.get().getConnection();
          Connection three = trial.get().getConnection();
          Connection four = trial.get().getConnection()) {
        assertThat(new Connection[] {one, two, three, four}).doesNotContainNull();
        PoolPressure busy = PoolPressure.of(trial.get());
        assertThat(busy.share()).isEqualTo(0.8);
        assertThat(busy.isWarning()).isTrue();
      }
    }
  }

  @Test
  void poolStaysTooSmall() {
    postgres.sql("create role narrow login password 'narrow-password' connection limit 2");
    HikariConfig config = config();
    config.setUsername("narrow");
    config.setPassword("narrow-password");
    JdbcProbe<HikariDataSource> probe = JdbcProbe.pool(config).poolWarm();
    Gate<HikariDataSource> gate =
        Gate.<HikariDataSource>of("db", probe).attemptTimeout(Duration.ofSeconds(3));
    try (Trial<HikariDataSource> trial = Trial.of(gate, Duration.ofSeconds(3))) {
      assertThat(trial.isOpen()).isFalse();
      Printed.row("pool stays too small", trial.lastFailure());
      assertThat(trial.lastFailure().kind()).isEqualTo(NOT_YET);
      assertThat(trial.lastFailure().reason()).contains("only 2 of 5 connections");
    }
  }

  @Test
  void onlyPoolsCanBeWarm() {
    PGSimpleDataSource plain = new PGSimpleDataSource();
    plain.setUrl(postgres.jdbcUrl());
    plain.setUser("app");
    plain.setPassword(Secret.of("app-password").reveal());
    refuses("no pool", JdbcProbe.dataSource(plain).poolWarm(), MISCONFIGURED, "no HikariCP pool");
    assertThat(ServiceUrl.of(plain.getUrl()).target().name()).isEqualTo("app");
  }

  @Test
  void pressureOfAPoolThatIsNotStarted() {
    try (HikariDataSource idle = new HikariDataSource()) {
      idle.setMaximumPoolSize(7);
      assertThat(PoolPressure.of(idle)).isEqualTo(new PoolPressure(0, 0, 0, 7));
      assertThat(PoolPressure.of(idle).share()).isZero();
    }
  }
}
