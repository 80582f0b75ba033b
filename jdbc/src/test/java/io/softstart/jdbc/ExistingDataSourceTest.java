package io.softstart.jdbc;

import static io.softstart.diagnosis.FailureKind.DENIED;
import static io.softstart.diagnosis.FailureKind.MISCONFIGURED;
import static io.softstart.diagnosis.FailureKind.NOT_YET;
import static io.softstart.diagnosis.FailureKind.OVERLOADED;
import static io.softstart.diagnosis.FailureKind.REFUSED;
import static io.softstart.diagnosis.FailureKind.RESET;
import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.softstart.diagnosis.Failure;
import io.softstart.testkit.Behaviour;
import io.softstart.testkit.FaultyServer;
import io.softstart.testkit.Ports;
import io.softstart.testkit.PostgresServer;
import io.softstart.trial.SecretCheck;
import io.softstart.trial.Trial;
import java.sql.Connection;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.postgresql.ds.PGSimpleDataSource;

/** A DataSource of somebody else's: borrowed from, seen through, never closed. */
class ExistingDataSourceTest {
  private static PostgresServer postgres;

  @BeforeAll
  static void start() {
    postgres = PostgresServer.create();
    postgres.start();
    Printed.begin("An existing HikariCP pool: what it wraps is seen through");
  }

  @AfterAll
  static void stop() {
    postgres.close();
    Printed.end();
  }

  private static HikariConfig config(String url, String password) {
    HikariConfig config = new HikariConfig();
    config.setJdbcUrl(url);
    config.setUsername("app");
    config.setPassword(password);
    config.setMaximumPoolSize(1);
    config.setConnectionTimeout(500);
    config.setInitializationFailTimeout(-1);
    return config;
  }

  private static Failure failureOf(String staged, HikariConfig config) {
    try (HikariDataSource pool = new HikariDataSource(config)) {
      Failure failure = Trial.failure(JdbcProbe.dataSource(pool));
      Printed.row(staged, failure);
      SecretCheck.assertClean(failure, config.getPassword());
      assertThat(pool.isClosed()).isFalse();
      return failure;
    }
  }

  @Test
  void opensAndStaysItsOwners() throws Exception {
    try (HikariDataSource pool = new HikariDataSource(config(postgres.jdbcUrl(), "app-password"))) {
      int before;
      try (Connection connection = pool.getConnection()) {
        before = connection.getNetworkTimeout();
      }
      try (Trial<HikariDataSource> trial =
          Trial.once(JdbcProbe.dataSource(pool).query("select true"))) {
        assertThat(trial.get()).isSameAs(pool);
      }
      assertThat(pool.isClosed()).isFalse();
      assertThat(pool.getHikariPoolMXBean().getActiveConnections()).isZero();
      try (Connection connection = pool.getConnection()) {
        assertThat(connection.getNetworkTimeout()).isEqualTo(before);
      }
    }
  }

  @Test
  void plainDataSource() {
    PGSimpleDataSource plain = new PGSimpleDataSource();
    plain.setUrl(postgres.jdbcUrl());
    plain.setUser("app");
    plain.setPassword("app-password");
    try (Trial<PGSimpleDataSource> trial = Trial.once(JdbcProbe.dataSource(plain))) {
      assertThat(trial.get()).isSameAs(plain);
    }
    Failure failure = Trial.failure(JdbcProbe.dataSource(plain).table("orders"));
    assertThat(failure.kind()).isEqualTo(NOT_YET);
    plain.setPassword("wr0ng-p4ss");
    failure = Trial.failure(JdbcProbe.dataSource(plain));
    Printed.row("plain DataSource, wrong password", failure);
    assertThat(failure.kind()).isEqualTo(DENIED);
    assertThat(postgres.queryValue("select count(*) from pg_stat_activity where usename = 'app'"))
        .contains("0");
  }

  @Test
  void wrappedFailures() {
    String closed = "jdbc:postgresql://127.0.0.1:" + Ports.free() + "/app";
    assertThat(failureOf("refused", config(closed, "p4ss-w0rt")).kind()).isEqualTo(REFUSED);
    assertThat(failureOf("wrong password", config(postgres.jdbcUrl(), "p4ss-w0rt")).kind())
        .isEqualTo(DENIED);
    try (FaultyServer server = FaultyServer.with(Behaviour.close())) {
      String url = "jdbc:postgresql://127.0.0.1:" + server.port() + "/app";
      assertThat(failureOf("closed", config(url, "p4ss-w0rt")).kind()).isEqualTo(RESET);
    }
  }

  @Test
  void poolThatFailsAtItsStart() {
    HikariDataSource lazy = new HikariDataSource(); // starts at the first getConnection
    lazy.setJdbcUrl("jdbc:postgresql://127.0.0.1:" + Ports.free() + "/app");
    lazy.setUsername("app");
    lazy.setPassword("p4ss-w0rt");
    Failure failure = Trial.failure(JdbcProbe.dataSource(lazy));
    Printed.row("pool not started, refused", failure);
    assertThat(failure.kind()).isEqualTo(REFUSED);
    HikariDataSource driverless = new HikariDataSource();
    driverless.setJdbcUrl("jdbc:nosuch://app:p4ss-w0rt@h/db");
    failure = Trial.failure(JdbcProbe.dataSource(driverless));
    Printed.row("pool not started, no driver", failure);
    assertThat(failure.kind()).isEqualTo(MISCONFIGURED);
    SecretCheck.assertClean(failure, "p4ss-w0rt");
    failure = Trial.failure(JdbcProbe.dataSource(new HikariDataSource()));
    Printed.row("pool not started, no URL", failure);
    assertThat(failure.kind()).isEqualTo(MISCONFIGURED);
  }

  @Test
  void exhaustedAndClosed() throws Exception {
    HikariDataSource pool = new HikariDataSource(config(postgres.jdbcUrl(), "app-password"));
    try (Connection taken = pool.getConnection()) {
      assertThat(taken.isValid(1)).isTrue();
      Failure failure = Trial.failure(JdbcProbe.dataSource(pool));
      Printed.row("pool exhausted", failure);
      assertThat(failure.kind()).isEqualTo(OVERLOADED);
    }
    pool.close();
    Failure failure = Trial.failure(JdbcProbe.dataSource(pool));
    Printed.row("pool closed", failure);
    assertThat(failure.kind()).isEqualTo(MISCONFIGURED);
  }
}
