package io.softstart.history;

import java.util.Map;
import java.util.TreeMap;

/**
 * How many starts there were, as far as a state directory remembers: also those whose lines are
 * gone.
 *
 * @param starts all of them, this one included; 0 while that is not known
 * @param failed those that failed, by exit code and kind: {@code 78 DENIED}
 * @param failedInARow those that failed one after the other before this one, within an hour; 0 once
 *     this one is ready
 */
public record StartCounts(long starts, Map<String, Long> failed, int failedInARow) {
  /** Of a process that remembers no other start. */
  public static final StartCounts FIRST = new StartCounts(1, Map.of(), 0);

  /** While what is remembered is not read yet. */
  public static final StartCounts UNKNOWN = new StartCounts(0, Map.of(), 0);

  /** Makes the map unmodifiable. */
  public StartCounts {
    failed = Map.copyOf(failed);
  }

  StartCounts and(StartRecord start) {
    Map<String, Long> more = new TreeMap<>(failed);
    if (start.isFailure()) {
      more.merge(start.code(), 1L, Long::sum);
    }
    return new StartCounts(starts + 1, more, failedInARow);
  }

  StartCounts and(Iterable<StartRecord> more) {
    StartCounts counts = this;
    for (StartRecord start : more) {
      counts = counts.and(start);
    }
    return counts;
  }

  /** {@return the same once this start is ready, which ends the row of failures} */
  StartCounts ready() {
    return new StartCounts(starts, failed, 0);
  }

  StartCounts after(FailureStreak streak) {
    return new StartCounts(starts, failed, streak.length());
  }
}
