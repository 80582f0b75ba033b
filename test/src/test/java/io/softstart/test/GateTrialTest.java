package io.softstart.test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.softstart.diagnosis.FailureKind;
import io.softstart.gate.Gate;
import io.softstart.gate.GateStatus.State;
import io.softstart.gate.Probe;
import java.net.ConnectException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

class GateTrialTest {
  private static final Probe<String> THIRD =
      attempt -> {
        if (attempt.number() < 3) {
          throw attempt.notYet("cluster is yellow");
        }
        return "green";
      };

  private static final Probe<String> REFUSED =
      attempt -> {
        throw new ConnectException("Connection refused");
      };

  @Test
  void aProbeIsTriedOnceInOneLine() {
    assertThat(GateTrial.once(attempt -> "index").opened()).isEqualTo("index");
    assertThat(GateTrial.once(REFUSED).failure().kind()).isEqualTo(FailureKind.REFUSED);

    GateTrial<String> third = GateTrial.once(THIRD);
    assertThat(third.isOpen()).isFalse();
    assertThat(third.status().attempts()).isEqualTo(1);
    assertThat(third).hasToString("probe did not open: cluster is yellow (NOT_YET); " + why(third));
  }

  @Test
  void aProbeThatHangsIsCutOff() throws Exception {
    CountDownLatch interrupted = new CountDownLatch(1);
    Probe<String> hangs =
        attempt -> {
          try {
            new CountDownLatch(1).await();
            return "never";
          } catch (InterruptedException cut) {
            interrupted.countDown();
            throw cut;
          }
        };

    GateTrial<String> trial = GateTrial.once(hangs, Duration.ofMillis(100));

    assertThat(trial.failure().kind()).isEqualTo(FailureKind.TIMED_OUT);
    interrupted.await();
  }

  @Test
  void whatFailedAttemptsOpenedIsClosed() {
    AtomicBoolean closed = new AtomicBoolean();
    Probe<String> breaks =
        attempt -> {
          attempt.own(() -> closed.set(true));
          throw attempt.notYet("half way");
        };

    try (GateTrial<String> trial = GateTrial.run(Gate.of("db", breaks).maxAttempts(2))) {
      assertThat(trial.failures()).hasSize(2);
    }
    assertThat(closed).isTrue();
  }

  @Test
  void whatItOpenedIsClosedByTheTest() {
    AtomicBoolean closed = new AtomicBoolean();
    try (GateTrial<AutoCloseable> trial =
        GateTrial.once(attempt -> attempt.own(() -> closed.set(true)))) {
      assertThat(trial.opened()).isNotNull();
      assertThat(closed).isFalse();
    }
    assertThat(closed).isTrue();
  }

  @Test
  void aGateOpensOnAClockThatSkipsItsPauses() {
    GateTrial<String> trial = GateTrial.run(Gate.of("search", THIRD));

    assertThat(trial.opened()).isEqualTo("green");
    assertThat(trial.status().attempts()).isEqualTo(3);
    assertThat(trial.pauses()).hasSize(2).allSatisfy(pause -> assertThat(pause).isPositive());
    assertThat(trial.failure().reason()).isEqualTo("cluster is yellow");
    assertThat(trial).hasToString("search is open");
  }

  @Test
  void aGateIsGivenUpAtItsDeadline() {
    GateTrial<String> trial = GateTrial.run(Gate.of("search", REFUSED), Duration.ofHours(2));

    assertThat(trial.status().state()).isEqualTo(State.FAILED);
    assertThat(trial.status().waited())
        .isBetween(Duration.ofHours(2).minusSeconds(1), Duration.ofHours(2).plusSeconds(1));
    assertThat(trial.failures()).hasSizeGreaterThan(1_000);
    assertThat(trial.pauses()).hasSize(trial.failures().size() - 1);
    assertThatIllegalStateException()
        .isThrownBy(trial::opened)
        .withMessageContaining("search did not open")
        .withMessageContaining("(REFUSED)");
  }

  @Test
  void nothingToTellIsRefused() {
    assertThatIllegalStateException().isThrownBy(() -> GateTrial.once(attempt -> "a").failure());
    assertThatIllegalArgumentException()
        .isThrownBy(() -> GateTrial.run(Gate.of("db", REFUSED), Duration.ZERO));
  }

  private static String why(GateTrial<?> trial) {
    return trial.status().why().orElseThrow();
  }
}
