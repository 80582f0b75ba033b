package io.softstart.bench.crashloop;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class SupervisorTest {
  /** One container, whose runs are given. */
  private static final class Container {
    private final RestartPolicy policy;
    private long started = Duration.ofHours(7).toNanos(); // a clock begins anywhere

    Container(Supervisor supervisor) {
      policy = supervisor.policy();
    }

    /** Lets it run once, and returns the seconds until its next start; -1 if it is given up. */
    double run(double seconds) {
      long ended = started + (long) (seconds * 1e9);
      OptionalLong next = policy.next(started, ended);
      started = next.orElse(ended);
      return next.isPresent() ? (started - ended) / 1e9 : -1;
    }

    List<Double> runs(int times, double seconds) {
      List<Double> pauses = new ArrayList<>();
      for (int i = 0; i < times; i++) {
        pauses.add(run(seconds));
      }
      return pauses;
    }
  }

  @Test
  void theKubeletRestartsAtOnceAndThenDoublesFromTenSecondsToFiveMinutes() {
    assertThat(new Container(Supervisor.KUBERNETES).runs(9, 2))
        .containsExactly(0.0, 10.0, 20.0, 40.0, 80.0, 160.0, 300.0, 300.0, 300.0);
  }

  @Test
  void theReducedDecayDoublesFromOneSecondToOneMinute() {
    assertThat(new Container(Supervisor.KUBERNETES_REDUCED).runs(9, 2))
        .containsExactly(0.0, 1.0, 2.0, 4.0, 8.0, 16.0, 32.0, 60.0, 60.0);
  }

  @Test
  void theKubeletForgetsAfterTenMinutesOfRunning() {
    Container container = new Container(Supervisor.KUBERNETES);
    assertThat(container.runs(3, 2)).containsExactly(0.0, 10.0, 20.0);
    assertThat(container.run(599)).as("not long enough").isEqualTo(40);
    assertThat(container.run(601)).as("as if for the first time").isZero();
    assertThat(container.runs(2, 2)).containsExactly(10.0, 20.0);
  }

  @Test
  void dockerDoublesFromATenthOfASecondToAMinute() {
    assertThat(new Container(Supervisor.DOCKER).runs(12, 2))
        .containsExactly(0.1, 0.2, 0.4, 0.8, 1.6, 3.2, 6.4, 12.8, 25.6, 51.2, 60.0, 60.0);
  }

  @Test
  void dockerForgetsAfterTenSecondsOfRunning() {
    Container container = new Container(Supervisor.DOCKER);
    assertThat(container.runs(3, 2)).containsExactly(0.1, 0.2, 0.4);
    assertThat(container.run(9.9)).as("not long enough").isEqualTo(0.8);
    assertThat(container.run(10)).as("as if for the first time").isEqualTo(0.1);
    assertThat(container.run(2)).isEqualTo(0.2);
  }

  @Test
  void systemdGivesUpAtTheSixthStartWithinTenSeconds() {
    assertThat(new Container(Supervisor.SYSTEMD).runs(5, 1.8))
        .containsExactly(0.1, 0.1, 0.1, 0.1, -1.0); // the sixth would be 9.5 s after the first
  }

  @Test
  void systemdRestartsForEverWhatDiesSlowlyEnough() {
    assertThat(new Container(Supervisor.SYSTEMD).runs(1_000, 2)).containsOnly(0.1);
  }

  @Test
  void systemdCountsAnewInEachInterval() {
    Container container = new Container(Supervisor.SYSTEMD);
    assertThat(container.runs(4, 1)).containsOnly(0.1);
    assertThat(container.run(20)).as("begins the next interval").isEqualTo(0.1);
    assertThat(container.runs(5, 1)).containsExactly(0.1, 0.1, 0.1, 0.1, -1.0);
  }

  @Test
  void aBareLoopDoesNotPause() {
    assertThat(new Container(Supervisor.LOOP).runs(100, 1)).containsOnly(0.0);
  }
}
