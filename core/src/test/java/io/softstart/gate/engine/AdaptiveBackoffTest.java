package io.softstart.gate.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.softstart.diagnosis.FailureKind;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

class AdaptiveBackoffTest {
  private static final Duration CLOSE_CAP = Duration.ofMillis(750);
  private static final Duration CAP = Duration.ofSeconds(10);
  private static final Duration WINDOW_OF_10_000 = Duration.ofSeconds(22);
  private static final long DAY = 86_400_000_000_000L;

  private static Duration cap(FailureKind kind, int fleet) {
    Duration window = Duration.ofNanos(2_200_000L * fleet);
    Duration alone =
        switch (kind) {
          case UNRESOLVED, REFUSED, RESET, STARTING -> CLOSE_CAP;
          default -> CAP;
        };
    boolean widened =
        switch (kind) {
          case UNRESOLVED, REFUSED, RESET, STARTING, OVERLOADED, TIMED_OUT -> true;
          default -> false;
        };
    return widened && window.compareTo(alone) > 0 ? window : alone;
  }

  @Property
  void noPauseIsOverItsCapOrZero(
      @ForAll FailureKind before,
      @ForAll FailureKind kind,
      @ForAll @IntRange(min = 1, max = 100_000) int fleet,
      @ForAll @IntRange(min = 0, max = 50) int times,
      @ForAll @LongRange(min = 0, max = DAY) long waited,
      @ForAll @LongRange(min = 0, max = DAY) long took,
      @ForAll @DoubleRange(min = 0, max = 1, maxIncluded = false) double random) {
    AdaptiveBackoff pace = new AdaptiveBackoff(fleet);
    for (int i = 0; i < times; i++) {
      pace.pause(before, Duration.ofNanos(waited / 2), Duration.ZERO, random);
    }

    Duration pause = pace.pause(kind, Duration.ofNanos(waited), Duration.ofNanos(took), random);

    assertThat(pause).isPositive().isLessThanOrEqualTo(cap(kind, fleet));
  }

  @Property
  void aCrowdIsKeptAwayFromTheLongerTheLongerItHasBeenThere(
      @ForAll @LongRange(min = 0, max = DAY) long sooner,
      @ForAll @LongRange(min = 0, max = DAY) long more,
      @ForAll @DoubleRange(min = 0, max = 1, maxIncluded = false) double random) {
    assertThat(secondRefusal(sooner + more, random))
        .isGreaterThanOrEqualTo(secondRefusal(sooner, random));
  }

  private static Duration secondRefusal(long after, double random) {
    AdaptiveBackoff pace = new AdaptiveBackoff(1);
    pace.pause(FailureKind.OVERLOADED, Duration.ZERO, Duration.ZERO, random);
    return pace.pause(FailureKind.OVERLOADED, Duration.ofNanos(after), Duration.ZERO, random);
  }

  @Property
  void neverOneValueAlsoAtTheCap(
      @ForAll FailureKind kind, @ForAll @IntRange(min = 1, max = 100_000) int fleet) {
    Random random = new Random(7);
    Set<Duration> pauses = new HashSet<>();
    for (int i = 0; i < 100; i++) {
      AdaptiveBackoff pace = new AdaptiveBackoff(fleet);
      for (int failures = 0; failures < 20; failures++) {
        pace.pause(kind, Duration.ofHours(1), Duration.ZERO, random.nextDouble());
      }
      pauses.add(pace.pause(kind, Duration.ofHours(2), Duration.ZERO, random.nextDouble()));
    }
    assertThat(pauses).hasSizeGreaterThan(95);
  }

  @Test
  void anInstanceAloneDoesNotNoticeTheFleetRule() {
    assertThat(AdaptiveBackoff.spreads(1)).isFalse();
    assertThat(AdaptiveBackoff.spreads(340)).isFalse();
    assertThat(AdaptiveBackoff.spreads(341)).isTrue();
    AdaptiveBackoff pace = new AdaptiveBackoff(340);
    assertThat(pace.pause(FailureKind.REFUSED, Duration.ZERO, Duration.ZERO, 0.999))
        .isLessThanOrEqualTo(Duration.ofMillis(50));
  }

  @Test
  void aFleetTakesPlacesAllOverItsWindowAndKeepsThem() {
    List<Duration> first = new ArrayList<>();
    for (int tenth = 0; tenth < 10; tenth++) {
      AdaptiveBackoff pace = new AdaptiveBackoff(10_000);
      first.add(pace.pause(FailureKind.REFUSED, Duration.ZERO, Duration.ZERO, tenth / 10.0));
      assertThat(pace.pause(FailureKind.REFUSED, first.get(tenth), Duration.ZERO, tenth / 10.0))
          .isBetween(WINDOW_OF_10_000.multipliedBy(31).dividedBy(32), WINDOW_OF_10_000);
    }
    assertThat(first.get(0)).isLessThan(Duration.ofMillis(1));
    for (int tenth = 1; tenth < 10; tenth++) {
      assertThat(first.get(tenth).minus(first.get(tenth - 1)))
          .isBetween(Duration.ofMillis(2_199), Duration.ofMillis(2_201));
    }
  }

  @Test
  void whoWaitedLongForARefusalKeepsAwayLonger() {
    Duration atOnce =
        new AdaptiveBackoff(1)
            .pause(FailureKind.OVERLOADED, Duration.ofMinutes(1), Duration.ofMillis(5), 0.999);
    Duration late =
        new AdaptiveBackoff(1)
            .pause(FailureKind.OVERLOADED, Duration.ofMinutes(1), Duration.ofSeconds(7), 0.999);

    assertThat(atOnce).isBetween(Duration.ofMillis(749), Duration.ofMillis(750));
    assertThat(late).isBetween(Duration.ofMillis(2_090), Duration.ofMillis(2_100));
  }

  @Test
  void aCrowdThatMeltsAwayAndComesBackIsANewOne() {
    AdaptiveBackoff pace = new AdaptiveBackoff(1);
    pace.pause(FailureKind.OVERLOADED, Duration.ZERO, Duration.ZERO, 0.5);
    assertThat(pace.pause(FailureKind.OVERLOADED, Duration.ofMinutes(1), Duration.ZERO, 0.5))
        .isEqualTo(Duration.ofMillis(7_500));
    pace.pause(FailureKind.REFUSED, Duration.ofMinutes(2), Duration.ZERO, 0.5);
    assertThat(pace.pause(FailureKind.OVERLOADED, Duration.ofMinutes(3), Duration.ZERO, 0.999))
        .isLessThanOrEqualTo(Duration.ofMillis(750));
  }
}
