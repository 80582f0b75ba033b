package io.softstart.gate.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.softstart.diagnosis.Failure;
import io.softstart.diagnosis.FailureKind;
import io.softstart.event.StartupEvent.GateFailed;
import io.softstart.gate.Gate;
import io.softstart.gate.GateStatus;
import io.softstart.gate.GateStatus.State;
import io.softstart.time.Ticker;
import java.net.ConnectException;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Defects of the loop that no other test of this package is named after. */
@Timeout(60)
class LoopDefectsTest {
  /** Breaks the loop itself: nobody's code but ours runs there. */
  private static final class BrokenTicker implements Ticker {
    @Override
    public long read() {
      return 1;
    }

    @Override
    public void sleep(long nanos) {
      throw new NoClassDefFoundError("io/softstart/gate/Missing");
    }

    @Override
    public boolean await(CountDownLatch done, long nanos) throws InterruptedException {
      return done.await(10, TimeUnit.SECONDS);
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void aGateWhoseLoopDiesSaysSoAlsoWhenItIsOptional(boolean optional) throws Exception {
    BlockingQueue<Throwable> reported = new LinkedBlockingQueue<>();
    Thread.UncaughtExceptionHandler before = Thread.getDefaultUncaughtExceptionHandler();
    Thread.setDefaultUncaughtExceptionHandler((thread, thrown) -> reported.add(thrown));
    try {
      GateTrial trial = new GateTrial(new BrokenTicker());
      Gate<Void> search =
          Gate.check(
              "search",
              attempt -> {
                throw new ConnectException("Connection refused");
              });

      GateStatus status = trial.run(optional ? search.optional() : search).state().status();

      assertThat(status.state()).isEqualTo(State.FAILED);
      assertThat(trial.of(GateFailed.class)).hasSize(1);
      assertThat(status.lastFailure().orElseThrow().kind()).isEqualTo(FailureKind.MISCONFIGURED);
      assertThat(reported.poll(10, TimeUnit.SECONDS))
          .hasMessage("the loop of gate 'search' ended")
          .hasRootCauseMessage("io/softstart/gate/Missing");
    } finally {
      Thread.setDefaultUncaughtExceptionHandler(before);
    }
  }

  @Test
  void theThirdAttemptFollowsTwoThatHangAfterAsLongAsAnAttemptMayTake() {
    FakeTicker ticker = new FakeTicker();
    GateTrial trial = new GateTrial(ticker);
    trial.deadline = Duration.ofSeconds(45);
    trial.attempt = Duration.ofSeconds(5);

    GateStatus status = trial.run(Gate.check("db", attempt -> hang(ticker))).state().status();

    assertThat(status.attempts()).isEqualTo(3);
  }

  @Test
  void onceALoginWasRefusedNoAttemptBeginsSoonBesideOneThatHangs() {
    FakeTicker ticker = new FakeTicker();
    GateTrial trial = new GateTrial(ticker);
    trial.deadline = Duration.ofSeconds(30);
    trial.attempt = Duration.ofSeconds(5);
    Failure denied = Failure.of(FailureKind.DENIED, "denied", "change the password");
    Gate<Void> gate =
        Gate.check(
            "db",
            attempt -> {
              if (attempt.number() == 1) {
                throw attempt.notReady(denied);
              }
              hang(ticker);
            });

    assertThat(trial.run(gate).state().status().attempts()).isEqualTo(2);
  }

  private static void hang(FakeTicker ticker) {
    ticker.hang();
    while (true) {
      try {
        new CountDownLatch(1).await();
      } catch (InterruptedException ignored) {
        continue; // as most drivers do
      }
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {0, -1})
  void aHintOfZeroIsRefusedAtTheCall(long nanos) {
    Failure failure = Failure.of(FailureKind.STARTING, "loading", "none");
    assertThatThrownBy(() -> failure.retryAfter(Duration.ofNanos(nanos)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("is no pause");
  }
}
