package io.softstart.jdbc;

import static io.softstart.diagnosis.FailureKind.DENIED;
import static io.softstart.diagnosis.FailureKind.MISCONFIGURED;
import static io.softstart.diagnosis.FailureKind.MISSING;
import static io.softstart.diagnosis.FailureKind.NOT_YET;
import static io.softstart.diagnosis.FailureKind.NO_TLS;
import static io.softstart.diagnosis.FailureKind.OVERLOADED;
import static io.softstart.diagnosis.FailureKind.REFUSED;
import static io.softstart.diagnosis.FailureKind.REJECTED;
import static io.softstart.diagnosis.FailureKind.UNRESOLVED;
import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.softstart.config.Secret;
import io.softstart.diagnosis.Failure;
import io.softstart.diagnosis.FailureKind;
import io.softstart.net.ServiceUrl;
import io.softstart.testkit.Ports;
import io.softstart.testkit.PostgresServer;
import io.softstart.trial.SecretCheck;
import io.softstart.trial.Trial;
import java.sql.Connection;
import java.sql.DriverManager;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What a real PostgreSQL and the real driver make of every failure that they can be brought to. */
class VerdictsTest {
  private static final String SECRET = "S3cr3t/p4zz#w0rt?xyz1";

  private static PostgresServer postgres;

  @BeforeAll
  static void start() {
    postgres =
        PostgresServer.builder()
            .password(SECRET)
            .setting("max_connections", "8")
            .setting("superuser_reserved_connections", "2")
            .setting("reserved_connections", "0")
            .build();
    postgres.start();
    Printed.begin("PostgreSQL: " + postgres.description());
  }

  @AfterAll
  static void stop() {
    postgres.close();
    Printed.end();
  }

  private static JdbcProbe<HikariDataSource> probe() {
    return at(postgres.jdbcUrl());
  }

  private static JdbcProbe<HikariDataSource> at(String url) {
    return JdbcProbe.pool(ServiceUrl.of(url), postgres.user(), Secret.of(SECRET));
  }

  private static JdbcProbe<HikariDataSource> as(String user) {
    return JdbcProbe.pool(ServiceUrl.of(postgres.jdbcUrl()), user, Secret.of(SECRET));
  }

  private static Failure expect(
      String staged, JdbcProbe<?> probe, FailureKind kind, String... inReason) {
    Failure failure = Trial.failure(probe);
    Printed.row(staged, failure);
    assertThat(failure.kind()).as(failure.toString()).isEqualTo(kind);
    assertThat(failure.reason()).contains(inReason).doesNotContain("?");
    SecretCheck.assertClean(failure, SECRET);
    return failure;
  }

  @Test
  void opensWhenAllIsWell() {
    try (Trial<HikariDataSource> trial = Trial.once(probe())) {
      assertThat(trial.get().isRunning()).isTrue();
    }
  }

  @Test
  void refused() {
    int port = Ports.free();
    expect("port closed", at("jdbc:postgresql://127.0.0.1:" + port + "/app"), REFUSED, ":" + port);
  }

  @Test
  void nameDoesNotResolve() {
    expect(
        "unknown host",
        at("jdbc:postgresql://no-such-host.invalid/app"),
        UNRESOLVED,
        "no-such-host.invalid");
  }

  @Test
  void wrongPassword() {
    Failure failure =
        expect(
            "wrong password",
            JdbcProbe.pool(
                ServiceUrl.of(postgres.jdbcUrl()), postgres.user(), Secret.of("wr0ng-password")),
            DENIED,
            "user app",
            "database app",
            "127.0.0.1:" + postgres.port());
    assertThat(failure.action())
        .contains("password is wrong", "role is missing", "first initialised");
  }

  @Test
  void userInTheUrl() {
    expect("user in the URL", at(postgres.jdbcUrl() + "?user=ghost"), DENIED, "user ghost");
  }

  @Test
  void roleMissingBehindScram() {
    expect("role missing (SCRAM hides it)", as("ghost"), DENIED, "user ghost");
  }

  @Test
  void roleMissingBehindTrust() {
    postgres.hba("host all ghost all trust");
    expect("role missing (trust)", as("ghost"), DENIED, "role \"ghost\" does not exist");
    postgres.hba();
  }

  @Test
  void emptyPassword() {
    expect(
        "empty password",
        JdbcProbe.pool(ServiceUrl.of(postgres.jdbcUrl()), "app", Secret.of("")),
        MISCONFIGURED,
        "no password is configured");
    expect(
        "empty password from a supplier",
        JdbcProbe.pool(ServiceUrl.of(postgres.jdbcUrl()), "app", () -> Secret.of("")),
        DENIED,
        "no password for user app");
  }

  @Test
  void noPasswordAtAll() {
    HikariConfig config = new HikariConfig();
    config.setJdbcUrl(postgres.jdbcUrl());
    config.setUsername("app");
    expect("no password", JdbcProbe.pool(config), MISCONFIGURED, "no password is configured");
  }

