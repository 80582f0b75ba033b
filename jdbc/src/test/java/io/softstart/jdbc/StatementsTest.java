package io.softstart.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.softstart.gate.Probe;
import io.softstart.gate.Surroundings;
import io.softstart.gate.TestAttempt;
import io.softstart.jdbc.migration.FlywayLock;
import io.softstart.jdbc.migration.LiquibaseLock;
import io.softstart.net.ServiceUrl;
import io.softstart.testkit.MariaDbServer;
import io.softstart.testkit.PostgresServer;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;

/**
 * What a server is asked where everything is up, by its own log: one query for a migration's lock,
 * one for the room that a pool has, and none else but those that were asked for.
 */
@EnabledForJreRange(max = JRE.JAVA_24)
class StatementsTest {
  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final String FLYWAY =
      "create table flyway_schema_history (installed_rank int, version varchar(50), type"
          + " varchar(20), script varchar(1000), success boolean)";
  private static final String FLOWN =
      "insert into flyway_schema_history values (1, '1', 'SQL', 'V1__one.sql', true)";
  private static final String LIQUIBASE =
      "create table DATABASECHANGELOG (ID varchar(255), TAG varchar(255), EXECTYPE varchar(10))";
  private static final String CHANGED = "insert into DATABASECHANGELOG values ('1', null, 'RAN')";
  private static final String LOCK =
      "create table DATABASECHANGELOGLOCK (ID int, LOCKED boolean, LOCKGRANTED timestamp null,"
          + " LOCKEDBY varchar(255))";
  private static final String FREE =
      "insert into DATABASECHANGELOGLOCK values (1, false, null, null)";

  /** What a probe lets a server execute; it reads the new part of the server's log. */
  private interface Log {
    List<String> of(Probe<?> probe) throws Exception;
  }

  private static JdbcProbe<?> login(String url) {
    Properties account = new Properties();
    account.setProperty("user", "app");
    account.setProperty("password", "app-password");
    return JdbcProbe.login(ServiceUrl.of(url), account);
  }

  private static HikariConfig pool(String url) {
    HikariConfig config = new HikariConfig();
    config.setJdbcUrl(url);
    config.setUsername("app");
    config.setPassword("app-password");
    config.setMaximumPoolSize(1);
    return config;
  }

  private static void open(Probe<?> probe) throws Exception {
    Object opened = probe.open(TestAttempt.of(LIMIT));
    if (opened instanceof HikariDataSource pool) {
      pool.close();
    }
  }

  private static List<String> until(Supplier<List<String>> log, String mark) {
    long end = System.nanoTime() + LIMIT.toNanos();
    while (true) {
      List<String> lines = log.get();
      if (lines.stream().anyMatch(line -> line.contains(mark))) {
        return lines;
      }
      assertThat(System.nanoTime()).as("in time").isLessThan(end);
      LockSupport.parkNanos(20_000_000);
    }
  }

  private static void costs(Log log, String url, Runnable flyway, Runnable liquibase)
      throws Exception {
    int bare = log.of(login(url)).size();
    flyway.run();
    List<String> flown = log.of(login(url).migrated());
    assertThat(flown).hasSize(bare + 2); // the history, and the lock
    assertThat(flown).filteredOn(StatementsTest::isLock).hasSize(1);
    liquibase.run();
    List<String> changed = log.of(login(url).migrated());
    assertThat(changed).hasSize(bare + 3); // that of Flyway is looked for first
    assertThat(changed).filteredOn(StatementsTest::isLock).hasSize(1);
    List<String> pool = log.of(JdbcProbe.pool(pool(url)));
    assertThat(pool).filteredOn(line -> line.contains("max_connections")).hasSize(1);
    times(url);
  }

  private static List<String> told(List<String> statements) {
    statements.forEach(
        statement -> System.out.println(statement.replaceAll("(.{110}).+", "$1...")));
    System.out.println("-- " + statements.size());
    return statements;
  }

  private interface Call {
    void on(Connection connection) throws Exception;
  }

