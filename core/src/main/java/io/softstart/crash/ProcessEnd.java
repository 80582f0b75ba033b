package io.softstart.crash;

import io.softstart.log.EarlyLog;
import io.softstart.log.Level;
import io.softstart.text.Durations;
import io.softstart.time.Stopwatch;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How a process ends, told once: by the first exception that nobody caught, or by the shutdown,
 * whichever is first. Blocks on nothing for long: the orchestrator's next signal is SIGKILL.
 */
final class ProcessEnd {
  static final int CRASHED = 70;

  /** All of a shutdown hook's work; orchestrators kill 10 s after the signal or later. */
  private static final Duration HOOK = Duration.ofSeconds(3);

  /** Of that, the time for what is said and written; the rest is for closing. */
  private static final Duration WORDS = Duration.ofSeconds(2);

  /** A stderr whose reader has stopped reading blocks, which must not cost the rest. */
  private static final Duration PRINTING = Duration.ofSeconds(1);

  private final EarlyLog log;
  private final Stopwatch clock;
  private final Situation situation;
  private final LastWords lastWords;
  private final ProcessExit exit;
  private boolean begun;
  private volatile boolean printedElsewhere;
  private int telling;
  private int further;
  private String furtherKind = "";

  ProcessEnd(
      EarlyLog log, Stopwatch clock, Situation situation, LastWords lastWords, ProcessExit exit) {
    this.log = log;
    this.clock = clock;
    this.situation = situation;
    this.lastWords = lastWords;
    this.exit = exit;
  }

  /** Exits without a word. */
  void exit() {
    exit.after(Duration.ZERO, CRASHED);
  }

  /** An exception has ended a thread, and may end the process. */
  void uncaught(Thread thread, Throwable thrown) {
    Situation.Ending diagnosed = situation.endingOf(thrown);
    String title = "an exception ended thread " + thread.getName();
    if (isShuttingDown()) {
      // the shutdown has said what it was; the wait that it broke off has nothing to add
      if (diagnosed == null) {
        log.block(Level.ERROR, title + " during the shutdown", text(thrown).body());
      }
    } else if (situation.wasReady()) {
      log.block(Level.ERROR, title, text(thrown).body());
    } else if (!(thrown instanceof Error) && thread.isDaemon() && diagnosed == null) {
      String goesOn = "goes on after an exception in thread " + thread.getName();
      log.block(Level.WARN, goesOn + circumstances(), text(thrown).body());
    } else if (!begins()) {
      if (printedElsewhere) {
        exit.after(Duration.ZERO, diagnosed == null ? CRASHED : diagnosed.exitCode());
      } else {
        count(thread, thrown);
      }
    } else if (diagnosed == null) {
      crashed(thread, thrown);
    } else {
      failed(diagnosed);
    }
  }

  private boolean isShuttingDown() {
    return exit.isShuttingDown() || othersShutDown();
  }

  /** Hooks run side by side: another one may throw before ours has begun. */
  private static boolean othersShutDown() {
    Thread never = new Thread("softstart-never");
    try {
      Runtime.getRuntime().addShutdownHook(never);
      Runtime.getRuntime().removeShutdownHook(never);
      return false;
    } catch (IllegalStateException shuttingDown) {
      return true;
    }
  }

