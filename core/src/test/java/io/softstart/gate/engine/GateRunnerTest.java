package io.softstart.gate.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.softstart.RecordingListener;
import io.softstart.client.BeforeClients;
import io.softstart.diagnosis.Diagnosis;
import io.softstart.diagnosis.Failure;
import io.softstart.diagnosis.FailureKind;
import io.softstart.event.StartupEvent.AttemptFailed;
import io.softstart.event.StartupEvent.GateHeld;
import io.softstart.event.StartupEvent.GateOpened;
import io.softstart.gate.Attempt;
import io.softstart.gate.Backoff;
import io.softstart.gate.Check;
import io.softstart.gate.Gate;
import io.softstart.gate.GateStatus;
import io.softstart.gate.GateStatus.State;
import io.softstart.gate.Probe;
import io.softstart.time.Deadline;
import io.softstart.time.Stopwatch;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The loop on a fake clock: no test here waits. */
class GateRunnerTest {
  private final FakeTicker ticker = new FakeTicker();
  private final Stopwatch clock = new Stopwatch(ticker);
  private final RecordingListener events = new RecordingListener();
  private Duration limit = Duration.ofHours(2);
  private boolean hold;

  private <T> GateRunner<T> run(Gate<T> gate) {
    WaitContext around =
        new WaitContext(
            clock,
            Deadline.in(limit, ticker),
            new WaitLimits(
                Duration.ofHours(1), Duration.ofSeconds(10), Duration.ofSeconds(30), 1, hold, null),
            null,
            () -> 0.5,
            new EventQueue(null, events),
            new Unclosed(),
            BeforeClients.NOTHING);
    GateRunner<T> runner = new GateRunner<>(GateInternals.spec(gate), List.of(), around, () -> {});
    runner.run();
    around.events().flush();
    return runner;
  }

  private Check refusedUntil(Duration outage) {
    return attempt -> {
      if (clock.elapsed().compareTo(outage) < 0) {
        throw new ConnectException("Connection refused");
      }
    };
  }

