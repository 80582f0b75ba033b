package io.softstart.crash;

import io.softstart.fence.Fence;
import io.softstart.log.Level;
import io.softstart.log.LogSink;
import io.softstart.time.Ticker;
import java.time.Duration;
import java.util.function.IntConsumer;

/**
 * Ends a process that is held alive, with the exit code that it would have had, when a file changes
 * that settings came from.
 */
final class HeldProcess implements Runnable {
  static final int LOOKS_BETWEEN_WORDS = 300;
  private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(1);

  private final Situation situation;
  private final LogSink log;
  private final Ticker ticker;
  private final IntConsumer end;
  private final String files;

  /**
   * Begins nothing yet.
   *
   * @param ticker of the pauses between two looks
   * @param end ends the process with an exit code
   * @param files what the situation has said of the files at first
   */
  HeldProcess(Situation situation, LogSink log, Ticker ticker, IntConsumer end, String files) {
    this.situation = situation;
    this.log = log;
    this.ticker = ticker;
    this.end = end;
    this.files = files;
  }

  /** Keeps a failed process alive; returns false where the system has no thread for that. */
  boolean begin() {
    if (!start(false)) { // no daemon: it is what keeps the JVM alive
      return false;
    }
    log.line(
        Level.WARN,
        "held alive (SOFTSTART_ON_FAILURE=hold): the status on port "
            + situation.statusPort()
            + " shows why. "
            + ends(situation.heldCode()));
    return true;
  }

  private static String ends(int code) {
    return "SIGTERM ends it; SIGHUP, or a change of a file that settings came from, ends it with"
        + " exit code "
        + code;
  }

  /** Looks at the files for as long as gates hold the process; tells of it where no page does. */
  void watch() {
    start(true);
  }

  private boolean start(boolean daemon) {
    Thread thread = new Thread(null, this, "softstart-hold", 0, false);
    thread.setDaemon(daemon);
    return Fence.begin(thread);
  }

  @Override
  public void run() {
    int code = situation.heldCode();
    int looks = 0;
    while (code != 0 || !situation.isOver()) {
      if (code != 0 && !situation.files().equals(files)) {
        log.line(Level.INFO, "a file has changed that settings came from: exit code " + code);
        end.accept(code);
        return;
      }
      if (code != 0 && looks++ % LOOKS_BETWEEN_WORDS == 0) {
        tellIfUnseen(code);
      }
      try {
        ticker.sleep(BETWEEN_LOOKS.toNanos());
      } catch (InterruptedException nobodyElseHasThatThread) {
        return;
      }
      code = situation.heldCode();
    }
  }

  private void tellIfUnseen(int code) {
    Ending ending = situation.isUnseen() ? situation.heldByGates() : null;
    if (ending != null) {
      log.safeLine(
          Level.WARN,
          "held alive (SOFTSTART_ON_FAILURE=hold), and nobody can see it, since the status port is"
              + " not open. Without hold: "
              + ending.title()
              + ". "
              + ends(code));
    }
  }
}
