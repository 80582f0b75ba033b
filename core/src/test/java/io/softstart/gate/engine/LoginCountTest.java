package io.softstart.gate.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.softstart.diagnosis.Failure;
import io.softstart.diagnosis.FailureKind;
import io.softstart.gate.Backoff;
import io.softstart.gate.Gate;
import io.softstart.gate.GateStatus;
import io.softstart.gate.GateStatus.State;
import io.softstart.time.Deadline;
import io.softstart.time.Ticker;
import java.net.ConnectException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Five logins are five at the server, not five attempts that were told in time. */
@Timeout(60)
class LoginCountTest {
  private static final Failure DENIED = Failure.of(FailureKind.DENIED, "denied", "mend it");

  @Test
  void aProbeThatAsksTwoHostsMakesTwoLoginsAnAttempt() {
    AtomicInteger logins = new AtomicInteger();
    GateStatus status =
        new GateTrial(new FakeTicker())
            .run(
                Gate.check(
                    "db",
                    attempt -> {
                      logins.addAndGet(2);
                      attempt.loginsRefused(2);
                      throw attempt.notReady(DENIED);
                    }))
            .state()
            .status();
    assertThat(status.state()).isEqualTo(State.FAILED);
    assertThat(logins).hasValue(4);
    assertThat(status.why().orElseThrow()).startsWith("4 logins were refused");
  }

  @Test
  void aRefusalThatComesAfterItsCutCountsWhenItComes() {
    GateTrial trial = new GateTrial(Ticker.system());
    trial.attempt = Duration.ofMillis(50);
    trial.deadline = Duration.ofSeconds(40);
    AtomicInteger logins = new AtomicInteger();
    Gate<Void> gate =
        Gate.check(
                "db",
                attempt -> {
                  try {
                    new java.util.concurrent.CountDownLatch(1).await();
                  } catch (InterruptedException cut) {
                    logins.incrementAndGet(); // the server refuses right after the cut
                    throw attempt.notReady(DENIED);
                  }
                })
            .backoff(Backoff.fixed(Duration.ofMillis(20)))
            .attemptTimeout(Duration.ofMillis(50));

    GateStatus status = trial.run(gate).state().status();

    assertThat(status.state()).isEqualTo(State.FAILED);
    assertThat(logins).hasValue(5);
    assertThat(status.lastFailure().orElseThrow().kind()).isEqualTo(FailureKind.DENIED);
  }

  @Test
  void fiveLoginsAreFive() {
    AtomicInteger logins = new AtomicInteger();
    Gate<Void> gate =
        Gate.check(
                "db",
                attempt -> {
                  logins.incrementAndGet();
                  throw attempt.notReady(DENIED);
                })
            .backoff(Backoff.fixed(Duration.ofMillis(10)));
    new GateTrial(new FakeTicker()).run(gate);
    assertThat(logins).hasValue(5);
  }

  @Test
  void aRefusalThatComesWhileTheNextAttemptWaitsForItsTurnComesBeforeIt() {
    GateTrial trial = new GateTrial(Ticker.system());
    trial.attempt = Duration.ofMillis(50);
    trial.deadline = Duration.ofSeconds(40);
    AtomicInteger logins = new AtomicInteger();
    Gate<Void> gate =
        Gate.check(
                "db",
                attempt -> {
                  logins.incrementAndGet();
                  Deadline answer =
                      Deadline.in(attempt.remaining().plusMillis(150), Ticker.system());
                  while (answer.left() > 0) { // as drivers do that ignore interrupts
                    LockSupport.parkNanos(Math.max(1, answer.left()));
                    Thread.interrupted();
                  }
                  throw attempt.notReady(DENIED);
                })
            .backoff(Backoff.fixed(Duration.ofMillis(1)))
            .attemptTimeout(Duration.ofMillis(50));

    GateStatus status = trial.run(gate).state().status();

    assertThat(status.state()).isEqualTo(State.FAILED);
    assertThat(logins).hasValue(5);
    assertThat(status.why().orElseThrow()).startsWith("5 logins were refused");
  }

  @Test
  void aGateThatWasHeldPastFiveLoginsAndHasOpenedIsLookedAtStill() throws Exception {
    FakeTicker ticker = new FakeTicker();
    GateTrial trial = new GateTrial(ticker);
    trial.hold = true;
    AtomicInteger looks = new AtomicInteger();
    Gate<Void> gate =
        Gate.check(
            "db",
            attempt -> {
              if (attempt.isLook()) {
                looks.incrementAndGet();
                throw new ConnectException("Connection refused");
              }
              if (attempt.number() <= 7) {
                throw attempt.notReady(DENIED);
              }
            });
    GateRunner<Void> runner = trial.run(gate);
    assertThat(runner.state().status().state()).isEqualTo(State.OPEN);
    OpenGateCheck<Void> check = runner.check();
    check.make();
    assertThat(runner.state().status().state()).isEqualTo(State.LOST);
    ticker.advance(Duration.ofMinutes(1));
    check.make();
    assertThat(looks).hasValue(2);
  }
}
