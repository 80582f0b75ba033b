package io.softstart.jdbc;

import static io.softstart.diagnosis.FailureKind.NOT_YET;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.zaxxer.hikari.HikariDataSource;
import io.softstart.config.Secret;
import io.softstart.diagnosis.Failure;
import io.softstart.net.ServiceUrl;
import io.softstart.testkit.MariaDbServer;
import io.softstart.trial.Trial;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.Test;

/** Readiness beyond connecting where quotes, case and SQLStates are others than PostgreSQL's. */
class OtherReadinessTest {
  private static final String FLYWAY =
      "create table ~flyway_schema_history~ (~installed_rank~ int primary key, ~version~"
          + " varchar(50), ~type~ varchar(20) not null, ~script~ varchar(1000) not null, ~success~"
          + " bool not null)";

  private interface Server {
    void sql(String sql) throws SQLException;
  }

  @Test
  void mariaDb() throws SQLException {
    assumeTrue(MariaDbServer.isAvailable(), "no Docker engine for MariaDB");
    try (MariaDbServer server = MariaDbServer.builder().build()) {
      server.start();
      JdbcProbe<HikariDataSource> probe =
          JdbcProbe.pool(
              ServiceUrl.of(server.jdbcUrl()), server.user(), Secret.of(server.password()));
      histories(probe, server::sql, "`");
      takes(probe.writable());
      takes(probe.poolWarm());
      server.sql("set global read_only = 1");
      refuses(probe.writable(), "set read_only");
    }
  }

  @Test
  void h2() throws SQLException {
    String url = "jdbc:h2:mem:readiness;DB_CLOSE_DELAY=-1";
    try (Connection connection = DriverManager.getConnection(url, "sa", "h2-password");
        Statement statement = connection.createStatement()) {
      JdbcProbe<HikariDataSource> probe =
          JdbcProbe.pool(ServiceUrl.of(url), "sa", Secret.of("h2-password"));
      histories(probe, statement::execute, "\"");
      takes(probe.writable());
    }
  }

  private static void histories(JdbcProbe<HikariDataSource> probe, Server server, String mark)
      throws SQLException {
    refuses(probe.migrated(), "no history of Flyway or Liquibase");
    String insert = "insert into ~flyway_schema_history~ values ".replace("~", mark);
    server.sql(FLYWAY.replace("~", mark));
    server.sql(insert + "(1, '14', 'SQL', 'V14.sql', true)");
    takes(probe.migratedTo("14"));
    refuses(probe.migratedTo("16"), "version 14, 16 is awaited");
    server.sql(insert + "(2, '15', 'SQL', 'V15.sql', false)");
    refuses(probe.migrated(), "V15.sql failed");
    server.sql("drop table ~flyway_schema_history~".replace("~", mark));

    server.sql(
        "create table DATABASECHANGELOG (ID varchar(255) not null, EXECTYPE varchar(10) not null,"
            + " TAG varchar(255))");
    server.sql(
        "create table DATABASECHANGELOGLOCK (ID int primary key, LOCKED boolean not null,"
            + " LOCKGRANTED varchar(30), LOCKEDBY varchar(255))");
    server.sql("insert into DATABASECHANGELOGLOCK values (1, false, null, null)");
    server.sql("insert into DATABASECHANGELOG values ('7', 'EXECUTED', null)");
    takes(probe.migratedTo("7"));
    refuses(probe.migratedTo("7.1"), "version 7, 7.1 is awaited");
    server.sql("update DATABASECHANGELOGLOCK set LOCKED = true, LOCKEDBY = 'deploy-7'");
    refuses(probe.migrated(), "lock is held by deploy-7");
  }

  private static void takes(JdbcProbe<HikariDataSource> probe) {
    try (Trial<HikariDataSource> trial = Trial.once(probe)) {
      assertThat(trial.get().isRunning()).isTrue();
    }
  }

  private static void refuses(JdbcProbe<HikariDataSource> probe, String inReason) {
    Failure failure = Trial.failure(probe);
    assertThat(failure.kind()).as(failure.toString()).isEqualTo(NOT_YET);
    assertThat(failure.reason()).contains(inReason);
  }
}
