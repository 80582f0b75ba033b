package io.softstart.bench.crashloop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.util.SplittableRandom;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class CourseTest {
  private static final Offset<Double> EXACTLY = within(1e-6);

  /** Half a second to the first attempt, a second and a half from there to death: 2 s in all. */
  private static final Times TIMES =
      new Times(Duration.ofMillis(500), Duration.ofMillis(250), Duration.ofMillis(1_500));

  private static Course course(Supervisor supervisor, Way way, double outage) {
    return Course.of(
        supervisor,
        way.application(TIMES, TIMES),
        Duration.ofMillis(Math.round(outage * 1e3)),
        new SplittableRandom(7));
  }

  @ParameterizedTest
  @CsvSource({
    // under Kubernetes it starts at 0, 2, 14, 36, 78, 160, 322, 624 s: each run is 2 s
    "KUBERNETES, 0.5, 0, 0.25", // met by the first attempt
    "KUBERNETES, 0.6, 1, 2.15", // just missed: 2 + 0.75
    "KUBERNETES, 25, 3, 11.75",
    "KUBERNETES, 40, 4, 38.75",
    "KUBERNETES, 322.6, 7, 302.15",
    // under Docker at 0, 2.1, 4.3, 6.7, 9.5, 13.1, 18.3, 26.7 s
    "DOCKER, 25, 7, 2.45",
    "LOOP, 25, 13, 1.75"
  })
  void theNaiveOneIsReadyAtTheFirstStartAfterTheOutage(
      Supervisor supervisor, double outage, int restarts, double late) {
    Course course = course(supervisor, Way.NAIVE, outage);

    assertThat(course.restarts()).isEqualTo(restarts);
    assertThat(course.late()).isCloseTo(late, EXACTLY);
  }

  @Test
  void whatSystemdGivesUpIsNeverReady() {
    Times quick = new Times(Duration.ofMillis(300), Duration.ZERO, Duration.ofMillis(1_200));
    Application naive = Way.NAIVE.application(quick, TIMES);

    Course course =
        Course.of(Supervisor.SYSTEMD, naive, Duration.ofSeconds(30), new SplittableRandom(7));

    assertThat(course).isEqualTo(new Course(4, Double.POSITIVE_INFINITY));
  }

  @Test
  void whoTriesForAMinuteTriesEachSecondOfIt() {
    Course within = course(Supervisor.KUBERNETES, Way.RETRYING, 59.4);
    assertThat(within.restarts()).isZero();
    assertThat(within.late()).isCloseTo(59.5 + 0.25 - 59.4, EXACTLY);

    Course after = course(Supervisor.KUBERNETES, Way.RETRYING, 59.6);
    assertThat(after.restarts()).isEqualTo(1);
    assertThat(after.late()).as("61 + 0.5 + 0.25").isCloseTo(61.75 - 59.6, EXACTLY);
  }

  @ParameterizedTest
  @EnumSource(Supervisor.class)
  void softstartWaitsOutWhatIsShorterThanItsDeadline(Supervisor supervisor) {
    for (int outage = 5; outage < 300; outage += 7) {
      Course course = course(supervisor, Way.SOFTSTART, outage);

      assertThat(course.restarts()).isZero();
      assertThat(course.late()).isBetween(0.25, 0.75 + 0.25 + 1e-3);
    }
  }

  @Test
  void softstartEndsAtItsDeadlineAndBeginsAnew() {
    Course course = course(Supervisor.KUBERNETES, Way.SOFTSTART, 320);
    assertThat(course.restarts()).isEqualTo(1);
    assertThat(course.late()).isLessThan(1.1);

    // three runs of 300.25 + 1.5 s and pauses of 0 and 10 s; then one of 20 s
    assertThat(course(Supervisor.KUBERNETES, Way.SOFTSTART, 916).late()).isBetween(19.5, 20.5);
    assertThat(course(Supervisor.KUBERNETES, Way.SOFTSTART_LONG, 916).restarts()).isZero();
  }

  @ParameterizedTest
  @EnumSource(Way.class)
  void theSameSeedGivesTheSamePhases(Way way) {
    Application application = way.application(TIMES, TIMES);
    Duration outage = Duration.ofMinutes(1);
    Phases once = Phases.of(Supervisor.KUBERNETES, application, outage, 7);

    assertThat(once.courses()).hasSize(Phases.DRAWS).doesNotHaveDuplicates();
    assertThat(Phases.of(Supervisor.KUBERNETES, application, outage, 7)).isEqualTo(once);
    assertThat(Phases.of(Supervisor.KUBERNETES, application, outage, 8)).isNotEqualTo(once);
  }

  @Test
  void thePhasesMeetTheWholeRhythm() {
    Phases phases =
        Phases.of(
            Supervisor.KUBERNETES, Way.NAIVE.application(TIMES, TIMES), Duration.ofMinutes(10), 7);

    assertThat(phases.worst()).as("just missed before 300 s").isBetween(299.0, 302.25);
    assertThat(phases.median()).as("anywhere in 302 s").isBetween(120.0, 180.0);
    assertThat(phases.restarts()).as("from 6 at 300 s to 8 at 900 s").isEqualTo(7);
  }

  @Test
  void aBusyMachineStretchesAllButTheSleep() {
    Times slow = TIMES.stretched(Duration.ofSeconds(3)); // 2 s awake instead of 1

    assertThat(slow)
        .isEqualTo(new Times(Duration.ofSeconds(1), Duration.ofMillis(500), Duration.ofSeconds(2)));
  }
}
