package io.softstart.gate;

import static org.assertj.core.api.Assertions.assertThat;

import io.softstart.diagnosis.Failure;
import io.softstart.diagnosis.FailureKind;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class PatienceTest {
  private static final Duration GRACE = Duration.ofSeconds(30);
  private static final long DEADLINE = Duration.ofMinutes(5).toNanos();

  private long now;

  private Patience.Decision fail(Patience patience, FailureKind kind) {
    Failure failure = Failure.of(kind, "reason", "action");
    Patience.Decision decision = patience.after(failure, now, 0, DEADLINE - now, 0.999);
    now += decision.pause();
    return decision;
  }

  private int untilGivenUp(Patience patience, FailureKind kind) {
    int attempts = 1;
    while (fail(patience, kind).giveUp() == null) {
      attempts++;
      assertThat(attempts).isLessThan(100_000);
    }
    return attempts;
  }

  @Test
  void misconfiguredIsGivenUpAtOnce() {
    assertThat(
            fail(new Patience(null, GRACE, false, 1, DEADLINE), FailureKind.MISCONFIGURED).giveUp())
        .isEqualTo("nothing outside of this process can heal it");
  }

  @Test
  void deniedHasFiveLoginsSpreadOverTheWholeGrace() {
    Patience patience = new Patience(null, GRACE, false, 1, DEADLINE);
    List<Long> pauses = new ArrayList<>();
    Patience.Decision decision = fail(patience, FailureKind.DENIED);
    while (decision.giveUp() == null) {
      pauses.add(Duration.ofNanos(decision.pause()).toSeconds());
      decision = fail(patience, FailureKind.DENIED);
    }
    assertThat(pauses).containsExactly(2L, 4L, 8L, 16L);
    assertThat(now).isBetween(GRACE.toNanos() - 4, GRACE.toNanos());
    assertThat(decision.giveUp()).isEqualTo("it did not heal within the grace of 30 s");
  }

  @Test
  void deniedIsCountedOverTheWholeWaitAlsoWhenItFlaps() {
    Patience patience = new Patience(null, GRACE, false, 1, DEADLINE);
    int denied = 0;
    Patience.Decision decision;
    do {
      fail(patience, FailureKind.REFUSED);
      decision = fail(patience, FailureKind.DENIED);
      denied++;
    } while (decision.giveUp() == null);
    assertThat(denied).isEqualTo(Patience.MOST_LOGINS);
    assertThat(decision.giveUp()).isEqualTo("5 logins were refused; more might lock the account");
  }

  @Test
  void graceRunsOnThroughItsOwnKinds() {
    Patience patience = new Patience(null, GRACE, false, 1, DEADLINE);
    fail(patience, FailureKind.MISSING);
    now = Duration.ofSeconds(20).toNanos();
    assertThat(fail(patience, FailureKind.REJECTED).giveUp()).isNull();
    now = Duration.ofSeconds(30).toNanos();
    assertThat(fail(patience, FailureKind.UNTRUSTED).giveUp())
        .isEqualTo("it did not heal within the grace of 30 s");
  }

  @Test
  void graceBeginsAnewAfterAWaitKind() {
    Patience patience = new Patience(null, GRACE, false, 1, DEADLINE);
    fail(patience, FailureKind.MISSING);
    now = Duration.ofSeconds(29).toNanos();
    fail(patience, FailureKind.STARTING);
    now = Duration.ofSeconds(40).toNanos();
    assertThat(fail(patience, FailureKind.MISSING).giveUp()).isNull();
  }

  @Test
  void lastAttemptOfTheGraceIsAtItsEnd() {
    Patience patience = new Patience(null, GRACE, false, 1, DEADLINE);
    untilGivenUp(patience, FailureKind.MISSING);
    assertThat(now).isEqualTo(GRACE.toNanos());
  }

  @Test
  void zeroGraceFailsAtTheFirst() {
    assertThat(
            untilGivenUp(
                new Patience(null, Duration.ZERO, false, 1, DEADLINE), FailureKind.MISSING))
        .isEqualTo(1);
  }

  @Test
  void waitKindsLastUntilTheDeadlineWithALastCallJustBeforeIt() {
    for (FailureKind kind : FailureKind.values()) {
      if (kind.verdict() == FailureKind.Verdict.WAIT) {
        now = 0;
        untilGivenUp(new Patience(null, GRACE, false, 1, DEADLINE), kind);
        assertThat(now).as(kind.name()).isEqualTo(DEADLINE - 250_000_000);
      }
    }
  }

  @Test
  void aServersHintWinsOverAnyBackoff() {
    Failure loading =
        Failure.of(FailureKind.STARTING, "loading", "none").retryAfter(Duration.ofSeconds(7));
    Patience patience =
        new Patience(Backoff.fixed(Duration.ofMillis(1)), GRACE, false, 1, DEADLINE);
    assertThat(patience.after(loading, 0, 0, DEADLINE, 0.5).pause())
        .isEqualTo(Duration.ofSeconds(7).toNanos());
  }

  @Test
  void refusedIsPolledCloselyOverloadIsNot() {
    Patience patience = new Patience(null, GRACE, false, 1, DEADLINE);
    now = 0;
    Patience.Decision refused = fail(patience, FailureKind.REFUSED);
    assertThat(Duration.ofNanos(refused.pause())).isLessThanOrEqualTo(Duration.ofMillis(50));
    for (int i = 0; i < 50; i++) {
      fail(patience, FailureKind.REFUSED);
    }
    // the others begin small, however many refusals came before
    assertThat(Duration.ofNanos(fail(patience, FailureKind.OVERLOADED).pause()))
        .isBetween(Duration.ofMillis(375), Duration.ofMillis(750));
    assertThat(Duration.ofNanos(fail(patience, FailureKind.NOT_YET).pause()))
        .isBetween(Duration.ofMillis(125), Duration.ofMillis(250));
  }

  @Test
  void aShortWaitHasAShortLastCall() {
    assertThat(new Patience(null, GRACE, false, 1, 1_000_000_000).lastCall())
        .isEqualTo(100_000_000);
  }

  @Test
  void closePollingBeginsAnewWhenTheServerStirs() {
    Patience patience = new Patience(null, GRACE, false, 1, DEADLINE);
    while (now < Duration.ofMinutes(2).toNanos()) {
      fail(patience, FailureKind.REFUSED);
    }
    assertThat(Duration.ofNanos(fail(patience, FailureKind.REFUSED).pause()))
        .isGreaterThan(Duration.ofMillis(700));
    assertThat(Duration.ofNanos(fail(patience, FailureKind.STARTING).pause()))
        .isLessThanOrEqualTo(Duration.ofMillis(50));
  }
}
