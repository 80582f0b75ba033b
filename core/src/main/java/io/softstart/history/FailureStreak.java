package io.softstart.history;

import io.softstart.history.StartRecord.Outcome;
import io.softstart.text.Durations;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The failed starts that lead up to this one. A successful start, or an hour, resets the streak.
 * Starts that still run belong to other instances; starts that a signal stopped are no failures and
 * reset nothing.
 */
public final class FailureStreak {
  private static final Duration WINDOW = Duration.ofHours(1);
  private static final int MOST_DOUBLINGS = 16;

  private final List<StartRecord> failures = new ArrayList<>(); // the newest first
  private final long now;
  private final Supplier<String> build;
  private @Nullable StartRecord good;
  private int starts;
  private String lost = "";

  /**
   * @param earlier the oldest first
   * @param now in milliseconds of the wall clock
   * @param build tells that of this start; empty if it is not known
   */
  FailureStreak(List<StartRecord> earlier, long now, Supplier<String> build) {
    this.now = now;
    this.build = build;
    for (StartRecord start : earlier) {
      good = start.isGood() ? start : good;
    }
    for (int i = earlier.size() - 1; i >= 0; i--) {
      StartRecord start = earlier.get(i);
      if (start.isRunning()) {
        continue;
      }
      if (start.since(now).abs().compareTo(WINDOW) > 0) { // ago, or ahead: the clock was set back
        break;
      }
      if (start.isFailure()) {
        failures.add(start);
        starts = failures.size() + skipped(earlier, i);
      } else if (start.outcome() != Outcome.STOPPED_EARLY) {
        lost = failures.isEmpty() && start.outcome() == Outcome.LOST ? start.cause() : "";
        break;
      }
    }
  }

  /** {@return how many starts after the given one were stopped by a signal} */
  private static int skipped(List<StartRecord> earlier, int from) {
    int count = 0;
    for (StartRecord start : earlier.subList(from, earlier.size())) {
      count += start.outcome() == Outcome.STOPPED_EARLY ? 1 : 0;
    }
    return count;
  }

  /**
   * {@return what happened to the last starts, one sentence; empty if there is nothing to say}
   *
   * @param configuration that of this start; empty if it was not read
   */
  public String sentence(String configuration) {
    if (!lost.isEmpty()) {
      return "the last run, which was ready, ended without a message: " + lost;
    }
    if (failures.isEmpty()) {
      return "";
    }
    StartRecord last = failures.get(0);
    String sentence =
        (failures.size() == 1 ? one(last) : several(last)) + change(configuration, last);
    String since = sinceGood();
    return since.isEmpty() ? sentence : sentence + ". " + "T" + since.substring(1);
  }

  /**
   * {@return what was started when it last went well, one clause; empty if that is not known, or if
   * it was the same}
   */
  public String sinceGood() {
    StartRecord last = good;
    String was = last == null ? "" : last.build();
    String is = was.isEmpty() ? "" : build.get();
    if (last == null || is.isEmpty() || is.equals(was)) {
      return "";
    }
    String when = ago(Duration.ofMillis(now - last.begun()));
    return "the last good start was "
        + was
        + (when.isEmpty() ? "" : ",")
        + when
        + "; this is "
        + is;
  }

  /** {@return how many starts have failed in a row up to this one, within the last hour} */
  public int length() {
    return failures.size();
  }

  private String one(StartRecord last) {
    String which = starts == 1 ? "the last start " : count(1) + " ";
    String how = last.outcome() == Outcome.VANISHED ? "ended without a message" : "failed";
    return which + how + ago(last) + ": " + last.cause();
  }

  private String several(StartRecord last) {
    List<StartRecord> group = mostFrequent();
    String since = ago(failures.get(failures.size() - 1));
    String first = since.isEmpty() ? "" : " (the first" + since + ")";
    String theLast = "; the last one: " + said(last);
    if (group.size() == 1) {
      return count(failures.size()) + " failed, each with another cause" + first + theLast;
    }
    StartRecord one = group.get(0);
    String text = count(group.size()) + " failed with the same cause: " + said(one) + first;
    return one.fingerprint().equals(last.fingerprint()) ? text : text + theLast;
  }

  /** {@code the last 8 starts}, or {@code 6 of the last 8 starts}. */
  private String count(int some) {
    return (some == starts ? "the last " : some + " of the last ") + starts + " starts";
  }

  private String ago(StartRecord start) {
    return ago(start.since(now));
  }

  /** {@code " 2 h ago"}; empty for what lies ahead, since the clock was set back. */
  private static String ago(Duration since) {
    return since.isNegative() ? "" : " " + Durations.text(since) + " ago";
  }

  private static String said(StartRecord start) {
    return (start.outcome() == Outcome.VANISHED ? "ended without a message, " : "") + start.cause();
  }

  /** {@return the largest group with the same cause; of equal ones the newest} */
  private List<StartRecord> mostFrequent() {
    List<StartRecord> most = List.of();
    for (StartRecord failure : failures) {
      List<StartRecord> group = new ArrayList<>();
      for (StartRecord other : failures) {
        if (other.fingerprint().equals(failure.fingerprint())) {
          group.add(other);
        }
      }
      most = group.size() > most.size() ? group : most;
    }
    return most;
  }

  private static String change(String configuration, StartRecord last) {
    if (configuration.isEmpty() || last.configuration().isEmpty()) {
      return "";
    }
    boolean same = configuration.equals(last.configuration());
    return same ? ". The configuration is unchanged" : ". The configuration has changed";
  }

  /** {@return how many failures in a row, up to the last one, were just like this} */
  public int repeated(String fingerprint, String configuration) {
    int count = 0;
    for (StartRecord failure : failures) {
      if (!failure.fingerprint().equals(fingerprint)
          || !failure.configuration().equals(configuration)) {
        break;
      }
      count++;
    }
    return count;
  }

  /** {@return how long to wait before an exit that only repeats others: 1 s, 2 s, 4 s, ...} */
  public static Duration pause(int repeated, Duration most) {
    if (repeated == 0) {
      return Duration.ZERO;
    }
    Duration pause = Duration.ofSeconds(1L << Math.min(repeated - 1, MOST_DOUBLINGS));
    return pause.compareTo(most) < 0 ? pause : most;
  }
}
