package io.softstart.jdbc;

import static io.softstart.diagnosis.FailureKind.DENIED;
import static io.softstart.diagnosis.FailureKind.MISCONFIGURED;
import static io.softstart.diagnosis.FailureKind.MISSING;
import static io.softstart.diagnosis.FailureKind.NOT_YET;
import static io.softstart.diagnosis.FailureKind.OVERLOADED;
import static io.softstart.diagnosis.FailureKind.REJECTED;
import static io.softstart.diagnosis.FailureKind.RESET;
import static io.softstart.diagnosis.FailureKind.TIMED_OUT;
import static io.softstart.diagnosis.FailureKind.UNTRUSTED;
import static org.assertj.core.api.Assertions.assertThat;

import io.softstart.config.Secret;
import io.softstart.diagnosis.Diagnosis;
import io.softstart.diagnosis.Failure;
import io.softstart.diagnosis.FailureKind;
import io.softstart.diagnosis.rules.DiagnosisTable;
import io.softstart.diagnosis.rules.Rule;
import io.softstart.net.ServiceUrl;
import io.softstart.trial.BoundedRules;
import java.net.UnknownHostException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The rules as data; and those that neither a real nor a faulty server was brought to. */
class RulesTest {
  private static final Pattern KNOWN =
      Pattern.compile("\\{(user|database|host|target|text|\\d)\\}");

  private static final Diagnosis DIAGNOSIS =
      JdbcProbe.pool(ServiceUrl.of("jdbc:postgresql://db:5432/app"), "app", Secret.of("x-secret"))
          .diagnosis();

  private static void expect(Throwable thrown, FailureKind kind, String inReason) {
    Failure failure = DIAGNOSIS.diagnose(thrown).orElseThrow();
    assertThat(failure.kind()).as(failure.toString()).isEqualTo(kind);
    assertThat(failure.reason()).contains(inReason);
  }

  private static SQLException sql(String state, String message) {
    return new SQLException(message, state);
  }

  private static List<Rule> rules() {
    List<Rule> all = new ArrayList<>();
    for (DiagnosisTable table : JdbcDiagnosis.tables().values()) {
      all.addAll(table.rules());
    }
    return all;
  }

  @Test
  void poolersRefuseByTheirOwnCodes() {
    expect(sql("08P01", "FATAL: password authentication failed"), DENIED, "pooler");
    expect(sql("08P01", "FATAL: SASL authentication failed"), DENIED, "pooler");
    expect(sql("08P01", "FATAL: query_wait_timeout"), OVERLOADED, "query_wait_timeout");
    expect(sql("08P01", "FATAL: database \"app\" is disabled"), REJECTED, "disabled");
    expect(sql("XX000", "FATAL: Tenant or user not found"), MISSING, "Tenant");
    expect(sql("XX000", "FATAL: MaxClientsInSessionMode: max clients"), OVERLOADED, "MaxClients");
    expect(sql("08P01", "ERROR: Endpoint ID is not specified."), REJECTED, "which database");
    expect(sql("28P01", "FATAL: password authentication failed for user \"app\""), DENIED, "app");
  }

  @Test
  void textsAreLinesWithoutFullStopAndKnowTheirWords() {
    assertThat(rules()).hasSizeGreaterThan(70);
    for (Rule rule : rules()) {
      for (String text : List.of(rule.reason(), rule.action())) {
        assertThat(text).as(rule.name()).doesNotEndWith(".").doesNotContain("\n");
        assertThat(KNOWN.matcher(text).replaceAll("")).as(rule.name()).doesNotContain("{", "}");
      }
    }
  }

  @Test
  void namesAreUnique() {
    assertThat(rules()).extracting(Rule::name).doesNotHaveDuplicates();
  }

