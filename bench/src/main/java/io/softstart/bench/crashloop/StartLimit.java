package io.softstart.bench.crashloop;

import java.time.Duration;
import java.util.OptionalLong;

/**
 * Always the same pause, and given up at one start too many within an interval. The interval begins
 * with a start; the first start after its end begins the next.
 */
final class StartLimit implements RestartPolicy {
  private final long pause;
  private final int most;
  private final long interval;
  private long since;
  private int starts;

  StartLimit(Duration pause, int most, Duration interval) {
    this.pause = pause.toNanos();
    this.most = most;
    this.interval = interval.toNanos();
  }

  @Override
  public OptionalLong next(long started, long ended) {
    if (starts == 0) {
      begin(started);
    }
    long next = ended + pause;
    if (next - since > interval) {
      begin(next);
    } else if (++starts > most) {
      return OptionalLong.empty();
    }
    return OptionalLong.of(next);
  }

  private void begin(long start) {
    since = start;
    starts = 1;
  }
}
