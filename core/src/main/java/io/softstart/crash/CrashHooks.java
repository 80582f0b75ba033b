package io.softstart.crash;

import io.softstart.history.StartCounts;
import io.softstart.history.StartRecord;
import io.softstart.log.EarlyLog;
import io.softstart.log.Level;
import io.softstart.time.Stopwatch;
import java.lang.Thread.UncaughtExceptionHandler;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Sees to it that a process does not end before it is ready without saying why: an uncaught
 * exception, a signal, a call of exit, or a main that returns. {@link ExitReporter} makes the
 * report, and is not loaded before.
 */
public final class CrashHooks implements Runnable, UncaughtExceptionHandler {
  private final String application;
  private final EarlyLog log;
  private final Stopwatch clock;
  private final Situation situation;
  private volatile OutputPaths paths;
  private final Thread shutdownHook = new Thread(null, this, "softstart-shutdown", 0, false);
  private final byte[] lastResort =
      "softstart: an exception ended a thread, and there is no memory to say which\n"
          .getBytes(StandardCharsets.US_ASCII);

  private volatile byte[] lastWords = lastResort;

  @SuppressWarnings("UnusedVariable") // it is there to be given up
  private volatile @Nullable EmergencyMemory reserve = EmergencyMemory.keep();

  private @Nullable CrashOutputs outputs;
  private @Nullable ExitReporter reporter;

  private CrashHooks(
      String application, EarlyLog log, Stopwatch clock, Situation situation, OutputPaths paths) {
    this.application = application;
    this.log = log;
    this.clock = clock;
    this.situation = situation;
    this.paths = paths;
  }

  /** Installs the hooks, in front of those that are there already. */
  public static CrashHooks install(
      String application, EarlyLog log, Stopwatch clock, Situation situation, OutputPaths paths) {
    CrashHooks hooks = new CrashHooks(application, log, clock, situation, paths);
    UncaughtHandlers.add(hooks, situation);
    try {
      Runtime.getRuntime().addShutdownHook(hooks.shutdownHook);
    } catch (IllegalStateException alreadyShuttingDown) {
      // there is no start to be told of
    }
    if (hooks.remembers()) {
      hooks.outputs().begin();
    }
    return hooks;
  }

  /** Writes to other places from now on; a state directory that there is stays. */
  public synchronized void paths(OutputPaths others) {
    String state = paths.stateDirectory();
    paths =
        state == null
            ? others
            : new OutputPaths(
                state, others.terminationMessage(), others.version(), others.revision());
    if (outputs != null) {
      outputs.paths(paths);
    }
    if (state == null && others.stateDirectory() != null) {
      outputs().begin();
    }
  }

  /** Says, once, what happened to the last starts, if a state directory remembers them. */
  public void tellEarlierStarts() {
    if (remembers()) {
      outputs().tellSummary(situation.configuration());
    }
  }

  /** {@return the starts before this one, the oldest first, as far as they are read already} */
  public List<StartRecord> earlierStarts() {
    return remembers() ? outputs().earlierStarts() : List.of();
  }

  /** {@return how many starts there were, as far as that is known yet} */
  public StartCounts startCounts() {
    return remembers() ? outputs().counts() : StartCounts.FIRST;
  }

  /** Notes that the application is ready. */
  public void ready() {
    giveUpReserve();
    if (remembers()) {
      outputs().ready();
    }
  }

  private void giveUpReserve() {
    EmergencyMemory kept = reserve;
    if (kept != null) {
      kept.giveUp();
      reserve = null;
    }
  }

  /** Takes the hooks away again. */
  public void remove() {
    UncaughtHandlers.remove(this);
    try {
      Runtime.getRuntime().removeShutdownHook(shutdownHook);
      if (remembers()) {
        outputs().stopped();
      }
    } catch (IllegalStateException alreadyShuttingDown) {
      // it runs already
    }
  }

  private boolean remembers() {
    return paths.stateDirectory() != null;
  }

  private synchronized CrashOutputs outputs() {
    if (outputs == null) {
      outputs = new CrashOutputs(application, log, paths);
    }
    return outputs;
  }

  private synchronized ExitReporter reporter() {
    if (reporter == null) {
      reporter = new ExitReporter(log, clock, situation, outputs(), new ProcessExit());
    }
    return reporter;
  }

  /**
   * Keeps an ending that a framework prints by itself, and says nothing more of it. The first of an
   * ending's causes counts.
   *
   * @param thrown what ended the start
   * @return how long to pause before the process ends
   */
  public Duration keep(Throwable thrown) {
    return reporter().keep(thrown);
  }

  /**
   * Keeps the process alive whose failure was kept, where the operator wants that.
   *
   * @param code the exit code that it would have ended with
   * @return whether it stays alive
   */
  public boolean hold(int code) {
    return reporter().hold(code);
  }

  /**
   * Ends the process when a file changes that settings came from, for as long as its gates hold it
   * alive.
   *
   * @param files what the situation said of the files when they were read
   */
  public void watchFiles(String files) {
    reporter().watchFiles(files);
  }

  /**
   * Reports an ending that no exception has brought about, and ends the process, unless it ends
   * already.
   */
  public void end(Ending ending) {
    try {
      reporter().end(ending);
    } catch (OutOfMemoryError full) {
      giveUpReserve();
      endShortly(ending);
    }
  }

  /** Loads what ends the process, and makes its words, while there is memory for it. */
  public void prepareEnd(String title) {
    reporter();
    lastWords = ("softstart: " + title + "\n").getBytes(StandardCharsets.UTF_8);
  }

  private void endShortly(Ending ending) {
    try {
      log.line(Level.ERROR, ending.title());
    } catch (OutOfMemoryError noMemory) {
      log.raw(lastWords);
    }
    ProcessExit.now(ending.exitCode());
  }

  /** Blocks while the JVM is being shut down, for 3 s at most; returns at once if it is not. */
  public void awaitShutdown() {
    reporter().awaitShutdown();
  }

  /** Reports an exception that nobody caught, and ends the process if it was still starting. */
  @Override
  public void uncaughtException(Thread thread, Throwable thrown) {
    if (thrown instanceof OutOfMemoryError) {
      giveUpReserve();
    }
    try {
      reporter().uncaught(thread, thrown);
    } catch (Throwable defect) { // a hook that throws may lose its own part, nothing else
      lastResort(thread, thrown, defect);
    }
  }

  /** With classes that are loaded already, and little memory; with none at the very last. */
  private void lastResort(Thread thread, Throwable thrown, Throwable defect) {
    try {
      String message = thrown instanceof VirtualMachineError ? ": " + thrown.getMessage() : "";
      String what = thread.getName() + ": " + thrown.getClass().getName() + message;
      log.line(Level.ERROR, "crashed in thread " + what);
      if (!(thrown instanceof VirtualMachineError)) {
        String why = "its report failed (" + defect.getClass().getName() + "); what is known of it";
        log.block(Level.ERROR, why, CrashText.of(thrown, Map.of(), 0).body());
      }
    } catch (Throwable noMemory) {
      log.raw(lastResort);
    }
    if (!situation.wasReady()
        && situation.isEndedBy(thread)
        && (thrown instanceof Error || !thread.isDaemon())) {
      try {
        reporter().exit();
      } catch (Throwable noMemory) {
        ProcessExit.now(Ending.CRASHED);
      }
    }
  }

  /** The shutdown hook. */
  @Override
  public void run() {
    try {
      reporter().shutdown();
    } catch (Throwable defect) { // above all: no memory
      log.line(Level.ERROR, "cannot say why it ends: " + defect.getClass().getName());
    }
  }
}
