package io.softstart.crash;

import io.softstart.log.EarlyLog;
import io.softstart.log.Level;
import io.softstart.text.Durations;
import io.softstart.time.Stopwatch;

/**
 * Sees to it that a process does not end before it is ready without saying why: an uncaught
 * exception, a signal, an exit called by somebody, or a main that simply returns.
 */
public final class CrashHooks {
  private static final int CRASHED = 70;

  private final EarlyLog log;
  private final Stopwatch clock;
  private final Situation situation;
  private final ProcessExit exit;
  private final Thread shutdownHook =
      new Thread(null, new Shutdown(), "softstart-shutdown", 0, false);
  private volatile boolean shuttingDown;
  private boolean exiting;

  private CrashHooks(EarlyLog log, Stopwatch clock, Situation situation, ProcessExit exit) {
    this.log = log;
    this.clock = clock;
    this.situation = situation;
    this.exit = exit;
  }

  /** Installs the hooks, in front of those that are there already. */
  public static CrashHooks install(
      EarlyLog log, Stopwatch clock, Situation situation, ProcessExit exit) {
    CrashHooks hooks = new CrashHooks(log, clock, situation, exit);
    UncaughtHandlers.add(hooks);
    try {
      Runtime.getRuntime().addShutdownHook(hooks.shutdownHook);
    } catch (IllegalStateException alreadyShuttingDown) {
      hooks.shuttingDown = true;
    }
    return hooks;
  }

  /** Takes the hooks away again. */
  public void remove() {
    UncaughtHandlers.remove(this);
    try {
      Runtime.getRuntime().removeShutdownHook(shutdownHook);
    } catch (IllegalStateException alreadyShuttingDown) {
      // it runs already
    }
  }

  /**
   * Reports an exception that nobody caught.
   *
   * @return whether it was printed
   */
  boolean uncaught(Thread thread, Throwable thrown) {
    try {
      if (shuttingDown) {
        // The shutdown has said what it was; the wait that it broke off has nothing to add.
        return situation.endingOf(thrown) != null;
      }
      if (situation.isOver()) {
        log.block(
            Level.ERROR, "an exception ended thread " + thread.getName(), CrashText.of(thrown));
        return true;
      }
      return report(thread, thrown);
    } catch (Throwable defect) { // a hook that throws may lose its own part, nothing else
      log.line(Level.ERROR, "the crash report itself failed: " + defect.getClass().getName());
      return false;
    }
  }

  private boolean report(Thread thread, Throwable thrown) {
    Situation.Ending ending = situation.endingOf(thrown);
    if (ending != null) {
      situation.failed();
      tell(ending);
      exitOnce(ending.exitCode());
      return true;
    }
    boolean ends = thrown instanceof Error || !thread.isDaemon();
    String title =
        (ends ? "crashed in thread " : "goes on after an exception in thread ")
            + thread.getName()
            + " after "
            + Durations.text(clock.elapsed())
            + ", "
            + situation.doing()
            + (ends ? " (exit code " + CRASHED + ")" : "");
    if (ends) {
      situation.failed();
    }
    log.block(ends ? Level.ERROR : Level.WARN, title, CrashText.of(thrown));
    if (ends) {
      exitOnce(CRASHED);
    }
    return true;
  }

  private void tell(Situation.Ending ending) {
    if (ending.exitCode() == 0) {
      return; // it was asked for something else than to start, and has answered
    }
    if (ending.json().isEmpty()) {
      log.block(Level.ERROR, ending.title(), ending.body());
    } else {
      log.report(Level.ERROR, ending.title(), ending.body(), ending.json());
    }
  }

  /**
   * Exits from a thread of its own: on main, a shutdown hook that joins main would wait for ever.
   */
  private synchronized void exitOnce(int code) {
    if (exiting) {
      return;
    }
    exiting = true;
    Thread thread = new Thread(null, new Exiting(code), "softstart-exit", 0, false);
    // not a daemon: otherwise the end of main would end the process with its own code
    thread.setDaemon(false);
    thread.start();
  }

  private final class Exiting implements Runnable {
    private final int code;

    Exiting(int code) {
      this.code = code;
    }

    @Override
    public void run() {
      if (!shuttingDown) {
        exit.exit(code);
      }
    }
  }

  private final class Shutdown implements Runnable {
    @Override
    public void run() {
      shuttingDown = true;
      try {
        if (!situation.isOver()) {
          tell(ExitCause.find());
        }
      } finally {
        situation.stop();
      }
    }

    private void tell(ExitCause cause) {
      String title =
          "ends before it is ready, after "
              + Durations.text(clock.elapsed())
              + ", "
              + situation.doing()
              + ": "
              + cause.what();
      situation.failed();
      if (cause.stack().isEmpty()) {
        log.line(Level.WARN, title, "event.reason", cause.what());
      } else {
        log.block(Level.WARN, title, cause.stack());
      }
    }
  }
}
