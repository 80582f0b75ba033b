package io.softstart.crash;

import io.softstart.crash.EarlierStart.Outcome;
import io.softstart.text.Durations;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * What the earlier starts mean for this one. A good start makes forget what was before it, and an
 * hour does; starts that still run are those of other instances, and mean nothing.
 */
final class Retrospect {
  private static final Duration WINDOW = Duration.ofHours(1);
  private static final int MOST_DOUBLINGS = 16;

  private final List<EarlierStart> failures = new ArrayList<>();
  private final long now;
  private String lost = "";

  /**
   * @param earlier the oldest first
   */
  Retrospect(List<EarlierStart> earlier, long now) {
    this.now = now;
    for (int i = earlier.size() - 1; i >= 0; i--) {
      EarlierStart start = earlier.get(i);
      if (start.isRunning()) {
        continue;
      }
      boolean recent = start.since(now).compareTo(WINDOW) <= 0;
      if (!recent || !start.isFailure()) {
        if (recent && failures.isEmpty() && start.outcome() == Outcome.LOST) {
          lost = start.cause();
        }
        break;
      }
      failures.add(start);
    }
  }

  /**
   * {@return what happened to the last starts, one sentence; empty if there is nothing to say}
   *
   * @param configuration that of this start; empty if it was not read
   */
  String sentence(String configuration) {
    if (!lost.isEmpty()) {
      return "the last run, which was ready, was gone without a word: " + lost;
    }
    if (failures.isEmpty()) {
      return "";
    }
    EarlierStart last = failures.get(0);
    StringBuilder text = new StringBuilder("the last ");
    if (failures.size() == 1) {
      boolean vanished = last.outcome() == Outcome.VANISHED;
      text.append("start ").append(vanished ? "was gone without a word " : "failed ");
      text.append(Durations.text(last.since(now))).append(" ago: ").append(last.cause());
    } else {
      EarlierStart first = failures.get(failures.size() - 1);
      text.append(failures.size()).append(" starts failed within ");
      text.append(Durations.text(first.since(now)));
      int causes = causes();
      text.append(
          causes == 1
              ? ", all for the same cause: "
              : ", for " + causes + " different causes; the last one: ");
      text.append(last.outcome() == Outcome.VANISHED ? "gone without a word, " : "");
      text.append(last.cause());
    }
    if (!configuration.isEmpty() && !last.configuration().isEmpty()) {
      boolean same = configuration.equals(last.configuration());
      text.append(same ? ". The configuration is unchanged" : ". The configuration has changed");
    }
    return text.toString();
  }

  private int causes() {
    List<String> prints = new ArrayList<>();
    for (EarlierStart failure : failures) {
      if (!prints.contains(failure.fingerprint())) {
        prints.add(failure.fingerprint());
      }
    }
    return prints.size();
  }

  /** {@return how many starts in a row, up to the last one, have failed in just that way} */
  int repeated(String fingerprint, String configuration) {
    int count = 0;
    for (EarlierStart failure : failures) {
      if (!failure.fingerprint().equals(fingerprint)
          || !failure.configuration().equals(configuration)) {
        break;
      }
      count++;
    }
    return count;
  }

  /** {@return how long to wait before an exit that only repeats others: 1 s, 2 s, 4 s, ...} */
  static Duration pause(int repeated, Duration most) {
    if (repeated == 0) {
      return Duration.ZERO;
    }
    Duration pause = Duration.ofSeconds(1L << Math.min(repeated - 1, MOST_DOUBLINGS));
    return pause.compareTo(most) < 0 ? pause : most;
  }
}
