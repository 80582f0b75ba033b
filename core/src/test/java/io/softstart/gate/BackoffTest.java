package io.softstart.gate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

class BackoffTest {
  private static final Duration CAP = Duration.ofSeconds(10);
  private static final Backoff EXPONENTIAL =
      Backoff.exponential(Duration.ofMillis(250), 2, CAP).jittered();

  @Test
  void drawsAtTheCapNeverExceedItAndStayDistinct() {
    Random random = new Random(7);
    Set<Duration> values = new HashSet<>();
    for (int i = 0; i < 10_000; i++) {
      Duration pause = EXPONENTIAL.pause(60, Duration.ofHours(1), random.nextDouble());
      assertThat(pause).isBetween(CAP.dividedBy(2), CAP);
      values.add(pause);
    }
    // Resilience4j caps after the jitter and draws one value here, Failsafe exceeds the cap
    assertThat(values).hasSizeGreaterThan(9_000);
  }

  @Property
  void exponentialStaysInTheUpperHalfOfItsBase(
      @ForAll @IntRange(min = 1, max = Integer.MAX_VALUE) int failures,
      @ForAll @DoubleRange(min = 0, max = 1, maxIncluded = false) double random) {
    Duration pause = EXPONENTIAL.pause(failures, Duration.ZERO, random);
    Duration base = EXPONENTIAL.pause(failures, Duration.ZERO, 0.9999999999999999);
    assertThat(pause).isPositive().isLessThanOrEqualTo(CAP);
    assertThat(pause.toNanos()).isGreaterThanOrEqualTo(base.toNanos() / 2 - 1);
  }

  @Property
  void baseGrowsMonotonically(@ForAll @IntRange(min = 1, max = 100_000) int failures) {
    assertThat(EXPONENTIAL.pause(failures + 1, Duration.ZERO, 0.5))
        .isGreaterThanOrEqualTo(EXPONENTIAL.pause(failures, Duration.ZERO, 0.5));
  }

  @Property
  void proportionalIsBetweenFloorAndCapAndThreePercent(
      @ForAll @LongRange(min = 0, max = Long.MAX_VALUE / 2) long waited,
      @ForAll @DoubleRange(min = 0, max = 1, maxIncluded = false) double random) {
    Duration pause = Backoff.proportional().jittered().pause(1, Duration.ofNanos(waited), random);
    assertThat(pause).isBetween(Duration.ofMillis(25), Duration.ofMillis(750));
    double share = Math.max(Duration.ofMillis(50).toNanos(), waited * 0.03);
    assertThat((double) pause.toNanos()).isLessThanOrEqualTo(share);
  }

  @Test
  void hugeDurationsSaturate() {
    Duration forever = Duration.ofSeconds(Long.MAX_VALUE);
    Backoff huge = Backoff.exponential(Duration.ofDays(1), 10, forever);
    assertThat(huge.pause(Integer.MAX_VALUE, forever, 0.999)).isPositive();
    assertThat(Backoff.proportional().jittered().pause(1, forever, 0.999))
        .isBetween(Duration.ofMillis(375), Duration.ofMillis(750));
  }

  @Test
  void theClassicTwoFourEight() {
    Backoff classic = Backoff.exponential(Duration.ofSeconds(2), 2, Duration.ofSeconds(10));
    for (int failures = 1; failures <= 6; failures++) {
      long base = Math.min(10, 1L << failures);
      assertThat(classic.pause(failures, Duration.ZERO, 0)).isEqualTo(Duration.ofSeconds(base));
    }
  }

  @Test
  void badArgumentsAreRefusedAtTheCall() {
    Duration second = Duration.ofSeconds(1);
    assertThatThrownBy(() -> Backoff.exponential(Duration.ZERO, 2, second))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("first: PT0S is not positive");
    assertThatThrownBy(() -> Backoff.exponential(second, 0.5, second))
        .hasMessage("factor: 0.5 is not from 1 to a million");
    assertThatThrownBy(
            () -> Backoff.exponential(Duration.ofSeconds(1), 1e7, Duration.ofSeconds(10)))
        .hasMessage("factor: 1.0E7 is not from 1 to a million");
    assertThatThrownBy(() -> Backoff.exponential(second, 2, Duration.ofMillis(1)))
        .hasMessage("cap: PT0.001S is not at least the first pause, PT1S");
    assertThatThrownBy(() -> Backoff.proportional(0, second, second))
        .hasMessage("share: 0.0 is not more than 0 and at most 1");
    assertThatThrownBy(() -> Backoff.fixed(Duration.ofSeconds(-1)))
        .hasMessage("pause: PT-1S is not positive");
  }
}
