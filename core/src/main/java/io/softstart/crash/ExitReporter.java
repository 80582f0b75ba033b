package io.softstart.crash;

import io.softstart.fence.Fence;
import io.softstart.history.StartRecord.Outcome;
import io.softstart.log.EarlyLog;
import io.softstart.log.Level;
import io.softstart.machine.ShutdownState;
import io.softstart.redact.ThrowableText;
import io.softstart.time.Deadline;
import io.softstart.time.Stopwatch;
import io.softstart.time.Ticker;
import java.time.Duration;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/**
 * Reports how a process ends, once: by the first exception that nobody caught, or by the shutdown,
 * if that comes first. Blocks on nothing for long: the orchestrator's next signal is SIGKILL.
 */
final class ExitReporter {
  /** All of a shutdown hook's work; orchestrators kill 10 s after the signal or later. */
  private static final Duration HOOK = Duration.ofSeconds(3);

  /** Of that, the time for what is said and written; the rest is for closing. */
  private static final Duration WORDS = Duration.ofSeconds(2);

  /** A start that hangs may hold what a shutdown hook waits for. */
  private static final Duration HALT = Duration.ofSeconds(10);

  /** A stderr whose reader has stopped reading blocks, which must not cost the rest. */
  private static final Duration PRINTING = Duration.ofSeconds(1);

  private final EarlyLog log;
  private final Stopwatch clock;
  private final Situation situation;
  private final CrashOutputs outputs;
  private final ProcessExit exit;
  private boolean begun;
  private volatile boolean printedElsewhere;
  private volatile @Nullable Ending kept;
  private int reporting;
  private int further;
  private String furtherKind = "";

  ExitReporter(
      EarlyLog log, Stopwatch clock, Situation situation, CrashOutputs outputs, ProcessExit exit) {
    this.log = log;
    this.clock = clock;
    this.situation = situation;
    this.outputs = outputs;
    this.exit = exit;
  }

  /** Exits without a report. */
  void exit() {
    exit.after(Duration.ZERO, Ending.CRASHED);
  }

  /** An exception has ended a thread, and may end the process. */
  void uncaught(Thread thread, Throwable thrown) {
    Ending diagnosed = diagnosed(thrown);
    String title = "an exception ended thread " + ThrowableText.nameOf(thread);
    if (isShuttingDown()) {
      // the shutdown has said what it was; the wait that it broke off has nothing to add
      if (diagnosed == null) {
        log.block(Level.ERROR, title + " during the shutdown", text(thrown).body());
      }
    } else if (situation.wasReady()) {
      log.block(Level.ERROR, title, text(thrown).body());
    } else if (goesOnAfter(thread, thrown, diagnosed)) {
      String goesOn = "goes on after an exception in thread " + ThrowableText.nameOf(thread);
      Circumstances now = Circumstances.of(situation, clock);
      log.block(Level.WARN, goesOn + now.when(), text(thrown, now).body());
    } else if (!begins()) {
      if (printedElsewhere) {
        exit.after(Duration.ZERO, diagnosed == null ? Ending.CRASHED : diagnosed.exitCode());
      } else {
        count(thread, thrown);
      }
    } else {
      failed(thread, thrown, diagnosed);
    }
  }

  private boolean goesOnAfter(Thread thread, Throwable thrown, @Nullable Ending diagnosed) {
    return !situation.isEndedBy(thread)
        || (!(thrown instanceof Error) && thread.isDaemon() && diagnosed == null);
  }

  /**
   * A report that cannot be made must not hide what it is about: it is a crash like others then.
   */
  private @Nullable Ending diagnosed(Throwable thrown) {
    try {
      return situation.endingOf(thrown);
    } catch (RuntimeException | LinkageError broken) {
      return null;
    }
  }

  private boolean isShuttingDown() {
    return exit.isShuttingDown() || ShutdownState.hasBegun();
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
    reporting += first ? 1 : 0;
    return first;
  }

  private synchronized void ends() {
    reporting--;
    notifyAll();
  }

  /** When threads die in crowds, the first one tells the story. */
  private synchronized void count(Thread thread, Throwable thrown) {
    further++;
    furtherKind = ThrowableText.nameOf(thread) + ": " + thrown.getClass().getName();
  }

  private synchronized String further() {
    return further == 0
        ? ""
        : further + " further threads crashed too, the last one " + furtherKind;
  }

  private void failed(Thread thread, Throwable thrown, @Nullable Ending diagnosed) {
    try {
      if (diagnosed != null && isAnswered(diagnosed)) {
        return;
      }
      Circumstances now = Circumstances.of(situation, clock);
      String exits = " (exit code " + Ending.CRASHED + ")";
      tell(diagnosed == null ? crash(thread, thrown, now, exits) : diagnosed, now, true);
    } finally {
      ends();
    }
  }

  /** Ends the process if all that is to be said has been printed as an answer. */
  private boolean isAnswered(Ending ending) {
    boolean answered = ending.exitCode() == 0;
    if (answered) {
      outputs.forget();
      situation.failed();
      exit.after(Duration.ZERO, 0);
    }
    return answered;
  }

