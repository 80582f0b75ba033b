package io.softstart.startup;

import io.softstart.config.ConfigProblem;
import io.softstart.config.ConfigResult;
import io.softstart.log.Level;
import io.softstart.log.LogSink;
import io.softstart.text.Durations;
import io.softstart.time.Deadline;
import io.softstart.time.Ticker;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Waits for the files of secrets that a sidecar or a volume may still bring, for the grace and no
 * longer, and only where nothing else is wrong with the configuration.
 */
final class LateFiles {
  private static final long PAUSE = 500_000_000;

  private final LogSink lines;
  private final Ticker ticker;
  private @Nullable Deadline deadline;

  LateFiles(LogSink lines, Ticker ticker) {
    this.lines = lines;
    this.ticker = ticker;
  }

  /**
   * Waits a moment if that may help.
   *
   * @param grace for all waits together
   * @return whether it has waited, and the configuration is to be read again
   */
  boolean waitFor(ConfigResult<?> configured, Duration grace) {
    if (configured.problems().isEmpty()
        || !configured.problems().stream().allMatch(LateFiles::is)) {
      return false;
    }
    Deadline end = deadline;
    if (end == null) {
      end = Deadline.in(grace, ticker);
      deadline = end;
      tell(configured, grace);
    }
    long left = end.left();
    if (left <= 0) {
      return false;
    }
    try {
      ticker.sleep(Math.min(left, PAUSE));
      return true;
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private void tell(ConfigResult<?> configured, Duration grace) {
    for (ConfigProblem late : configured.problems()) {
      lines.safeLine(
          Level.WARN,
          late.key()
              + " "
              + late.what()
              + "; it may still come (a sidecar or a volume may bring it), and is waited for up to "
              + Durations.text(grace));
    }
  }

  /** In the words of secrets that are read from files. */
  private static boolean is(ConfigProblem problem) {
    String what = problem.what();
    return what.startsWith("cannot be read: ") && what.endsWith(" does not exist");
  }
}
