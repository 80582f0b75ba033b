package io.softstart.log;

import static org.assertj.core.api.Assertions.assertThat;

import io.softstart.diagnosis.Failure;
import io.softstart.diagnosis.FailureKind;
import io.softstart.event.StartupEvent.AttemptFailed;
import io.softstart.event.StartupEvent.GateDegraded;
import io.softstart.event.StartupEvent.GateFailed;
import io.softstart.event.StartupEvent.GateHeld;
import io.softstart.event.StartupEvent.GateOpened;
import io.softstart.event.StartupEvent.GateStarted;
import io.softstart.event.StartupEvent.StillWaiting;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ProgressLogTest {
  private static final Duration AT = Duration.ofSeconds(1);

  private final List<String> lines = new ArrayList<>();
  private final ProgressLog log =
      new ProgressLog(
          new LogSink() {
            @Override
            public void safeLine(Level level, String message, String... fields) {
              lines.add(level + " " + message);
            }

            @Override
            public void block(Level level, String title, String body) {
              lines.add(level + " " + title);
            }

            @Override
            public void report(Level level, String title, String table, String json) {
              lines.add(level + " " + title);
            }
          });

  private void begin(boolean optional) {
    Duration limit = Duration.ofMillis(299_998);
    Duration grace = Duration.ofSeconds(30);
    log.on(new GateStarted(AT, "db", Optional.empty(), optional, limit, grace));
  }

  private void fail(FailureKind kind, String reason, int number) {
    Failure failure = Failure.of(kind, reason, "mend it");
    log.on(new AttemptFailed(AT, "db", number, AT, failure, AT));
  }

  @Test
  void theFirstFailureIsToldInFullThenOnlyWhatIsNew() {
    begin(false);
    for (int i = 1; i <= 100; i++) {
      fail(FailureKind.REFUSED, "nothing listens on db:5432", i);
    }
    fail(FailureKind.STARTING, "starting", 101);
    fail(FailureKind.STARTING, "starting", 102);
    log.on(new GateOpened(AT, "db", 103, Duration.ofMillis(20_100)));
    assertThat(lines)
        .containsExactly(
            "WARN db is not ready: nothing listens on db:5432 (REFUSED). Retrying for at most"
                + " 5 min\n    to do: mend it",
            "WARN db: now starting (STARTING)",
            "INFO db is open after 20.1 s, 103 attempts");
  }

  @Test
  void numbersDoNotMakeAFailureNew() {
    begin(false);
    for (int eta = 60; eta > 0; eta--) {
      fail(FailureKind.STARTING, "loading, " + eta + " s left", 61 - eta);
    }
    assertThat(lines).hasSize(1);
  }

  @Test
  void flappingDoesNotFloodTheLog() {
    begin(false);
    for (int i = 0; i < 500; i++) {
      fail(i % 2 == 0 ? FailureKind.REFUSED : FailureKind.RESET, "x", i);
    }
    for (int i = 0; i < 26; i++) {
      fail(FailureKind.UNKNOWN, "text " + (char) ('a' + i), i);
    }
    assertThat(lines).hasSize(3);
  }

  @Test
  void heartbeatsNameWhatIsClosedAndWhy() {
    begin(false);
    fail(FailureKind.REFUSED, "x", 7);
    log.on(new StillWaiting(AT, List.of("db", "cache"), Duration.ofSeconds(290)));
    assertThat(lines)
        .last()
        .isEqualTo(
            "INFO still waiting for db (REFUSED, 7 attempts), cache; the deadline is in 4 min 50 s");
  }

  @Test
  void anOptionalGateIsToldWhenItIsGoneOnWithoutAndWhenItIsGivenUp() {
    begin(true);
    fail(FailureKind.DENIED, "no such user", 1);
    log.on(new GateDegraded(AT, "db"));
    Failure failure = Failure.of(FailureKind.DENIED, "no such user", "create it");
    log.on(new GateFailed(AT, "db", 5, AT, failure, "grace is over"));
    assertThat(lines.get(0)).contains("Retrying for 30 s in case someone fixes it");
    assertThat(lines.get(1))
        .isEqualTo("WARN going on without db, which is optional; retrying in the background");
    assertThat(lines.get(2))
        .isEqualTo("WARN db stays closed: no such user (DENIED); grace is over. To do: create it");
  }

  @Test
  void aHeldProcessSaysWhatItWillNotTryAgain() {
    begin(false);
    Failure failure = Failure.of(FailureKind.MISCONFIGURED, "no driver for jdbc:bogus:", "add it");
    log.on(new GateFailed(AT, "db", 1, AT, failure, "waiting does not help"));
    log.on(new GateHeld(AT, "db", failure, "waiting does not help"));
    log.on(new StillWaiting(AT, List.of(), Duration.ofSeconds(290)));
    assertThat(lines)
        .containsExactly(
            "ERROR db is still closed: no driver for jdbc:bogus: (MISCONFIGURED); waiting does not"
                + " help. The process is held alive, and tries it again after a restart only."
                + " To do: add it",
            "WARN the process is held alive, and has nothing left to wait for: db (MISCONFIGURED)");
  }

  @Test
  void aHeldProcessThatRetriesSaysThatItNeedsNoRestart() {
    begin(false);
    Failure failure = Failure.of(FailureKind.REFUSED, "nothing listens", "start it");
    log.on(new GateHeld(AT, "db", failure, "the deadline has come"));
    assertThat(lines)
        .containsExactly(
            "ERROR db is still closed: nothing listens (REFUSED); the deadline has come. The process"
                + " is held alive and goes on trying: no restart is needed. To do: start it");
  }

  @Test
  void aRequiredGatesEndIsLeftToTheReport() {
    begin(false);
    Failure failure = Failure.of(FailureKind.DENIED, "no", "yes");
    log.on(new GateFailed(AT, "db", 5, AT, failure, "grace is over"));
    assertThat(lines).isEmpty();
  }
}
