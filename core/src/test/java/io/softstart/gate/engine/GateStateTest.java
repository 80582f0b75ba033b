package io.softstart.gate.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.softstart.diagnosis.Failure;
import io.softstart.diagnosis.FailureKind;
import io.softstart.framework.AdvisoryGates;
import io.softstart.gate.AnyGate;
import io.softstart.gate.Gate;
import io.softstart.gate.GateStatus.State;
import io.softstart.time.Stopwatch;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a gate says of its next attempt, and of being held. */
class GateStateTest {
  private final FakeTicker ticker = new FakeTicker();
  private final GateState<Void> state =
      new GateState<>(
          GateInternals.spec(Gate.check("db", attempt -> {})), List.of(), new Stopwatch(ticker));

  private void failOnce() {
    state.begin();
    state.attempting(1);
    state.failed(Failure.of(FailureKind.REFUSED, "nothing listens", "start it"), null, false);
  }

  @Test
  void theNextAttemptIsCountedDownAndNeverBelowZero() {
    assertThat(state.status().next()).as("before the first").isEmpty();
    failOnce();
    assertThat(state.status().next()).as("while one runs").isEmpty();
    state.pausing(Duration.ofSeconds(4), null);
    assertThat(state.status().next()).contains(Duration.ofSeconds(4));
    ticker.advance(Duration.ofSeconds(3));
    assertThat(state.status().next()).contains(Duration.ofSeconds(1));
    ticker.advance(Duration.ofSeconds(3));
    assertThat(state.status().next()).contains(Duration.ZERO);
    state.attempting(2);
    assertThat(state.status().next()).isEmpty();
  }

  @Test
  void thereIsNoNextAttemptBehindTheEnd() {
    failOnce();
    state.pausing(Duration.ofSeconds(4), null);
    state.end(State.CANCELLED, null);
    assertThat(state.status().next()).isEmpty();
  }

  @Test
  void heldItSaysWhyItWouldHaveBeenGivenUpUntilItOpens() {
    failOnce();
    state.pausing(Duration.ofSeconds(1), null);
    assertThat(state.status().isHeld()).isFalse();
    state.pausing(Duration.ofSeconds(10), "the deadline has come");
    assertThat(state.status().isHeld()).isTrue();
    assertThat(state.status().why()).contains("the deadline has come");
    state.attempting(2);
    assertThat(state.status().isHeld()).as("while it is retried").isTrue();
    state.open(null, new Resources(null, new Unclosed()));
    assertThat(state.status().isHeld()).isFalse();
    assertThat(state.status().why()).isEmpty();
  }

  private GateState<Void> behind(GateState<?> first, AnyGate<Void> gate) {
    return new GateState<>(GateInternals.spec(gate), List.of(first), new Stopwatch(ticker));
  }

  private GateState<Void> givenUp(AnyGate<Void> gate) {
    GateState<Void> first =
        new GateState<>(GateInternals.spec(gate), List.of(), new Stopwatch(ticker));
    first.begin();
    first.end(State.FAILED, "the deadline has come");
    return first;
  }

  @Test
  void whatComesAfterAnAdvisoryGateThatWasGivenUpIsTriedBeforeTheStartGoesOn() {
    GateState<Void> advisory = givenUp(AdvisoryGates.advisory(Gate.check("db", attempt -> {})));
    Gate<Void> next = Gate.check("next", attempt -> {});

    GateState<Void> optional = behind(advisory, next.optional());
    assertThat(optional.letsPass()).as("before its thread begins").isFalse();
    assertThat(behind(optional, Gate.check("last", attempt -> {}).optional()).letsPass()).isFalse();
    optional.begin();
    assertThat(optional.letsPass()).isFalse();
    optional.triedEnough();
    assertThat(optional.letsPass()).isTrue();

    assertThat(behind(advisory, next).letsPass()).as("required").isFalse();
    assertThat(behind(advisory, AdvisoryGates.advisory(next)).letsPass()).isFalse();
  }

  @Test
  void whatComesAfterAnOptionalGateThatFailedHoldsUpNothing() {
    GateState<Void> optional = givenUp(Gate.check("cache", attempt -> {}).optional());
    assertThat(behind(optional, Gate.check("next", attempt -> {}).optional()).letsPass()).isTrue();
  }

  @Test
  void aFailedGateIsNotHeld() {
    failOnce();
    state.end(State.FAILED, "the deadline has come");
    assertThat(state.status().isHeld()).isFalse();
    assertThat(state.status().why()).contains("the deadline has come");
  }
}
