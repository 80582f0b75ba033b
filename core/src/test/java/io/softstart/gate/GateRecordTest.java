package io.softstart.gate;

import static org.assertj.core.api.Assertions.assertThat;

import io.softstart.diagnosis.Failure;
import io.softstart.diagnosis.FailureKind;
import io.softstart.gate.GateStatus.State;
import io.softstart.time.Stopwatch;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** What a gate says of its next attempt, and of being held. */
class GateRecordTest {
  private final FakeTicker ticker = new FakeTicker();
  private final GateRecord<Void> record =
      new GateRecord<>(Gate.check("db", attempt -> {}), new Stopwatch(ticker));

  private void failOnce() {
    record.begin();
    record.attempting(1);
    record.failed(Failure.of(FailureKind.REFUSED, "nothing listens", "start it"), null, false);
  }

  @Test
  void theNextAttemptIsCountedDownAndNeverBelowZero() {
    assertThat(record.status().next()).as("before the first").isEmpty();
    failOnce();
    assertThat(record.status().next()).as("while one runs").isEmpty();
    record.pausing(Duration.ofSeconds(4), null);
    assertThat(record.status().next()).contains(Duration.ofSeconds(4));
    ticker.advance(Duration.ofSeconds(3));
    assertThat(record.status().next()).contains(Duration.ofSeconds(1));
    ticker.advance(Duration.ofSeconds(3));
    assertThat(record.status().next()).contains(Duration.ZERO);
    record.attempting(2);
    assertThat(record.status().next()).isEmpty();
  }

  @Test
  void thereIsNoNextAttemptBehindTheEnd() {
    failOnce();
    record.pausing(Duration.ofSeconds(4), null);
    record.end(State.CANCELLED, null);
    assertThat(record.status().next()).isEmpty();
  }

  @Test
  void heldItSaysWhyItWouldHaveBeenGivenUpUntilItOpens() {
    failOnce();
    record.pausing(Duration.ofSeconds(1), null);
    assertThat(record.status().isHeld()).isFalse();
    record.pausing(Duration.ofSeconds(10), "the deadline has come");
    assertThat(record.status().isHeld()).isTrue();
    assertThat(record.status().why()).contains("the deadline has come");
    record.attempting(2);
    assertThat(record.status().isHeld()).as("while it is tried on").isTrue();
    record.open(null, new Owned());
    assertThat(record.status().isHeld()).isFalse();
    assertThat(record.status().why()).isEmpty();
  }

  @Test
  void aFailedGateIsNotHeld() {
    failOnce();
    record.end(State.FAILED, "the deadline has come");
    assertThat(record.status().isHeld()).isFalse();
    assertThat(record.status().why()).contains("the deadline has come");
  }
}