  /** For the page of benchmarks; nothing is asserted. */
  private static void times(String url) throws Exception {
    try (Connection connection = DriverManager.getConnection(url, "app", "app-password")) {
      time("select 1", connection, StatementsTest::selectOne);
      time("room for the pool", connection, to -> RoomForPool.warning(to, null, 1, 1));
      time("history of Liquibase", connection, LiquibaseHistory::read);
      LiquibaseLock lock = new LiquibaseLock();
      time("lock of Liquibase", connection, to -> lock.read(to, Surroundings.DEFAULT, false));
      time("lock of Flyway", connection, FlywayLock::read);
    }
  }

  private static void selectOne(Connection connection) throws Exception {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("select 1")) {
      row.next();
    }
  }

  private static void time(String what, Connection connection, Call call) throws Exception {
    long[] micros = new long[300];
    for (int i = 0; i < micros.length; i++) {
      long begun = System.nanoTime();
      call.on(connection);
      micros[i] = (System.nanoTime() - begun) / 1000;
    }
    long first = micros[0];
    Arrays.sort(micros);
    System.out.println(what + ": " + micros[micros.length / 2] + " us, the first " + first + " us");
  }

  private static boolean isLock(String statement) {
    return statement.contains("pg_locks")
        || statement.contains("is_used_lock")
        || statement.contains("DATABASECHANGELOGLOCK");
  }

  @Test
  void postgresql() throws Exception {
    try (PostgresServer server =
        PostgresServer.builder()
            .setting("logging_collector", "on")
            .setting("log_statement", "all")
            .setting("log_line_prefix", "%u|")
            .build()) {
      server.start();
      Log log = probe -> statements(server, probe);
      costs(
          log,
          server.jdbcUrl(),
          () -> server.sql("set role app; " + FLYWAY + "; " + FLOWN),
          () ->
              server.sql(
                  "set role app; drop table flyway_schema_history; "
                      + String.join("; ", LIQUIBASE, CHANGED, LOCK, FREE)));
    }
  }

  private static List<String> statements(PostgresServer server, Probe<?> probe) throws Exception {
    String begin = "mark " + System.nanoTime();
    server.sql("select '" + begin + "'");
    open(probe);
    String end = "mark " + System.nanoTime();
    server.sql("select '" + end + "'");
    List<String> lines =
        until(
            () ->
                server
                    .queryValue("select pg_read_file(pg_current_logfile())")
                    .orElse("")
                    .lines()
                    .toList(),
            end);
    int first = 0;
    while (!lines.get(first).contains(begin)) {
      first++;
    }
    List<String> own =
        lines.subList(first, lines.size()).stream()
            .takeWhile(line -> !line.contains(end))
            .filter(line -> line.startsWith("app|")) // STATEMENT is what was refused
            .filter(line -> line.matches("app.(LOG:  (execute|statement)|STATEMENT: ).*"))
            .toList();
    return told(own);
  }

  @Test
  void mariadb() throws Exception {
    assumeTrue(MariaDbServer.isAvailable(), "MariaDB needs Docker");
    try (MariaDbServer server =
        MariaDbServer.builder()
            .setting("general_log", "1")
            .setting("log_output", "TABLE")
            .build()) {
      server.start();
      Log log = probe -> statements(server, probe);
      costs(
          log,
          server.jdbcUrl(),
          () -> all(server, FLYWAY, FLOWN),
          () -> all(server, "drop table flyway_schema_history", LIQUIBASE, CHANGED, LOCK, FREE));
    }
  }

  private static void all(MariaDbServer server, String... statements) {
    for (String statement : statements) {
      server.sql(statement);
    }
  }

  private static List<String> statements(MariaDbServer server, Probe<?> probe) throws Exception {
    server.sql("truncate table mysql.general_log");
    open(probe);
    String own =
        server
            .queryValue(
                "select group_concat(replace(convert(argument using utf8mb4), '\n', ' ') order by"
                    + " event_time separator '\n') from mysql.general_log where user_host like"
                    + " 'app[app]%' and command_type in ('Query', 'Execute')")
            .orElse("");
    return told(own.lines().toList());
  }
}