  @ParameterizedTest
  @ValueSource(
      longs = {10, 49, 100, 333, 1_000, 5_000, 20_000, 60_000, 300_000, 1_800_000, 3_600_000})
  void opensWithinFivePercentOfTheOutageOrASecond(long millis) {
    Duration outage = Duration.ofMillis(millis);
    GateStatus status = run(Gate.check("db", refusedUntil(outage))).state().status();
    assertThat(status.state()).isEqualTo(State.OPEN);
    Duration late = status.waited().minus(outage);
    Duration share = Duration.ofNanos(Math.max(outage.toNanos() / 20, 50_000_000));
    assertThat(late).isLessThanOrEqualTo(share).isLessThanOrEqualTo(Duration.ofSeconds(1));
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void whatAnAttemptKeepsIsTakenByTheNextOrClosedWithTheGate(boolean opens) throws Exception {
    CountDownLatch closed = new CountDownLatch(1);
    AtomicInteger taken = new AtomicInteger();
    limit = Duration.ofMinutes(1);
    Check check =
        attempt -> {
          taken.addAndGet(attempt.take(AutoCloseable.class).isPresent() ? 1 : 0);
          if (opens && attempt.number() == 3) {
            return;
          }
          attempt.keep(closed::countDown);
          throw attempt.notYet("not yet");
        };
    GateRunner<?> runner = run(Gate.check("db", check));

    assertThat(runner.state().is(State.OPEN)).isEqualTo(opens);
    if (opens) {
      assertThat(taken).hasValue(2);
      assertThat(closed.getCount()).as("it was taken").isOne();
    } else {
      assertThat(taken).hasPositiveValue();
      assertThat(closed.await(10, TimeUnit.SECONDS)).isTrue();
    }
  }

  @Test
  void healthyGateOpensAtTheFirstAttemptWithoutAPause() {
    GateRunner<String> runner = run(Gate.of("db", attempt -> "pool"));
    assertThat(runner.state().fetch()).contains("pool");
    assertThat(ticker.pauses()).isEmpty();
    assertThat(events.of(GateOpened.class)).singleElement().extracting("attempts").isEqualTo(1);
  }

  @Test
  void failsAtTheDeadlineWithTheLastRealFailure() {
    limit = Duration.ofSeconds(3);
    GateStatus status = run(Gate.check("db", refusedUntil(Duration.ofHours(1)))).state().status();
    assertThat(status.state()).isEqualTo(State.FAILED);
    assertThat(status.waited()).isBetween(Duration.ofMillis(2_700), Duration.ofSeconds(3));
    assertThat(status.lastFailure().orElseThrow().kind()).isEqualTo(FailureKind.REFUSED);
    assertThat(status.why()).contains("the deadline has come");
  }

  @Test
  void boundedAttemptsAreCountedByTheRetry() {
    AtomicInteger calls = new AtomicInteger();
    Gate<Void> gate =
        Gate.check(
                "db",
                attempt -> {
                  calls.incrementAndGet();
                  throw attempt.notYet("no");
                })
            .backoff(Backoff.exponential(Duration.ofSeconds(2), 2, Duration.ofSeconds(10)))
            .maxAttempts(10);
    GateStatus status = run(gate).state().status();
    assertThat(calls).hasValue(10);
    assertThat(status.attempts()).isEqualTo(10);
    assertThat(status.why()).contains("its 10 attempts are used up");
    assertThat(ticker.pauses()).hasSize(9).startsWith(Duration.ofSeconds(2));
  }

  @Test
  void errorsAreDiagnosedToo() {
    Gate<Void> gate =
        Gate.check(
            "db",
            attempt -> {
              throw new NoClassDefFoundError("org/postgresql/Driver");
            });
    GateStatus status = run(gate).state().status();
    assertThat(status.state()).isEqualTo(State.FAILED);
    assertThat(status.attempts()).isEqualTo(1);
    assertThat(status.lastFailure().orElseThrow().kind()).isEqualTo(FailureKind.MISCONFIGURED);
    assertThat(status.lastFailure().orElseThrow().reason()).contains("org/postgresql/Driver");
  }

  @Test
  void usersRulesComeFirst() {
    limit = Duration.ofSeconds(10);
    Gate<Void> gate =
        Gate.check(
                "db",
                attempt -> {
                  throw new IllegalStateException("shard map is empty");
                })
            .diagnosing(
                Diagnosis.when(
                    IllegalStateException.class,
                    "shard map",
                    FailureKind.MISCONFIGURED,
                    "load the shard map"));
    assertThat(run(gate).state().status().lastFailure().orElseThrow().action())
        .isEqualTo("load the shard map");
  }

  @Test
  void aRuleThatThrowsHasNoOpinion() {
    limit = Duration.ofSeconds(1);
    Gate<Void> gate =
        Gate.check("db", refusedUntil(Duration.ofHours(1)))
            .diagnosing(
                thrown -> {
                  throw new IllegalStateException("broken rule");
                });
    assertThat(run(gate).state().status().lastFailure().orElseThrow().kind())
        .isEqualTo(FailureKind.REFUSED);
  }

  @Test
  void unknownFailuresArePrintedInFullAndWaitedFor() {
    limit = Duration.ofSeconds(5);
    Gate<Void> gate =
        Gate.check(
            "db",
            attempt -> {
              throw new IllegalStateException("outer", new RuntimeException("inner"));
            });
    GateStatus status = run(gate).state().status();
    assertThat(status.attempts()).isGreaterThan(3);
    assertThat(status.lastFailure().orElseThrow().reason())
        .isEqualTo(
            "java.lang.IllegalStateException: outer; caused by java.lang.RuntimeException: inner");
  }

  @Test
  void aHangingAttemptIsCutOffAndItsLateResultClosed() throws Exception {
    CountDownLatch release = new CountDownLatch(1);
    CountDownLatch closed = new CountDownLatch(1);
    limit = Duration.ofSeconds(12);
    Gate<String> gate =
        Gate.of(
            "db",
            attempt -> {
              ticker.hang();
              boolean interrupted = false;
              while (release.getCount() > 0) {
                try {
                  release.await();
                } catch (InterruptedException ignored) {
                  interrupted = true; // as most drivers do
                }
              }
              attempt.own(closed::countDown);
              return interrupted ? "late" : "in time";
            });
    GateStatus status = run(gate).state().status();
    assertThat(status.state()).isEqualTo(State.FAILED);
    assertThat(status.lastFailure().orElseThrow().kind()).isEqualTo(FailureKind.TIMED_OUT);
    assertThat(status.attempts()).isEqualTo(1);
    assertThat(status.waited()).isBetween(Duration.ofSeconds(12), Duration.ofSeconds(13));
    release.countDown();
    closed.await();
  }

  @Test
  void neverMoreThanThreeAttemptsHangAtOnce() throws Exception {
    limit = Duration.ofMinutes(10);
    Semaphore begun = new Semaphore(0);
    Gate<String> gate =
        Gate.of(
            "db",
            attempt -> {
              begun.release();
              ticker.hang();
              while (true) {
                try {
                  new CountDownLatch(1).await();
                } catch (InterruptedException ignored) {
                  // hangs on
                }
              }
            });
    GateStatus status = run(gate).state().status();
    assertThat(begun.tryAcquire(3, 10, TimeUnit.SECONDS)).isTrue();
    assertThat(begun.tryAcquire()).isFalse();
    assertThat(status.attempts()).isEqualTo(3);
    assertThat(status.why())
        .contains("3 attempts hang and hear no interrupt and the deadline has come");
    assertThat(status.waited()).isBetween(Duration.ofMinutes(10), Duration.ofSeconds(601));
  }

  @Test
  void ourOwnCutNeverReplacesARealDiagnosis() {
    limit = Duration.ofSeconds(30);
    List<Integer> calls = new ArrayList<>();
    Gate<String> gate =
        Gate.of(
            "db",
            attempt -> {
              calls.add(attempt.number());
              if (attempt.number() == 1) {
                throw new ConnectException("Connection refused");
              }
              ticker.hang();
              new CountDownLatch(1).await();
              return "never";
            });
    GateStatus status = run(gate).state().status();
    assertThat(calls).startsWith(1, 2);
    assertThat(status.lastFailure().orElseThrow().kind()).isEqualTo(FailureKind.REFUSED);
  }

  /** Clients get what is left of the deadline, and time out before the server can answer. */
  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void timeOutOfAShortenedAttemptNeverReplacesARealDiagnosis(boolean slowFromTheBeginning) {
    limit = Duration.ofSeconds(30);
    List<Duration> tooShort = new ArrayList<>();
    Check check =
        attempt -> {
          Duration left = attempt.remaining();
          if (left.compareTo(Duration.ofSeconds(1)) < 0) {
            tooShort.add(left);
          }
          if (slowFromTheBeginning || !tooShort.isEmpty()) {
            throw new SocketTimeoutException("Read timed out");
          }
          throw new ConnectException("Connection refused");
        };
    GateStatus status = run(Gate.check("db", check)).state().status();
    assertThat(tooShort).isNotEmpty();
    assertThat(status.lastFailure().orElseThrow().kind())
        .isEqualTo(slowFromTheBeginning ? FailureKind.TIMED_OUT : FailureKind.REFUSED);
  }

  @Test
  void whatAFailedAttemptOpenedIsClosedLastOpenedFirst() throws Exception {
    limit = Duration.ofSeconds(1);
    BlockingQueue<String> closed = new LinkedBlockingQueue<>();
    Gate<Void> gate =
        Gate.check(
                "db",
                attempt -> {
                  attempt.own(() -> closed.add("first"));
                  attempt.own(() -> closed.add("second"));
                  throw attempt.notYet("no");
                })
            .backoff(Backoff.fixed(Duration.ofMillis(10)))
            .maxAttempts(1);
    run(gate);
    assertThat(closed.poll(10, TimeUnit.SECONDS)).isEqualTo("second");
    assertThat(closed.poll(10, TimeUnit.SECONDS)).isEqualTo("first");
  }

  @Test
  void successThresholdWantsGoodAttemptsInARow() {
    AtomicInteger opens = new AtomicInteger();
    AtomicInteger rechecks = new AtomicInteger();
    Probe<String> flapping =
        new Probe<>() {
          @Override
          public String open(Attempt attempt) {
            return "open " + opens.incrementAndGet();
          }

          @Override
          public void recheck(String opened, Attempt attempt) throws Exception {
            if (rechecks.incrementAndGet() == 2) {
              throw new ConnectException("Connection refused"); // it starts twice
            }
          }
        };
    GateRunner<String> runner = run(Gate.of("db", flapping).successThreshold(3));
    assertThat(runner.state().fetch()).contains("open 2");
    assertThat(rechecks).hasValue(4);
  }

  @Test
  void remainingNeverExceedsTheDeadline() {
    limit = Duration.ofSeconds(4);
    List<Duration> remaining = new ArrayList<>();
    Gate<Void> gate =
        Gate.check(
            "db",
            attempt -> {
              remaining.add(attempt.remaining());
              throw new ConnectException("Connection refused");
            });
    run(gate);
    assertThat(remaining.get(0)).isBetween(Duration.ofMillis(3_900), Duration.ofSeconds(4));
    assertThat(remaining.get(remaining.size() - 1))
        .isBetween(Duration.ofMillis(400), Duration.ofMillis(500));
  }

  @Test
  void eventsTellKindNumberAndPause() {
    run(Gate.check("db", refusedUntil(Duration.ofMillis(100))));
    AttemptFailed first = events.of(AttemptFailed.class).get(0);
    assertThat(first.gate()).isEqualTo("db");
    assertThat(first.number()).isEqualTo(1);
    assertThat(first.failure().kind()).isEqualTo(FailureKind.REFUSED);
    assertThat(first.pause()).isBetween(Duration.ofMillis(25), Duration.ofMillis(50));
  }

  @Test
  void heldItIsTriedOnSlowlyPastTheDeadlineUntilItOpens() {
    hold = true;
    limit = Duration.ofMinutes(1);
    GateStatus status =
        run(Gate.check("db", refusedUntil(Duration.ofMinutes(10)))).state().status();
    assertThat(status.state()).isEqualTo(State.OPEN);
    assertThat(status.waited()).isBetween(Duration.ofMinutes(10), Duration.ofSeconds(611));
    assertThat(events.of(GateHeld.class))
        .singleElement()
        .satisfies(
            held -> {
              assertThat(held.at()).isBetween(Duration.ofSeconds(59), Duration.ofSeconds(61));
              assertThat(held.why()).isEqualTo("the deadline has come");
            });
  }

  @Test
  void heldARefusedLoginIsTriedOnceAMinute() {
    hold = true;
    AtomicInteger logins = new AtomicInteger();
    Gate<Void> gate =
        Gate.check(
            "db",
            attempt -> {
              logins.incrementAndGet();
              if (clock.elapsed().compareTo(Duration.ofMinutes(10)) < 0) {
                throw attempt.notReady(Failure.of(FailureKind.DENIED, "denied", "mend it"));
              }
            });
    assertThat(run(gate).state().status().state()).isEqualTo(State.OPEN);
    assertThat(logins.get()).isBetween(14, 16);
  }

  @Test
  void heldWhatNothingCanHealStaysFailed() {
    hold = true;
    Gate<Void> gate =
        Gate.check(
            "db",
            attempt -> {
              throw new NoClassDefFoundError("x/Y");
            });
    assertThat(run(gate).state().status().state()).isEqualTo(State.FAILED);
  }

  @Test
  void stoppedForLongerThanTheDeadlineItHasOneMoreFullAttempt() {
    limit = Duration.ofSeconds(30);
    List<Duration> remaining = new ArrayList<>();
    Gate<String> gate =
        Gate.of(
            "db",
            attempt -> {
              remaining.add(attempt.remaining());
              if (attempt.number() == 1) {
                ticker.advance(Duration.ofMinutes(10)); // SIGSTOP, then SIGCONT
                throw new ConnectException("Connection refused");
              }
              return "pool";
            });
    assertThat(run(gate).state().status().state()).isEqualTo(State.OPEN);
    assertThat(remaining).hasSize(2).last().isEqualTo(Duration.ofSeconds(10));
  }
}
