package io.softstart.gate;

import static org.assertj.core.api.Assertions.assertThat;

import io.softstart.diagnosis.Failure;
import io.softstart.diagnosis.FailureKind;
import io.softstart.gate.GateStatus.State;
import io.softstart.time.Ticker;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
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
}
