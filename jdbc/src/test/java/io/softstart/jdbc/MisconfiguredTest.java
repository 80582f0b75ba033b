package io.softstart.jdbc;

import static io.softstart.diagnosis.FailureKind.MISCONFIGURED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariConfig;
import io.softstart.config.Secret;
import io.softstart.diagnosis.Failure;
import io.softstart.gate.Gate;
import io.softstart.net.ServiceUrl;
import io.softstart.trial.SecretCheck;
import io.softstart.trial.Trial;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * What can be seen without a server; and that neither we nor the driver's log tell the password.
 */
class MisconfiguredTest {
  private static final String SECRET = "Zq7pX9/Lm3#Kt8?Vb2";

  private static final List<String> LOGGED = new CopyOnWriteArrayList<>();
  private static final Handler LISTENER =
      new Handler() {
        @Override
        public void publish(LogRecord record) {
          LOGGED.add(new SimpleFormatter().format(record));
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
      };
  private static final Logger ROOT = Logger.getLogger("");

  @BeforeAll
  static void begin() {
    ROOT.addHandler(LISTENER);
    Printed.begin("Seen in this process alone");
  }

  @AfterAll
  static void end() {
    ROOT.removeHandler(LISTENER);
    Printed.end();
  }

  private static Failure expect(String url, String... inTexts) {
    Failure failure = Trial.failure(JdbcProbe.pool(ServiceUrl.of(url), "app", Secret.of(SECRET)));
    Printed.row(url.strip().replace(SECRET, "SECRET").replace("|", "/"), failure);
    assertThat(failure.kind()).as(failure.toString()).isEqualTo(MISCONFIGURED);
    assertThat(failure.reason() + " " + failure.action()).contains(inTexts);
    SecretCheck.assertClean(failure, SECRET);
    for (String line : LOGGED) {
      SecretCheck.assertClean(Failure.of(MISCONFIGURED, "", line.replace("***", "")), SECRET);
      assertThat(line).doesNotContain("Zq7pX9", "Lm3", "Kt8", "Vb2");
    }
    return failure;
  }

  @Test
  void blank() {
    expect("", "no JDBC URL is configured");
    expect("  ", "no JDBC URL is configured");
  }

  @Test
  void lineBreak() {
    expect("jdbc:postgresql://db/app\n", "line break");
  }

  @Test
  void placeholders() {
    expect("${ORDERS_DB_URL}", "${ORDERS_DB_URL}");
    expect("jdbc:postgresql://${DB_HOST:-db}:5432/app", "${DB_HOST:-db}");
    expect("jdbc:postgresql://$(DB_HOST)/app", "$(DB_HOST)");
  }

  @Test
  void notJdbc() {
    expect("postgres://app:" + SECRET + "@db/app", "does not begin with jdbc:");
    expect("jdbc:", "no vendor");
  }

  @Test
  void userInfo() {
    expect("jdbc:postgresql://app:" + SECRET + "@db:5432/app", "settings of their own");
    expect("jdbc:postgresql://app:Zq7pX9@db:5432/app", "before the host");
  }

  @Test
  void shape() {
    expect("jdbc:postgresql://db:5432?password=" + SECRET, "one /");
    expect("jdbc:postgresql://db:5432/app/x?password=" + SECRET, "one /");
    expect("jdbc:postgresql://db:port/app?password=" + SECRET, "not a port");
    expect("jdbc:postgresql://db:/app?password=" + SECRET, "not a port");
    expect("jdbc:postgresql://db:70000/app?password=" + SECRET, "not a port");
    expect("jdbc:postgresql://a:5432,b:0/app?password=" + SECRET, "not a port");
    expect("jdbc:postgresql://db/a%zz?password=" + SECRET, "does not understand");
    expect("jdbc:postgresql:///a/b?password=" + SECRET, "one /");
  }

  @Test
  void goodShapes() {
    for (String url :
        List.of(
            "jdbc:postgresql:app",
            "jdbc:postgresql://",
            "jdbc:postgresql:///app",
            "jdbc:postgresql://db/",
            "jdbc:postgresql://[::1]:5432/app",
            "jdbc:postgresql://[::1]/app",
            "jdbc:postgresql://a:1,b,c:65535/app?targetServerType=primary",
            "jdbc:postgresql://db/app?password=a@b/${c}",
            "jdbc:oracle:thin:@//db:1521/X",
            "jdbc:h2:mem:x")) {
      assertThat(UrlProblem.in(url)).as(url).isNull();
    }
  }

  @Test
  void noDriver() throws SQLException {
    try (HiddenDrivers hidden = new HiddenDrivers()) {
      assertThat(hidden).isNotNull();
      expect("jdbc:mysql://db/app?password=" + SECRET, "com.mysql:mysql-connector-j");
      expect("jdbc:mysql://app:" + SECRET + "@db/app", "org.postgresql.Driver");
      expect("jdbc:mariadb://db/app", "org.mariadb.jdbc:mariadb-java-client");
      expect("jdbc:sqlserver://db;password=" + SECRET, "com.microsoft.sqlserver:mssql-jdbc");
      expect("jdbc:oracle:thin:app/" + SECRET + "@//db/X", "ojdbc11");
      expect("jdbc:h2:tcp://db/app", "com.h2database:h2");
      expect("jdbc:nosuch://app:" + SECRET + "@db/app", "jdbc:nosuch");
      expect("jdbc:postgres://db/app", "write jdbc:postgresql://");
    }
  }

  @Test
  void configurations() {
    HikariConfig config = new HikariConfig();
    Failure failure = Trial.failure(JdbcProbe.pool(config));
    assertThat(failure.reason()).isEqualTo("no JDBC URL is configured");
    config.setDataSourceJNDI("java:comp/env/db");
    assertThatThrownBy(() -> JdbcProbe.pool(config))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("dataSourceJNDI");
  }

  @Test
  void failsAtOnce() {
    JdbcProbe<?> probe =
        JdbcProbe.pool(ServiceUrl.of("jdbc:nosuch://h/db"), "app", Secret.of(SECRET));
    try (Trial<?> trial = Trial.of(Gate.of("db", probe), Duration.ofMinutes(1))) {
      assertThat(trial.status().attempts()).isEqualTo(1);
      assertThat(trial.status().waited()).isLessThan(Duration.ofSeconds(20));
    }
  }

  @Test
  void tableNames() {
    for (String good :
        List.of(
            "orders", "sales.orders", "a.b.c", "\"Order Items\"", "s.\"user\"", "größe", "_x$1")) {
      assertThat(TableName.of(good)).as(good).hasToString(good);
    }
    for (String bad :
        List.of(
            "",
            ".",
            "a.",
            ".a",
            "a..b",
            "a.b.c.d",
            "a b",
            "a;b",
            "a--",
            "1a",
            "\"a",
            "a\"",
            "\"\"",
            "\"a\"b",
            "\"a\"\"b\"",
            "a'b",
            "\"a`b\"",
            "a(",
            "\"a\nb\"")) {
      assertThatThrownBy(() -> TableName.of(bad))
          .as(bad)
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageStartingWith("table: ");
    }
  }

  @Test
  void blankQuery() {
    JdbcProbe<?> probe = JdbcProbe.pool(ServiceUrl.of("jdbc:x:y"), "app", Secret.of(SECRET));
    assertThatThrownBy(() -> probe.query(" ")).isInstanceOf(IllegalArgumentException.class);
  }
}
