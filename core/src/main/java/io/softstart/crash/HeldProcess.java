package io.softstart.crash;

import io.softstart.fence.Fence;
import io.softstart.log.EarlyLog;
import io.softstart.log.Level;
import io.softstart.time.Ticker;
import java.time.Duration;
import java.util.function.IntConsumer;

/**
 * Ends a process that is held alive, with the exit code that it would have had, when a file changes
 * that settings came from.
 */
final class HeldProcess implements Runnable {
  private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(1);

  private final Situation situation;
  private final EarlyLog log;
  private final IntConsumer end;
  private final String files;

  /**
   * Begins nothing yet.
   *
   * @param end ends the process with an exit code
   * @param files what the situation has said of the files at first
   */
  HeldProcess(Situation situation, EarlyLog log, IntConsumer end, String files) {
    this.situation = situation;
    this.log = log;
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
            + " shows why. SIGTERM ends it; SIGHUP, or a change of a file that settings came from,"
            + " ends it with exit code "
            + situation.heldCode());
    return true;
  }

  /** Looks at the files for as long as gates hold the process. */
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
    while (code != 0 || !situation.isOver()) {
      if (code != 0 && !situation.files().equals(files)) {
        log.line(Level.INFO, "a file has changed that settings came from: exit code " + code);
        end.accept(code);
        return;
      }
      try {
        Ticker.system().sleep(BETWEEN_LOOKS.toNanos());
      } catch (InterruptedException nobodyElseHasThatThread) {
        return;
      }
      code = situation.heldCode();
    }
  }
}
