package io.softstart.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import io.softstart.config.Secret;
import io.softstart.diagnosis.Failure;
import io.softstart.diagnosis.FailureKind;
import io.softstart.net.ServiceUrl;
import java.sql.SQLException;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Stubs, not drivers: what is made of exceptions as those of SQL Server and Oracle look. No such
 * server was run; texts marked "seen" in the rules came from the drivers without one.
 */
class StubbedVerdictsTest {
  private static final String SQLSERVER = "jdbc:sqlserver://db:1433;databaseName=orders";
  private static final String ORACLE = "jdbc:oracle:thin:@//db:1521/ORDERS";

  private static Failure failure(String url, Throwable thrown) {
    return JdbcProbe.pool(ServiceUrl.of(url), "app", Secret.of("st0b-S3cr3t"))
        .diagnosis()
        .diagnose(thrown)
        .orElseThrow();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "18456 | Login failed for user 'app'. | DENIED | user app",
        "18401 | Login failed: script upgrade mode. | STARTING | upgrading",
        "18488 | The password must be changed. | REJECTED | expired",
        "4060 | Cannot open database \"orders\" requested by the login. | MISSING | database orders",
        "922 | Database 'orders' is being recovered. | STARTING | recovered",
        "945 | Database 'orders' cannot be opened. | OVERLOADED | disk",
        "40613 | Database is not currently available. Please retry | STARTING | not available",
        "10928 | The request limit has been reached | OVERLOADED | request limit",
        "6005 | SHUTDOWN is in progress. | STARTING | shutting down",
        "916 | The server principal is not able to access | REJECTED | no access",
        "0 | The TCP/IP connection to the host db, port 1433 has failed. Error: \"Connection refused."
            + " Verify\" | REFUSED | nothing listens on db:1433",
        "0 | The TCP/IP connection to the host db, port 1433 has failed. Error: \"db. Verify the\" |"
            + " UNRESOLVED | host name db",
        "0 | has failed. Error: \"The driver received an unexpected pre-login response. Verify\" |"
            + " RESET | db:1433",
        "0 | The connection to the host db, named instance x failed. | UNRESOLVED | instance",
        "0 | \"encrypt\" property is set to \"true\" but the driver could not establish a secure"
            + " connection | UNTRUSTED | TLS",
        "0 | The port number S3CRET@db:1433 is not valid. | MISCONFIGURED | not a port",
        "0 | The EncryptOption value \"S3CRET\" is not valid. | MISCONFIGURED | option",
      })
  void sqlServer(int code, String text, FailureKind kind, String inReason) {
    Failure failure = failure(SQLSERVER, new SQLException(text, "S0001", code));
    assertThat(failure.kind()).as(failure.toString()).isEqualTo(kind);
    assertThat(failure.reason()).contains(inReason).doesNotContain("S3CRET");
  }

  @ParameterizedTest
  @CsvSource({
    "12541, REFUSED, db:1521",
    "17868, UNRESOLVED, db:1521",
    "17800, RESET, closed it",
    "17904, WRONG_PROTOCOL, not an Oracle listener",
    "12514, MISSING, ORDERS",
    "12528, STARTING, starting",
    "12519, OVERLOADED, no free handler",
    "1033, STARTING, starting or shutting down",
    "1034, STARTING, not started",
    "1109, STARTING, not open",
    "1017, DENIED, user app to ORDERS",
    "28000, REJECTED, locked",
    "20, OVERLOADED, no session",
    "12170, TIMED_OUT, no answer",
    "1045, REJECTED, may not log in",
    "12261, MISCONFIGURED, JDBC URL",
  })
  void oracle(int code, FailureKind kind, String inReason) {
    Failure failure = failure(ORACLE, new SQLException("ORA: u/S3CRET@db", "66000", code));
    assertThat(failure.kind()).as(failure.toString()).isEqualTo(kind);
    assertThat(failure.reason()).contains(inReason).doesNotContain("S3CRET");
  }

  @Test
  void checksWaitForTheMigration() {
    Failure sqlServer =
        failure(
            SQLSERVER,
            new FailedCheckException(
                "table orders", new SQLException("Invalid object name 'orders'.", "S0002", 208)));
    Failure oracle =
        failure(
            ORACLE,
            new FailedCheckException(
                "table orders", new SQLException("ORA-00942: no table", "42000", 942)));
    for (Failure failure : new Failure[] {sqlServer, oracle}) {
      assertThat(failure.kind()).isEqualTo(FailureKind.NOT_YET);
      assertThat(failure.reason()).startsWith("table orders does not exist yet in database ");
    }
  }

  @Test
  void theSameNumberMeansAnotherThingToAnotherVendor() {
    SQLException code = new SQLException("x", "28000", 1045);
    assertThat(failure("jdbc:mysql://db/orders", code).kind()).isEqualTo(FailureKind.DENIED);
    assertThat(failure(ORACLE, code).kind()).isEqualTo(FailureKind.REJECTED);
    assertThat(failure("jdbc:nosuch://db/orders", code).kind())
        .as("the standard's state")
        .isEqualTo(FailureKind.DENIED);
  }

  @Test
  void theThrowersPackageTellsTheVendorWhereTheUrlDoesNot() {
    SQLException busy = new SQLException("Too many connections", "HY000", 1040);
    busy.setStackTrace(
        new StackTraceElement[] {
          new StackTraceElement("com.mysql.cj.jdbc.exceptions.SQLError", "create", "x", 1)
        });
    String wrapped = "jdbc:wrapper:mysql://db/orders";
    assertThat(failure(wrapped, new RuntimeException("pool", busy)).kind())
        .isEqualTo(FailureKind.OVERLOADED);
    Optional<Failure> unknown =
        JdbcProbe.pool(ServiceUrl.of(wrapped), "app", Secret.of("st0b-S3cr3t"))
            .diagnosis()
            .diagnose(new SQLException("Too many connections", "HY000", 1040));
    assertThat(unknown).as("no vendor, no guess").isEmpty();
  }
}