  @Test
  void nothingThatHoldsTheUrlRepeatsTheText() {
    for (String leak :
        List.of(
            "No suitable driver found for jdbc:x://u:S3CRET@h/db",
            "Failed to get driver instance for jdbcUrl=jdbc:x://u:S3CRET@h/db",
            "Driver x claims to not accept jdbcUrl, jdbc:x://u:S3CRET@h/db")) {
      for (Throwable thrown :
          List.of(new SQLException(leak, "08001"), new RuntimeException(leak))) {
        DIAGNOSIS
            .diagnose(thrown)
            .ifPresent(
                failure -> {
                  assertThat(failure.kind()).isEqualTo(MISCONFIGURED);
                  assertThat(failure.reason() + failure.action()).doesNotContain("S3CRET");
                });
      }
    }
    expect(
        new SQLException("failed", "08001", new UnknownHostException("u:S3CRET@127.0.0.1")),
        MISCONFIGURED,
        "user and password");
    expect(sql("99999", "Unable to parse URL jdbc:x?password=S3CRET"), MISCONFIGURED, "URL");
    expect(sql("99999", "Something unusual has occurred"), MISCONFIGURED, "option");
  }

  @Test
  void postgresqlByHearsay() {
    expect(sql("57P04", "database was dropped"), MISSING, "dropped");
    expect(sql("57P05", "terminating connection due to idle-session timeout"), RESET, "idle");
    expect(sql("57014", "canceling statement due to statement timeout"), TIMED_OUT, "statement");
    expect(sql("53300", "something else"), OVERLOADED, "something else");
    expect(sql("55006", "source database is being accessed by other users"), OVERLOADED, "in use");
    expect(sql("42P01", "relation \"x\" does not exist"), NOT_YET, "relation");
    expect(sql("42602", "User cannot be null"), MISCONFIGURED, "no user");
    expect(sql("08004", "The authentication type 7 is not supported. Check"), REJECTED, "log in");
    expect(sql("08004", "SCRAM authentication failed: x"), REJECTED, "SCRAM");
    expect(sql("08004", "something new"), REJECTED, "something new");
    expect(
        sql("08006", "The hostname db could not be verified by hostnameverifier PgjdbcHostname"),
        UNTRUSTED,
        "another name");
    expect(sql("22023", "Property sslpassword is odd"), MISCONFIGURED, "impossible");
    expect(sql("08001", "Invalid channelBinding value: x"), MISCONFIGURED, "channelBinding");
  }

  @Test
  void checks() {
    expect(
        new FailedCheckException("table a.b", sql("3F000", "schema missing")),
        NOT_YET,
        "table a.b does not exist yet");
    expect(new FailedCheckException("query", sql("P0001", "raised")), NOT_YET, "query: raised");
    expect(
        new FailedCheckException("query", sql("57P01", "terminating")),
        FailureKind.STARTING,
        "ended the session");
    assertThat(DIAGNOSIS.diagnose(new FailedCheckException("query", sql("08006", "I/O"))))
        .as("left to the rules for sockets")
        .isEmpty();
  }

  @Test
  void wrappingIsSeenThrough() {
    SQLException denied = sql("28P01", "password authentication failed for user \"app\"");
    expect(new RuntimeException("Failed to initialize pool: x", denied), DENIED, "user app");
    SQLException unavailable = new SQLException("Connection is not available", (String) null);
    unavailable.setNextException(denied);
    expect(unavailable, DENIED, "user app");
    Exception suppressing = new Exception("x");
    suppressing.addSuppressed(denied);
    expect(suppressing, DENIED, "user app");
  }

  @Test
  void poolTexts() {
    expect(
        new IllegalArgumentException("Invalid transaction isolation value: X"),
        MISCONFIGURED,
        "Invalid transaction isolation");
    expect(
        new RuntimeException("Property hostt does not exist on target class X"),
        MISCONFIGURED,
        "hostt");
    expect(
        new SQLException("DataSource returned null unexpectedly"), MISCONFIGURED, "no connection");
  }

  @Test
  void aMegabyteTakesMilliseconds() {
    for (DiagnosisTable table : JdbcDiagnosis.tables().values()) {
      BoundedRules.check(table);
    }
  }
}
