package io.softstart.bench.crashloop;

import io.softstart.bench.crashloop.Application.Life;
import java.time.Duration;
import java.util.OptionalLong;
import java.util.random.RandomGenerator;

/**
 * How one container came through an outage.
 *
 * @param restarts after the first start
 * @param late seconds from usable to the end of its first query; infinite if it was given up
 */
record Course(int restarts, double late) {
  /** {@return the course of a container that is first started so long before its database} */
  static Course of(
      Supervisor supervisor, Application application, Duration outage, RandomGenerator random) {
    RestartPolicy policy = supervisor.policy();
    long usable = outage.toNanos();
    long started = 0;
    for (int restarts = 0; ; restarts++) {
      Life life = application.live(started, usable, random);
      if (life.ready()) {
        return new Course(restarts, (life.at() - usable) / 1e9);
      }
      OptionalLong next = policy.next(started, life.at());
      if (next.isEmpty()) {
        return new Course(restarts, Double.POSITIVE_INFINITY);
      }
      started = next.getAsLong();
    }
  }
}
