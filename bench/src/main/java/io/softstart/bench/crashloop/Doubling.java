package io.softstart.bench.crashloop;

import java.time.Duration;
import java.util.OptionalLong;

/** Pauses that double up to a limit, until it has run for long enough. */
final class Doubling implements RestartPolicy {
  private final long first;
  private final long second;
  private final long most;
  private final long forgotten;
  private long pause;

  /**
   * Begins.
   *
   * @param first the pause after the first end, or after one that came late enough
   * @param second the one after it, from which on they double
   * @param most the longest
   * @param forgotten after how long a run the next pause is the first again
   */
  Doubling(Duration first, Duration second, Duration most, Duration forgotten) {
    this.first = first.toNanos();
    this.second = second.toNanos();
    this.most = most.toNanos();
    this.forgotten = forgotten.toNanos();
    this.pause = this.first;
  }

  @Override
  public OptionalLong next(long started, long ended) {
    if (ended - started >= forgotten) {
      pause = first;
    }
    long next = ended + pause;
    pause = pause == first ? second : Math.min(2 * pause, most);
    return OptionalLong.of(next);
  }
}
