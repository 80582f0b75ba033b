package io.softstart.gate.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.softstart.diagnosis.Failure;
import io.softstart.diagnosis.FailureKind;
import io.softstart.event.StartupEvent.GateHeld;
import io.softstart.gate.Backoff;
import io.softstart.gate.Gate;
import io.softstart.gate.GateStatus;
import io.softstart.gate.GateStatus.State;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A process that is held alive tries on, whatever would have ended the gate. */
@Timeout(60)
class HoldTest {
  private final FakeTicker ticker = new FakeTicker();
  private final GateTrial trial = new GateTrial(ticker);
  private final AtomicInteger calls = new AtomicInteger();

  private Gate<Void> failing(int times, Failure failure) {
    return Gate.check(
        "db",
        attempt -> {
          if (calls.incrementAndGet() <= times) {
            throw attempt.notReady(failure);
          }
        });
  }

  private static Failure of(FailureKind kind) {
    return Failure.of(kind, "no", "wait");
  }

  @Test
  void holdWithABoundOfAttemptsTriesOnAtTheHeldPause() {
    trial.hold = true;
    Gate<Void> gate =
        failing(8, of(FailureKind.NOT_YET))
            .backoff(Backoff.fixed(Duration.ofSeconds(1)))
            .maxAttempts(3);

    assertThat(trial.run(gate).state().status().state()).isEqualTo(State.OPEN);

    assertThat(calls).hasValue(9);
    assertThat(ticker.pauses()).startsWith(Duration.ofSeconds(1), Duration.ofSeconds(1));
    assertThat(ticker.pauses().subList(2, 8)).containsOnly(Duration.ofSeconds(10));
    assertThat(trial.of(GateHeld.class))
        .singleElement()
        .extracting(GateHeld::why)
        .isEqualTo("its 3 attempts are used up");
  }

  @Test
  void holdTellsWhyAGateIsTriedNoMore() {
    trial.hold = true;

    assertThat(trial.run(failing(9, of(FailureKind.MISCONFIGURED))).state().status().state())
        .isEqualTo(State.FAILED);

    assertThat(calls).hasValue(1);
    assertThat(trial.of(GateHeld.class))
        .singleElement()
        .extracting(GateHeld::why)
        .isEqualTo("waiting does not help: fix the configuration");
  }

  @Test
  void anOptionalGateHoldsNothing() {
    trial.hold = true;
    trial.run(failing(9, of(FailureKind.MISCONFIGURED)).optional());
    assertThat(trial.of(GateHeld.class)).isEmpty();
  }

  @Test
  void holdHonoursAServersHint() {
    trial.hold = true;
    trial.deadline = Duration.ofMillis(1);
    Failure hint = of(FailureKind.STARTING).retryAfter(Duration.ofSeconds(42));

    trial.run(failing(3, hint));

    assertThat(ticker.pauses().subList(1, 3)).containsOnly(Duration.ofSeconds(42));
  }

  @Test
  void holdTriesARefusedLoginOnceAMinuteWhateverItsHintOrBound() {
    trial.hold = true;
    Failure denied = of(FailureKind.DENIED).retryAfter(Duration.ofSeconds(1));

    trial.run(failing(9, denied).backoff(Backoff.fixed(Duration.ofSeconds(1))).maxAttempts(2));

    List<Duration> held = ticker.pauses().subList(1, ticker.pauses().size());
    assertThat(held).isNotEmpty().containsOnly(Duration.ofMinutes(1));
  }

  @Test
  void aHintOfNearlyZeroDoesNotSpin() {
    trial.deadline = Duration.ofSeconds(10);
    Failure hint = of(FailureKind.STARTING).retryAfter(Duration.ofNanos(1));

    GateStatus status = trial.run(failing(Integer.MAX_VALUE, hint)).state().status();

    assertThat(status.attempts()).isBetween(150, 201);
  }

  @Test
  void aUsersPauseOfZeroDoesNotSpinAndANegativeOneIsIgnored() {
    trial.deadline = Duration.ofSeconds(1);
    Gate<Void> zero = failing(Integer.MAX_VALUE, of(FailureKind.NOT_YET));

    assertThat(trial.run(zero.backoff((f, w, r) -> Duration.ZERO)).state().status().attempts())
        .isLessThan(1_001);
    assertThat(
            trial
                .run(zero.backoff((f, w, r) -> Duration.ofSeconds(-1)))
                .state()
                .status()
                .attempts())
        .isLessThan(20);
  }

  @Test
  void theClassicTwoFourEightTenTimesTakesSeventyFourSeconds() {
    Backoff classic = Backoff.exponential(Duration.ofSeconds(2), 2, Duration.ofSeconds(10));

    GateStatus status =
        trial
            .run(
                failing(Integer.MAX_VALUE, of(FailureKind.NOT_YET))
                    .backoff(classic)
                    .maxAttempts(10))
            .state()
            .status();

    assertThat(status.attempts()).isEqualTo(10);
    assertThat(status.waited()).isEqualTo(Duration.ofSeconds(74));
  }

  @Test
  void theOperatorsBackoffServesGatesThatHaveNone() {
    trial.backoff = Backoff.fixed(Duration.ofSeconds(3));
    trial.run(failing(2, of(FailureKind.REFUSED)));
    assertThat(ticker.pauses()).containsOnly(Duration.ofSeconds(3)).hasSize(2);
  }
}
