package io.softstart.bench.crashloop;

import io.softstart.bench.report.Page;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * The courses of many outages of about the same length, whose ends fall everywhere into the rhythm
 * of the restarts.
 */
record Phases(List<Course> courses) {
  /** How many are drawn: odd, so that the median is one of them. */
  static final int DRAWS = 201;

  /**
   * {@return courses of outages from half to one and a half of a length, evenly spread; the same
   * for the same seed}
   */
  static Phases of(Supervisor supervisor, Application application, Duration outage, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    List<Course> courses = new ArrayList<>();
    for (int draw = 0; draw < DRAWS; draw++) {
      double share = 0.5 + (draw + random.nextDouble()) / DRAWS;
      Duration varied = Duration.ofNanos((long) (outage.toNanos() * share));
      courses.add(Course.of(supervisor, application, varied, random));
    }
    return new Phases(List.copyOf(courses));
  }

  /** {@return the median of the restarts} */
  int restarts() {
    return (int) Page.median(courses.stream().map(course -> (double) course.restarts()).toList());
  }

  /** {@return the median of the seconds from usable to ready; infinite if most were given up} */
  double median() {
    return Page.median(courses.stream().map(Course::late).toList());
  }

  /** {@return the most seconds from usable to ready; infinite if one was given up} */
  double worst() {
    return courses.stream().mapToDouble(Course::late).max().orElseThrow();
  }
}