  void awaitShutdown() {
    if (isShuttingDown()) {
      try {
        clock.ticker().sleep(HOOK.toNanos());
      } catch (InterruptedException ends) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private synchronized boolean begins() {
    boolean first = !begun && !situation.isOver();
    begun = true;
    telling += first ? 1 : 0;
    return first;
  }

  private synchronized void told() {
    telling--;
    notifyAll();
  }

  /** When threads die in crowds, the first one tells the story. */
  private synchronized void count(Thread thread, Throwable thrown) {
    further++;
    furtherKind = thread.getName() + ": " + thrown.getClass().getName();
  }

  private void crashed(Thread thread, Throwable thrown) {
    try {
      tell(crash(thread, thrown, " (exit code " + CRASHED + ")"), "", CRASHED);
    } finally {
      told();
    }
  }

  private void failed(Situation.Ending diagnosed) {
    try {
      if (diagnosed.exitCode() == 0) { // asked for something else than to start: no failure
        lastWords.answered();
        leave(0, Duration.ZERO);
      } else {
        tell(endOf(diagnosed), diagnosed.json(), diagnosed.exitCode());
      }
    } finally {
      told();
    }
  }

  /**
   * A framework prints it by itself, and ends the process: here it is only written.
   *
   * @return how long it is to pause before it ends the process
   */
  Duration keep(Throwable thrown) {
    if (begins()) {
      printedElsewhere = true;
      try {
        Situation.Ending diagnosed = situation.endingOf(thrown);
        End end = diagnosed == null ? crash(Thread.currentThread(), thrown, "") : endOf(diagnosed);
        lastWords.write(end, System.nanoTime() + HOOK.toNanos());
        situation.failed();
        return lastWords.pauseAfter(end);
      } finally {
        told();
      }
    }
    return Duration.ZERO;
  }

  private End crash(Thread thread, Throwable thrown, String exits) {
    CrashText text = text(thrown);
    String title = "crashed in thread " + thread.getName() + circumstances() + exits;
    return new End(title, text.inShort(), text.place(), text.body() + lastWords.absence());
  }

  private static End endOf(Situation.Ending diagnosed) {
    return new End(diagnosed.title(), diagnosed.cause(), "", diagnosed.body());
  }

  private void tell(End end, String json, int code) {
    Fenced.run(new Printing(end, json), PRINTING);
    lastWords.write(end, System.nanoTime() + HOOK.toNanos());
    Duration pause = lastWords.pauseAfter(end);
    String others = further();
    if (!others.isEmpty()) {
      log.line(Level.ERROR, others);
    }
    leave(code, pause);
  }

  private void leave(int code, Duration pause) {
    situation.failed();
    exit.after(pause, code);
  }

  private synchronized String further() {
    return further == 0
        ? ""
        : further + " further threads crashed too, the last one " + furtherKind;
  }

  private CrashText text(Throwable thrown) {
    return CrashText.of(thrown, situation.ports());
  }

  private String circumstances() {
    return " after "
        + Durations.text(clock.elapsed())
        + ", "
        + situation.doing()
        + situation.budget();
  }

  /** The process is being shut down, by whomever. Blocks for 3 s at most. */
  void shutdown() {
    long from = System.nanoTime();
    exit.shutdownBegins();
    if (begins()) {
      try {
        Telling telling = new Telling();
        Fenced.run(telling, PRINTING);
        End end = telling.end;
        if (end != null) {
          lastWords.write(end, from + WORDS.toNanos());
        }
      } finally {
        told();
      }
    } else if (situation.wasReady()) {
      lastWords.stopped();
    }
    long until = from + HOOK.toNanos();
    Fenced.run(new Stopping(), left(until));
    awaitTold(until);
  }

  static Duration left(long until) {
    return Duration.ofNanos(Math.max(1_000_000, until - System.nanoTime()));
  }

  /** The JVM does not wait for a thread that is just telling why it dies. */
  private synchronized void awaitTold(long until) {
    try {
      while (telling > 0 && System.nanoTime() < until) {
        wait(left(until).toMillis());
      }
    } catch (InterruptedException ends) {
      Thread.currentThread().interrupt();
    }
  }

  /** Says what a failure was. */
  private final class Printing implements Runnable {
    private final End end;
    private final String json;

    Printing(End end, String json) {
      this.end = end;
      this.json = json;
    }

    @Override
    public void run() {
      lastWords.tellRetrospect();
      if (json.isEmpty()) {
        log.block(Level.ERROR, end.title(), end.body());
      } else {
        log.report(Level.ERROR, end.title(), end.body(), json);
      }
    }
  }

  /** Finds out what began the shutdown, and says it. */
  private final class Telling implements Runnable {
    private volatile @Nullable End end;

    @Override
    public void run() {
      ExitCause cause = ExitCause.find();
      String title = "ends before it is ready," + circumstances() + ": ";
      title += cause.what() + cause.guess();
      String brief = cause.what() + " " + situation.doing();
      situation.failed();
      end = new End(title, brief, cause.place(), cause.stack());
      lastWords.tellRetrospect();
      if (cause.stack().isEmpty()) {
        log.line(Level.WARN, title, "event.reason", cause.what());
      } else {
        log.block(Level.WARN, title, cause.stack());
      }
    }
  }

  private final class Stopping implements Runnable {
    @Override
    public void run() {
      situation.stop();
    }
  }
}
