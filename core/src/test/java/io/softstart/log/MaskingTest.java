package io.softstart.log;

import static org.assertj.core.api.Assertions.assertThat;

import io.softstart.diagnosis.Failure;
import io.softstart.diagnosis.FailureKind;
import io.softstart.diagnosis.rules.DiagnosisTable;
import io.softstart.event.StartupEvent.AttemptFailed;
import io.softstart.event.StartupEvent.GateStarted;
import io.softstart.redact.Redactor;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A password that is a word of ours, or the user's or database's name, masks neither. */
class MaskingTest {
  private static final String RULES =
      """
      [login refused]
      type SQLException
      kind DENIED
      reason the password is wrong: login as user {user} to database {database} failed ({text})
      action give the password of {user}
      evidence seen
      """;

  @ParameterizedTest
  @ValueSource(strings = {"wrong", "mk-tickets", "database", "login"})
  void ourWordsAndConfiguredNamesStay(String password) {
    Redactor.know(password);
    DiagnosisTable table =
        DiagnosisTable.read(
            "test",
            new ByteArrayInputStream(RULES.getBytes(StandardCharsets.UTF_8)),
            thrown -> List.of());
    Failure failure =
        table
            .with(Map.of("user", "mk-tickets", "database", "mk-tickets"))
            .diagnose(new SQLException("refused: '" + password + "'"))
            .orElseThrow();
    ByteArrayOutputStream written = new ByteArrayOutputStream();
    EarlyLog early = new EarlyLog("orders", EarlyLog.Format.TEXT, written, false);
    ProgressLog log = new ProgressLog(early);
    Duration now = Duration.ofSeconds(1);
    log.on(new GateStarted(now, "db", Optional.empty(), false, now, now));
    log.on(new AttemptFailed(now, "db", 1, now, failure, now));
    assertThat(written.toString(StandardCharsets.UTF_8))
        .contains(
            "db is not ready: the password is wrong: login as user mk-tickets to database"
                + " mk-tickets failed (refused: '***') (DENIED)")
        .contains("\n    to do: give the password of mk-tickets");
  }

  @ParameterizedTest
  @ValueSource(strings = {"Zq-opened", "Zq-not"})
  void onlyTheValuesOfWordedFailuresAreRedacted(String password) {
    Redactor.know(password);
    Failure failure =
        Failure.worded(
            FailureKind.NOT_YET, "Zq-not Zq-opened: {}", "look at {}", password, "x=" + password);
    assertThat(failure.reason()).isEqualTo("Zq-not Zq-opened: ***");
    assertThat(failure.action()).isEqualTo("look at x=***");
  }
}
