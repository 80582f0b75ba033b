package io.softstart.startup;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class TimeoutExtensionTest {
  private final TimeoutExtension extension = new TimeoutExtension();

  private Duration at(int seconds, boolean waits) {
    return extension.by(waits, Duration.ofSeconds(seconds), false);
  }

  @Test
  void aStartThatWaitsForNothingHasTheUnitsTime() {
    assertThat(at(1, false)).isZero();
    assertThat(at(61, false)).isZero();
  }

  @Test
  void theOwnStartAfterALongWaitIsExtendedUntilItIsReady() {
    for (int second = 1; second < 250; second += 10) {
      assertThat(at(second, true)).isEqualTo(TimeoutExtension.WAITING);
    }
    for (int second = 251; second < 450; second += 10) {
      assertThat(at(second, false)).as("at %s", second).isEqualTo(TimeoutExtension.STARTING);
    }
    assertThat(at(451, true)).as("it waits again").isEqualTo(TimeoutExtension.WAITING);
  }

  @Test
  void aStartThatHangsIsEndedBySystemdUnlessItHasALimitOfItsOwn() {
    at(1, true);
    int late = (int) TimeoutExtension.MOST.toSeconds() + 1;
    assertThat(at(late - 1, false)).isEqualTo(TimeoutExtension.STARTING);
    assertThat(at(late, false)).isZero();
    assertThat(extension.by(false, Duration.ofSeconds(late), true))
        .isEqualTo(TimeoutExtension.STARTING);
  }
}
