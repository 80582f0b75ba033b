package io.softstart.gate.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.softstart.diagnosis.Failure;
import io.softstart.diagnosis.FailureKind;
import io.softstart.gate.Backoff;
import io.softstart.gate.Gate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class GiveUpPolicyTest {
  private static final GateEvents EVENTS =
      new GateEvents(
          GateInternals.spec(Gate.check("db", a -> {})), new GateTrial(new FakeTicker()).context());

  private static final Duration GRACE = Duration.ofSeconds(30);
  private static final long DEADLINE = Duration.ofMinutes(5).toNanos();

  private long now;

  private final LoginCount logins = new LoginCount();

  private GiveUpPolicy policy(@Nullable Backoff backoff, Duration grace, long whole) {
    UserBackoff own = backoff == null ? null : new UserBackoff(backoff, "db", null, EVENTS);
    GateSpec<?> gate = GateInternals.spec(Gate.check("db", attempt -> {}));
    WaitLimits limits = new WaitLimits(GRACE, GRACE, grace, 1, false, null);
    return new GiveUpPolicy(gate, limits, own, logins, whole);
  }

  private static @Nullable String why(Decision decision) {
    return decision instanceof Decision.GiveUp end ? end.why() : null;
  }

  private static long pause(Decision decision) {
    return decision instanceof Decision.GoOn goOn ? goOn.pause() : 0;
  }

  private Decision fail(GiveUpPolicy policy, FailureKind kind) {
    if (kind == FailureKind.DENIED) {
      logins.add(1);
    }
    Failure failure = Failure.of(kind, "reason", "action");
    Decision decision = policy.after(failure, now, 0, DEADLINE - now, 0.999);
    now += pause(decision);
    return decision;
  }

  private int untilGivenUp(GiveUpPolicy policy, FailureKind kind) {
    int attempts = 1;
    while (why(fail(policy, kind)) == null) {
      attempts++;
      assertThat(attempts).isLessThan(100_000);
    }
    return attempts;
  }

  @Test
  void misconfiguredIsGivenUpAtOnce() {
    assertThat(why(fail(policy(null, GRACE, DEADLINE), FailureKind.MISCONFIGURED)))
        .isEqualTo("waiting does not help: fix the configuration");
  }

  /** PostgreSQL that is ready twice; SQL Server that refuses the right password for a minute. */
  @Test
  void aServerThatWasDownHasTwoMinutesForItsInitScriptsAndFiveLogins() {
    for (FailureKind down : List.of(FailureKind.REFUSED, FailureKind.RESET, FailureKind.STARTING)) {
      GiveUpPolicy policy = policy(null, GRACE, DEADLINE);
      now = 0;
      logins.accepted();
      fail(policy, down);
      long from = now;
      int attempts = untilGivenUp(policy, FailureKind.MISSING);
      assertThat(Duration.ofNanos(now - from)).isBetween(seconds(119), seconds(120));
      assertThat(attempts).isGreaterThan(10);
    }
  }

  @Test
  void aServerThatWasDownHasFiveLoginsOverTheLongerGrace() {
    GiveUpPolicy policy = policy(null, GRACE, DEADLINE);
    fail(policy, FailureKind.REFUSED);
    List<Long> pauses = new ArrayList<>();
    Decision decision = fail(policy, FailureKind.DENIED);
    while (why(decision) == null) {
      pauses.add(Duration.ofNanos(pause(decision)).toSeconds());
      decision = fail(policy, FailureKind.DENIED);
    }
    assertThat(pauses).containsExactly(3L, 9L, 27L, 81L);
    assertThat(why(decision)).isEqualTo("still failing after the grace of 2 min");
  }

  @Test
  void noGraceStaysNone() {
    GiveUpPolicy policy = policy(null, Duration.ZERO, DEADLINE);
    fail(policy, FailureKind.REFUSED);
    assertThat(why(fail(policy, FailureKind.MISSING))).isNotNull();
  }

  private static Duration seconds(int count) {
    return Duration.ofSeconds(count);
  }

  @Test
  void deniedHasFiveLoginsSpreadOverTheWholeGrace() {
    GiveUpPolicy policy = policy(null, GRACE, DEADLINE);
    List<Long> pauses = new ArrayList<>();
    Decision decision = fail(policy, FailureKind.DENIED);
    while (why(decision) == null) {
      pauses.add(Duration.ofNanos(pause(decision)).toSeconds());
      decision = fail(policy, FailureKind.DENIED);
    }
    assertThat(pauses).containsExactly(2L, 4L, 8L, 16L);
    assertThat(now).isBetween(GRACE.toNanos() - 4, GRACE.toNanos());
    assertThat(why(decision)).isEqualTo("still failing after the grace of 30 s");
  }

  @Test
  void deniedIsCountedOverTheWholeWaitAlsoWhenItFlaps() {
    GiveUpPolicy policy = policy(null, GRACE, DEADLINE);
    int denied = 0;
    Decision decision;
    do {
      fail(policy, FailureKind.REFUSED);
      decision = fail(policy, FailureKind.DENIED);
      denied++;
    } while (why(decision) == null);
    assertThat(denied).isEqualTo(LoginCount.MOST);
    assertThat(why(decision)).isEqualTo("5 logins were refused; more might lock the account");
  }

  @Test
  void graceRunsOnThroughItsOwnKinds() {
    GiveUpPolicy policy = policy(null, GRACE, DEADLINE);
    fail(policy, FailureKind.MISSING);
    now = Duration.ofSeconds(20).toNanos();
    assertThat(why(fail(policy, FailureKind.REJECTED))).isNull();
    now = Duration.ofSeconds(30).toNanos();
    assertThat(why(fail(policy, FailureKind.UNTRUSTED)))
        .isEqualTo("still failing after the grace of 30 s");
  }

  @Test
  void graceBeginsAnewAfterAWaitKind() {
    GiveUpPolicy policy = policy(null, GRACE, DEADLINE);
    fail(policy, FailureKind.MISSING);
    now = Duration.ofSeconds(29).toNanos();
    fail(policy, FailureKind.STARTING);
    now = Duration.ofSeconds(40).toNanos();
    assertThat(why(fail(policy, FailureKind.MISSING))).isNull();
  }

  @Test
  void lastAttemptOfTheGraceIsAtItsEnd() {
    GiveUpPolicy policy = policy(null, GRACE, DEADLINE);
    untilGivenUp(policy, FailureKind.MISSING);
    assertThat(now).isEqualTo(GRACE.toNanos());
  }

  @Test
  void zeroGraceFailsAtTheFirst() {
    assertThat(untilGivenUp(policy(null, Duration.ZERO, DEADLINE), FailureKind.MISSING))
        .isEqualTo(1);
  }

  @Test
  void waitKindsLastUntilTheDeadlineWithALastCallJustBeforeIt() {
    for (FailureKind kind : FailureKind.values()) {
      if (kind.verdict() == FailureKind.Verdict.WAIT) {
        now = 0;
        untilGivenUp(policy(null, GRACE, DEADLINE), kind);
        assertThat(now).as(kind.name()).isEqualTo(DEADLINE - 250_000_000);
      }
    }
  }

  @Test
  void aServersHintWinsOverAnyBackoff() {
    Failure loading =
        Failure.of(FailureKind.STARTING, "loading", "none").retryAfter(Duration.ofSeconds(7));
    GiveUpPolicy policy = policy(Backoff.fixed(Duration.ofMillis(1)), GRACE, DEADLINE);
    assertThat(pause(policy.after(loading, 0, 0, DEADLINE, 0.5)))
        .isEqualTo(Duration.ofSeconds(7).toNanos());
  }

  @Test
  void refusedIsPolledCloselyOverloadIsNot() {
    GiveUpPolicy policy = policy(null, GRACE, DEADLINE);
    now = 0;
    Decision refused = fail(policy, FailureKind.REFUSED);
    assertThat(Duration.ofNanos(pause(refused))).isLessThanOrEqualTo(Duration.ofMillis(50));
    for (int i = 0; i < 50; i++) {
      fail(policy, FailureKind.REFUSED);
    }
    // the others begin small, however many refusals came before
    assertThat(Duration.ofNanos(pause(fail(policy, FailureKind.OVERLOADED))))
        .isBetween(Duration.ofMillis(375), Duration.ofMillis(750));
    assertThat(Duration.ofNanos(pause(fail(policy, FailureKind.NOT_YET))))
        .isBetween(Duration.ofMillis(125), Duration.ofMillis(250));
  }

  @Test
  void aShortWaitHasAShortLastCall() {
    assertThat(policy(null, GRACE, 1_000_000_000).lastCall()).isEqualTo(100_000_000);
  }

  @Test
  void closePollingBeginsAnewWhenTheServerStirs() {
    GiveUpPolicy policy = policy(null, GRACE, DEADLINE);
    while (now < Duration.ofMinutes(2).toNanos()) {
      fail(policy, FailureKind.REFUSED);
    }
    assertThat(Duration.ofNanos(pause(fail(policy, FailureKind.REFUSED))))
        .isGreaterThan(Duration.ofMillis(700));
    assertThat(Duration.ofNanos(pause(fail(policy, FailureKind.STARTING))))
        .isLessThanOrEqualTo(Duration.ofMillis(50));
  }
}
