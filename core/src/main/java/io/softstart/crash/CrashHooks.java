package io.softstart.crash;

import io.softstart.log.EarlyLog;
import io.softstart.log.Level;
import io.softstart.time.Stopwatch;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Sees to it that a process does not end before it is ready without saying why: an uncaught
 * exception, a signal, an exit called by somebody, or a main that simply returns. What it says then
 * is made by {@link ProcessEnd}, which is not loaded before.
 */
public final class CrashHooks implements Runnable {
  private final String application;
  private final EarlyLog log;
  private final Stopwatch clock;
  private final Situation situation;
  private volatile Destinations destinations;
  private final Thread shutdownHook = new Thread(null, this, "softstart-shutdown", 0, false);
  private final byte[] lastResort =
      "softstart: an exception ended a thread, and there is no memory to say which\n"
          .getBytes(StandardCharsets.US_ASCII);

  @SuppressWarnings("UnusedVariable") // it is there to be forgotten
  private volatile @Nullable Reserve reserve = Reserve.keep();

  private @Nullable LastWords lastWords;
  private @Nullable ProcessEnd end;

  private CrashHooks(
      String application,
      EarlyLog log,
      Stopwatch clock,
      Situation situation,
      Destinations destinations) {
    this.application = application;
    this.log = log;
    this.clock = clock;
    this.situation = situation;
    this.destinations = destinations;
  }

  /** Installs the hooks, in front of those that are there already. */
  public static CrashHooks install(
      String application,
      EarlyLog log,
      Stopwatch clock,
      Situation situation,
      Destinations destinations) {
    CrashHooks hooks = new CrashHooks(application, log, clock, situation, destinations);
    UncaughtHandlers.add(hooks);
    try {
      Runtime.getRuntime().addShutdownHook(hooks.shutdownHook);
    } catch (IllegalStateException alreadyShuttingDown) {
      // there is no start to be told of
    }
    if (hooks.remembers()) {
      hooks.lastWords().begin();
    }
    return hooks;
  }

  /** Writes to other places from now on; a state directory that there is stays. */
  public synchronized void destinations(Destinations others) {
    String state = destinations.stateDirectory();
    destinations = state == null ? others : new Destinations(state, others.terminationMessage());
    if (lastWords != null) {
      lastWords.destinations(destinations);
    }
    if (state == null && others.stateDirectory() != null) {
      lastWords().begin();
    }
  }

  /** Says, once, what happened to the last starts, if a state directory remembers them. */
  public void tellRetrospect() {
    if (remembers()) {
      lastWords().tellRetrospect();
    }
  }

  /** {@return the starts before this one, the oldest first, as far as they are read already} */
  public List<EarlierStart> earlierStarts() {
    return remembers() ? lastWords().earlierStarts() : List.of();
  }

  /** Notes that the application is ready. */
  public void ready() {
    giveUpReserve();
    if (remembers()) {
      lastWords().ready();
    }
  }

  private void giveUpReserve() {
    Reserve kept = reserve;
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
        lastWords().stopped();
      }
    } catch (IllegalStateException alreadyShuttingDown) {
      // it runs already
    }
  }

  private boolean remembers() {
    return destinations.stateDirectory() != null;
  }

  private synchronized LastWords lastWords() {
    if (lastWords == null) {
      lastWords = new LastWords(application, log, destinations, situation);
    }
    return lastWords;
  }

  private synchronized ProcessEnd end() {
    if (end == null) {
      end = new ProcessEnd(log, clock, situation, lastWords(), new ProcessExit());
    }
    return end;
  }

  /**
   * Keeps an end that a framework prints by itself, and says nothing more of it. The first of an
   * end's causes counts.
   *
   * @param thrown what ended the start
   * @return how long to pause before the process ends
   */
  public Duration keep(Throwable thrown) {
    return end().keep(thrown);
  }

  /** Blocks while the JVM is being shut down, for 3 s at most; returns at once if it is not. */
  public void awaitShutdown() {
    end().awaitShutdown();
  }

  boolean isStarting() {
    return !situation.wasReady();
  }

  /** Reports an exception that nobody caught, and ends the process if it was still starting. */
  void uncaught(Thread thread, Throwable thrown) {
    if (thrown instanceof OutOfMemoryError) {
      giveUpReserve();
    }
    try {
      end().uncaught(thread, thrown);
    } catch (Throwable defect) { // a hook that throws may lose its own part, nothing else
      lastResort(thread, thrown);
    }
  }

  /** With classes that are loaded already, and little memory; with none at the very last. */
  private void lastResort(Thread thread, Throwable thrown) {
    try {
      String message = thrown instanceof VirtualMachineError ? ": " + thrown.getMessage() : "";
      String what = thread.getName() + ": " + thrown.getClass().getName() + message;
      log.line(Level.ERROR, "crashed in thread " + what);
    } catch (Throwable noMemory) {
      log.raw(lastResort);
    }
    if (isStarting() && (thrown instanceof Error || !thread.isDaemon())) {
      try {
        end().exit();
      } catch (Throwable noMemory) {
        ProcessExit.now(ProcessEnd.CRASHED);
      }
    }
  }

  /** The shutdown hook. */
  @Override
  public void run() {
    try {
      end().shutdown();
    } catch (OutOfMemoryError full) {
      log.line(Level.ERROR, "no memory to say why it ends: " + full.getMessage());
    }
  }
}