  private void tell(Ending ending, Circumstances now, boolean mayStay) {
    situation.ends();
    run(new EndingPrinter(ending, now, situation, outputs, log), PRINTING);
    boolean stays = mayStay && mayHold() && situation.hold(ending);
    now.restartPause = stays ? Duration.ZERO : now.restartPause;
    Duration pause = keep(ending, Outcome.FAILED, now, Deadline.in(HOOK, Ticker.system()));
    String others = further();
    if (!others.isEmpty()) {
      log.line(Level.ERROR, others);
    }
    situation.failed();
    if (!stays || !held().begin()) {
      exit.after(pause, ending.exitCode());
    }
  }

  private boolean mayHold() {
    return !situation.isOnlyAsked() && situation.mayHold();
  }

  private HeldProcess held() {
    return new HeldProcess(situation, log, Ticker.system(), this::endHeld, situation.files());
  }

  /**
   * Keeps a process alive whose failure was kept for a framework.
   *
   * @param code the exit code that the framework would have ended it with
   * @return whether it stays; if not, the framework ends it
   */
  boolean hold(int code) {
    Ending ending = kept;
    if (ending == null || isShuttingDown()) {
      return false;
    }
    Ending shown = ending.withExitCode(code);
    return mayHold() && situation.hold(shown) && held().begin();
  }

  /** Looks at the files that settings came from for as long as gates hold the process. */
  void watchFiles(String files) {
    new HeldProcess(situation, log, Ticker.system(), this::endHeld, files).watch();
  }

  /** Ends a process that was held alive; where gates did that, their failure is told first. */
  private void endHeld(int code) {
    Ending gates = situation.heldByGates();
    if (gates != null) {
      end(gates);
    }
    exit.after(Duration.ZERO, code);
  }

  /** Ends a process in which nothing was thrown; a shutdown hook that hangs does not keep it. */
  void end(Ending ending) {
    if (begins()) {
      try {
        if (!isAnswered(ending)) {
          tell(ending, Circumstances.of(situation, clock), false);
        }
        exit.haltAfter(HALT);
      } finally {
        ends();
      }
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
        Circumstances now = Circumstances.of(situation, clock);
        Ending diagnosed = diagnosed(thrown);
        Ending ending =
            diagnosed == null ? crash(Thread.currentThread(), thrown, now, "") : diagnosed;
        outputs.tellSummary(now.configuration);
        kept = ending;
        now.restartPause = mayHold() ? Duration.ZERO : now.restartPause;
        Duration pause = keep(ending, Outcome.FAILED, now, Deadline.in(HOOK, Ticker.system()));
        situation.failed();
        return pause;
      } finally {
        ends();
      }
    }
    return Duration.ZERO;
  }

  /**
   * Writes an ending where it is kept. A process that was only asked leaves nothing of itself
   * behind but its termination message.
   *
   * @return how long to pause before the exit
   */
  private Duration keep(Ending ending, Outcome how, Circumstances now, Deadline until) {
    if (situation.isOnlyAsked()) {
      outputs.forget();
    }
    outputs.write(ending, how, now, until);
    return how == Outcome.FAILED ? outputs.pauseAfter(ending, now) : Duration.ZERO;
  }

  private Ending crash(Thread thread, Throwable thrown, Circumstances now, String exits) {
    CrashText text = text(thrown, now); // first of all, while there may be memory
    String title = "crashed in thread " + ThrowableText.nameOf(thread) + now.when() + exits;
    return text.ending(title, outputs.absence());
  }

  private CrashText text(Throwable thrown) {
    return text(thrown, Circumstances.of(situation, clock));
  }

  private static CrashText text(Throwable thrown, Circumstances now) {
    return CrashText.of(thrown, now.ports, now.statusPort);
  }

  /** The process is being shut down. Blocks for 3 s at most. */
  void shutdown() {
    Deadline hook = Deadline.in(HOOK, Ticker.system());
    Deadline words = Deadline.in(WORDS, Ticker.system());
    exit.shutdownBegins();
    if (begins()) {
      try {
        Circumstances now = Circumstances.of(situation, clock);
        ShutdownPrinter shutdown = new ShutdownPrinter(now, situation, outputs, log);
        run(shutdown, PRINTING);
        Ending ending = shutdown.ending();
        now.restartPause = Duration.ZERO; // a hook does not pause
        if (ending != null) {
          keep(ending, shutdown.how(), now, words);
        }
      } finally {
        ends();
      }
    } else if (situation.wasReady()) {
      outputs.stopped();
    }
    int held = situation.heldCode();
    run(new Stopping(), Duration.ofNanos(Math.max(1_000_000, hook.left())));
    awaitEnds(hook);
    if (held != 0 && ShutdownCause.find().signal().equals("SIGHUP")) {
      ProcessExit.halt(held); // so that the supervisor sees the code and starts it anew
    }
  }

  private static void run(Callable<Void> work, Duration limit) {
    ClassLoader loader = Thread.currentThread().getContextClassLoader();
    Fence.startOrHere("softstart-exit-report", loader, work).awaitUninterruptibly(limit);
  }

  /** The JVM does not wait for a thread that is just telling why it dies. */
  private synchronized void awaitEnds(Deadline until) {
    try {
      for (long left = until.left(); reporting > 0 && left > 0; left = until.left()) {
        wait(left / 1_000_000 + 1);
      }
    } catch (InterruptedException ends) {
      Thread.currentThread().interrupt();
    }
  }

  private final class Stopping implements Callable<Void> {
    @Override
    public @Nullable Void call() {
      situation.stop();
      return null;
    }
  }
}