  @Test
  void databaseMissing() {
    expect(
        "database missing",
        at(postgres.jdbcUrl("shop")),
        MISSING,
        "database \"shop\" does not exist");
  }

  @Test
  void databaseClosed() {
    postgres.sql("create database closed");
    postgres.sql("alter database closed allow_connections false");
    expect("database closed", at(postgres.jdbcUrl("closed")), REJECTED, "database closed");
  }

  @Test
  void roleMayNotLogIn() {
    postgres.sql("create role sleeper nologin password '" + SECRET + "'");
    expect("NOLOGIN role", as("sleeper"), REJECTED, "sleeper", "not permitted to log in");
  }

  @Test
  void noRightToConnect() {
    postgres.sql("create database private");
    postgres.sql("revoke connect on database private from public");
    expect("no CONNECT right", at(postgres.jdbcUrl("private")), REJECTED, "no right to connect");
  }

  @Test
  void pgHba() {
    postgres.hba("host all app all reject");
    expect("pg_hba.conf: reject", probe(), REJECTED, "pg_hba.conf", "rejects user app");
    postgres.hba();
  }

  @Test
  void connectionLimits() {
    postgres.sql("create role crowded login connection limit 0 password '" + SECRET + "'");
    expect("role with CONNECTION LIMIT 0", as("crowded"), OVERLOADED, "limit of the role");
    postgres.sql("create database narrow connection limit 0");
    expect(
        "database with CONNECTION LIMIT 0",
        at(postgres.jdbcUrl("narrow")),
        OVERLOADED,
        "limit of the database");
  }

  @Test
  void tooManyClients() throws Exception {
    List<Connection> all = new ArrayList<>();
    try {
      for (int i = 0; i < 6; i++) {
        all.add(DriverManager.getConnection(postgres.jdbcUrl(), "app", SECRET));
      }
      expect("only reserved connections left", probe(), OVERLOADED, "reserved connections");
    } finally {
      for (Connection connection : all) {
        connection.close();
      }
    }
  }

  @Test
  void tableMissing() {
    expect("table missing", probe().table("orders"), NOT_YET, "table orders does not exist yet");
    expect("schema missing", probe().table("sales.orders"), NOT_YET, "table sales.orders");
  }

  @Test
  void tableNotReadable() {
    postgres.sql("create table hidden (id int)");
    expect("table not readable", probe().table("hidden"), NOT_YET, "permission", "hidden");
  }

  @Test
  void queries() {
    expect("query yields false", probe().query("select 1 = 2"), NOT_YET, "select 1 = 2");
    expect("query yields no row", probe().query("select 1 where false"), NOT_YET, "no row");
    expect("query yields 0", probe().query("select 0"), NOT_YET, "yields 0");
    expect("query yields NULL", probe().query("select max(1) where false"), NOT_YET, "NULL");
    expect("query: column missing", probe().query("select x from pg_class"), NOT_YET, "column");
    expect("query: not SQL", probe().query("selct 1"), MISCONFIGURED, "selct");
    expect(
        "query writes on a standby",
        at(postgres.jdbcUrl() + "?options=-c%20default_transaction_read_only=on")
            .query("create table t (id int)"),
        NOT_YET,
        "read-only");
    for (String good : List.of("select 1", "select true", "set search_path = public")) {
      try (Trial<HikariDataSource> trial = Trial.once(probe().query(good))) {
        assertThat(trial.isOpen()).as(good).isTrue();
      }
    }
  }

  @Test
  void options() {
    String url = postgres.jdbcUrl();
    expect("sslmode=require, ssl off", at(url + "?sslmode=require"), NO_TLS, "switched off");
    expect("bad sslmode", at(url + "?sslmode=perhaps"), MISCONFIGURED, "sslmode");
    expect("bad targetServerType", at(url + "?targetServerType=boss"), MISCONFIGURED, "option");
    expect("no standby", at(url + "?targetServerType=secondary"), NOT_YET, "secondary");
    expect("unknown setting", at(url + "?options=-c%20nonsense=1"), REJECTED, "nonsense");
    expect("bad value of a setting", at(url + "?options=-c%20TimeZone=Moon"), REJECTED, "TimeZone");
    expect("bad number", at(url + "?socketTimeout=soon"), MISCONFIGURED, "option");
  }

  @Test
  void poolSettings() {
    HikariConfig config = new HikariConfig();
    config.setJdbcUrl(postgres.jdbcUrl());
    config.setUsername("app");
    config.setPassword(SECRET);
    config.setConnectionInitSql("select * from not_there");
    expect("connectionInitSql fails", JdbcProbe.pool(config), NOT_YET, "connectionInitSql");
    config.setConnectionInitSql(null);
    config.setConnectionTestQuery("select not_there");
    expect("connectionTestQuery fails", JdbcProbe.pool(config), NOT_YET, "connectionTestQuery");
  }
}
