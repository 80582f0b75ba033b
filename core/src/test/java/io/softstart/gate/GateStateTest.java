package io.softstart.gate;

import static org.assertj.core.api.Assertions.assertThat;

import io.softstart.diagnosis.Failure;
import io.softstart.diagnosis.FailureKind;
import io.softstart.gate.GateStatus.State;
import io.softstart.time.Stopwatch;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a gate says of its next attempt, and of being held. */
class GateStateTest {
  private final FakeTicker ticker = new FakeTicker();
  private final GateState<Void> state =
      new GateState<>(Gate.check("db", attempt -> {}).spec(), List.of(), new Stopwatch(ticker));

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
    assertThat(state.status().isHeld()).as("while it is tried on").isTrue();
    state.open(null, new Resources(null, new Unclosed()));
    assertThat(state.status().isHeld()).isFalse();
    assertThat(state.status().why()).isEmpty();
  }

  @Test
  void aFailedGateIsNotHeld() {
    failOnce();
    state.end(State.FAILED, "the deadline has come");
    assertThat(state.status().isHeld()).isFalse();
    assertThat(state.status().why()).contains("the deadline has come");
  }
}
