package io.softstart.crash;

import io.softstart.log.EarlyLog;
import io.softstart.log.Level;
import io.softstart.time.Ticker;
import java.time.Duration;

/**
 * Keeps a process alive that has failed, so that its status can be read. Ends it with the exit code
 * that it would have had when a file changes that settings came from.
 */
final class HeldProcess implements Runnable {
  private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(1);

  private final Situation situation;
  private final EarlyLog log;
  private final ProcessExit exit;
  private final int code;
  private final String files;

  HeldProcess(Situation situation, EarlyLog log, ProcessExit exit, int code) {
    this.situation = situation;
    this.log = log;
    this.exit = exit;
    this.code = code;
    this.files = situation.files();
  }

  /** Begins to hold; returns false where the system has no thread for that. */
  boolean begin() {
    Thread thread = new Thread(null, this, "softstart-hold", 0, false);
    thread.setDaemon(false); // it is what keeps the JVM alive
    try {
      thread.start();
    } catch (OutOfMemoryError noThread) {
      return false;
    }
    log.line(
        Level.WARN,
        "held alive (SOFTSTART_ON_FAILURE=hold): the status on port "
            + situation.statusPort()
            + " shows why. SIGTERM ends it; SIGHUP, or a change of a file that settings came from,"
            + " ends it with exit code "
            + code);
    return true;
  }

  @Override
  public void run() {
    try {
      do {
        Ticker.system().sleep(BETWEEN_LOOKS.toNanos());
      } while (situation.files().equals(files));
      log.line(Level.INFO, "a file has changed that settings came from: exit code " + code);
    } catch (InterruptedException ends) {
      Thread.currentThread().interrupt();
    }
    exit.after(Duration.ZERO, code);
  }
}
