package io.softstart.bench.crashloop;

import java.time.Duration;
import java.util.List;

/**
 * What a process needs, as measured.
 *
 * @param boot from its start to its first attempt to connect
 * @param login from the attempt that succeeds to the end of the first query
 * @param dying from its last attempt to its end
 */
record Times(Duration boot, Duration login, Duration dying) {
  /** How long HikariCP sleeps after an attempt that failed, however fast the machine is. */
  private static final Duration ASLEEP = Duration.ofSeconds(1);

  /**
   * {@return the times of the same naive process where it lives so long, for other work on the
   * machine}
   */
  Times stretched(Duration life) {
    Duration awake = dying.minus(ASLEEP);
    double factor = Seconds.of(life.minus(ASLEEP)) / Seconds.of(boot.plus(awake));
    return new Times(times(boot, factor), times(login, factor), times(awake, factor).plus(ASLEEP));
  }

  private static Duration times(Duration duration, double factor) {
    return Duration.ofNanos(Math.round(duration.toNanos() * factor));
  }

  /** {@return the middle one, the later of two} */
  static Duration median(List<Duration> durations) {
    return durations.stream().sorted().skip(durations.size() / 2).findFirst().orElseThrow();
  }
}
