package io.softstart.crash;

import io.softstart.log.EarlyLog;
import io.softstart.log.Level;
import io.softstart.text.Durations;
import io.softstart.time.Stopwatch;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Sees to it that a process does not end before it is ready without saying why: an uncaught
 * exception, a signal, an exit called by somebody, or a main that simply returns.
 */
public final class CrashHooks {
  private static final int CRASHED = 70;

  /** All of a shutdown hook's work; orchestrators kill 10 s after the signal or later. */
  private static final Duration HOOK = Duration.ofSeconds(3);

  /** A stderr whose reader has stopped reading blocks, which must not cost the rest. */
  private static final Duration PRINTING = Duration.ofSeconds(1);

  private static final int RESERVE = 1 << 19;

  private final EarlyLog log;
  private final Stopwatch clock;
  private final Situation situation;
  private final ProcessExit exit;
  private volatile Destinations destinations;
  private final String application;
  private @Nullable LastWords lastWords; // a class that mostly is not needed
  private final Thread shutdownHook =
      new Thread(null, new Shutdown(), "softstart-shutdown", 0, false);
  private final byte[] lastResort =
      "softstart: an exception ended a thread, and there is no memory to say which\n"
          .getBytes(StandardCharsets.US_ASCII);

  /** Given up when the heap is full, so that there is room for the report. */
  @SuppressWarnings("UnusedVariable") // it is there to be forgotten
  private volatile byte @Nullable [] reserve = new byte[RESERVE];

  private volatile boolean shuttingDown;
  private volatile boolean printedElsewhere;
  private volatile Duration pause = Duration.ZERO;
  private boolean ending;
  private boolean exiting;
  private int telling;
  private int further;
  private String furtherKind = "";

  private CrashHooks(
      String application,
      EarlyLog log,
      Stopwatch clock,
      Situation situation,
      ProcessExit exit,
      Destinations destinations) {
    this.application = application;
    this.log = log;
    this.clock = clock;
    this.situation = situation;
    this.exit = exit;
    this.destinations = destinations;
  }

  /** Installs the hooks, in front of those that are there already. */
  public static CrashHooks install(
      String application,
      EarlyLog log,
      Stopwatch clock,
      Situation situation,
      ProcessExit exit,
      Destinations destinations) {
    CrashHooks hooks = new CrashHooks(application, log, clock, situation, exit, destinations);
    UncaughtHandlers.add(hooks);
    try {
      Runtime.getRuntime().addShutdownHook(hooks.shutdownHook);
    } catch (IllegalStateException alreadyShuttingDown) {
      hooks.shuttingDown = true;
    }
    if (destinations.stateDirectory() != null) {
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
    if (destinations.stateDirectory() != null) {
      lastWords().tellRetrospect();
    }
  }

  private synchronized LastWords lastWords() {
    if (lastWords == null) {
      lastWords = new LastWords(application, log, destinations, situation);
    }
    return lastWords;
  }

  /** Notes that the application is ready. */
  public void ready() {
    reserve = null;
    if (destinations.stateDirectory() != null) {
      lastWords().ready();
    }
  }

  /** Takes the hooks away again. */
  public void remove() {
    UncaughtHandlers.remove(this);
    try {
      Runtime.getRuntime().removeShutdownHook(shutdownHook);
      if (destinations.stateDirectory() != null) {
        lastWords().stopped();
      }
    } catch (IllegalStateException alreadyShuttingDown) {
      // it runs already
    }
  }

  boolean isStarting() {
    return !situation.wasReady();
  }

  /**
   * Reports an exception that nobody caught.
   *
   * @return whether it was printed
   */
  boolean uncaught(Thread thread, Throwable thrown) {
    if (thrown instanceof OutOfMemoryError) {
      reserve = null;
    }
    try {
      if (shuttingDown || othersShutDown()) {
        return duringShutdown(thread, thrown);
      }
      if (situation.wasReady()) {
        String title = "an exception ended thread " + thread.getName();
        log.block(Level.ERROR, title, text(thrown).body());
        return true;
      }
      boolean ends =
          thrown instanceof Error || !thread.isDaemon() || situation.endingOf(thrown) != null;
      if (!ends) {
        String title = "goes on after an exception in thread " + thread.getName() + circumstances();
        log.block(Level.WARN, title, text(thrown).body());
      } else if (begins()) {
        end(thread, thrown);
      } else if (printedElsewhere) {
        exitOnce(exitCodeOf(situation.endingOf(thrown)), Duration.ZERO);
      } else {
        tellFurther(thread, thrown);
      }
      return true;
    } catch (Throwable defect) { // a hook that throws may lose its own part, nothing else
      return lastResort(thread, thrown);
    }
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

  /** The shutdown has said what it was; the wait that it broke off has nothing to add. */
  private boolean duringShutdown(Thread thread, Throwable thrown) {
    if (situation.endingOf(thrown) == null) {
      String title = "an exception ended thread " + thread.getName() + " during the shutdown";
      log.block(Level.ERROR, title, text(thrown).body());
    }
    return true;
  }

  private synchronized boolean begins() {
    boolean first = !ending && !situation.isOver();
    ending = true;
    telling += first ? 1 : 0;
    return first;
  }

  private synchronized void told() {
    telling--;
    notifyAll();
  }

  /** When threads die in crowds, the first one tells the story. */
  private synchronized void tellFurther(Thread thread, Throwable thrown) {
    further++;
    furtherKind = thread.getName() + ": " + thrown.getClass().getName();
  }

  private synchronized String furtherTold() {
    return further == 0
        ? ""
        : further + " further threads crashed too, the last one " + furtherKind;
  }

  private void end(Thread thread, Throwable thrown) {
    try {
      Situation.Ending diagnosed = situation.endingOf(thrown);
      int code = exitCodeOf(diagnosed);
      if (code == 0) {
        answered();
        return;
      }
      String exits = " (exit code " + CRASHED + ")";
      End end = diagnosed == null ? crash(thread, thrown, exits) : endOf(diagnosed);
      String json = diagnosed == null ? "" : diagnosed.json();
      Runnable printing =
          new Runnable() {
            @Override
            public void run() {
              lastWords().tellRetrospect();
              if (json.isEmpty()) {
                log.block(Level.ERROR, end.title(), end.body());
              } else {
                log.report(Level.ERROR, end.title(), end.body(), json);
              }
            }
          };
      Runnable writing =
          new Runnable() {
            @Override
            public void run() {
              lastWords().write(end);
              pause = lastWords().pauseAfter(end);
            }
          };
      Fenced.run(printing, PRINTING);
      if (!Fenced.run(writing, HOOK)) {
        log.line(Level.WARN, "not all could be written of this end within 3 s");
      }
      String others = furtherTold();
      if (!others.isEmpty()) {
        log.line(Level.ERROR, others);
      }
      situation.failed();
      exitOnce(code, pause);
    } finally {
      told();
    }
  }

  /**
   * Keeps an end that a framework prints by itself, and says nothing more of it. The first of an
   * end's causes counts.
   *
   * @param thrown what ended the start
   */
  public void keep(Throwable thrown) {
    if (begins()) {
      printedElsewhere = true;
      Thread thread = Thread.currentThread();
      Runnable writing =
          new Runnable() {
            @Override
            public void run() {
              Situation.Ending diagnosed = situation.endingOf(thrown);
              lastWords().write(diagnosed == null ? crash(thread, thrown, "") : endOf(diagnosed));
            }
          };
      Fenced.run(writing, HOOK);
      situation.failed();
      told();
    }
  }

  /** It was asked for something else than to start: no failure, and nothing to tell. */
  private void answered() {
    if (destinations.stateDirectory() != null) {
      lastWords().answered();
    }
    situation.failed();
    exitOnce(0, Duration.ZERO);
  }

  private static int exitCodeOf(Situation.@Nullable Ending diagnosed) {
    return diagnosed == null ? CRASHED : diagnosed.exitCode();
  }

  private static End endOf(Situation.Ending diagnosed) {
    return new End(diagnosed.title(), diagnosed.cause(), "", diagnosed.body());
  }

  private End crash(Thread thread, Throwable thrown, String exits) {
    CrashText text = text(thrown);
    String title = "crashed in thread " + thread.getName() + circumstances() + exits;
    return new End(title, text.inShort(), text.place(), text.body() + kept());
  }

  private String kept() {
    return destinations.stateDirectory() == null
        ? "  (no crash report or history is kept: SOFTSTART_STATE_DIR is not set)\n"
        : "";
  }

  private String circumstances() {
    return " after "
        + Durations.text(clock.elapsed())
        + ", "
        + situation.doing()
        + situation.budget();
  }

  private CrashText text(Throwable thrown) {
    return CrashText.of(thrown, situation.ports());
  }

  /** With classes that are loaded already, and little memory; with none at the very last. */
  private boolean lastResort(Thread thread, Throwable thrown) {
    try {
      log.line(
          Level.ERROR,
          "crashed in thread "
              + thread.getName()
              + ": "
              + thrown.getClass().getName()
              + (thrown instanceof VirtualMachineError ? ": " + thrown.getMessage() : ""));
    } catch (Throwable noMemory) {
      log.raw(lastResort);
    }
    if (!situation.wasReady() && (thrown instanceof Error || !thread.isDaemon())) {
      exitOnce(CRASHED, Duration.ZERO);
    }
    return true;
  }

  /**
   * Exits from a thread of its own: on main, a shutdown hook that joins main would wait for ever.
   */
  private void exitOnce(int code, Duration wait) {
    synchronized (this) {
      if (exiting) {
        return;
      }
      exiting = true;
    }
    try {
      Runnable work =
          new Runnable() {
            @Override
            public void run() {
              awaitShutdown(System.nanoTime() + wait.toNanos());
              if (!shuttingDown) {
                exit.exit(code);
              }
            }
          };
      Thread thread = new Thread(null, work, "softstart-exit", 0, false);
      // not a daemon: otherwise the end of main would end the process with its own code
      thread.setDaemon(false);
      thread.start();
    } catch (OutOfMemoryError noThreadOrNoRoomForItsClass) {
      exit.exit(code);
    }
  }

  private synchronized void awaitShutdown(long end) {
    try {
      long left = end - System.nanoTime();
      while (left > 0 && !shuttingDown) {
        wait(left / 1_000_000 + 1); // a zero would wait for ever
        left = end - System.nanoTime();
      }
    } catch (InterruptedException nobodyElseHasThatThread) {
      Thread.currentThread().interrupt();
    }
  }

  private synchronized void shutdownBegins() {
    shuttingDown = true;
    notifyAll();
  }

  private final class Shutdown implements Runnable {
    @Override
    public void run() {
      shutdownBegins();
      try {
        tellAndStop();
      } catch (OutOfMemoryError full) {
        log.line(Level.ERROR, "no memory to say why it ends: " + full.getMessage());
      }
    }

    private void tellAndStop() {
      long end = System.nanoTime() + HOOK.toNanos();
      Telling telling = new Telling();
      if (begins()) {
        Fenced.run(telling, PRINTING);
        told();
      }
      Runnable stopping =
          new Runnable() {
            @Override
            public void run() {
              situation.stop();
            }
          };
      Runnable keeping =
          new Runnable() {
            @Override
            public void run() {
              keep(telling.end);
            }
          };
      Fenced.run(stopping, left(end));
      Fenced.run(keeping, left(end));
      awaitTold(end);
    }

    /** After a start that became ready there is only its end to be noted. */
    private void keep(@Nullable End end) {
      if (end != null) {
        lastWords().write(end);
      } else if (situation.wasReady() && destinations.stateDirectory() != null) {
        lastWords().stopped();
      }
    }

    private Duration left(long end) {
      return Duration.ofNanos(Math.max(1_000_000, end - System.nanoTime()));
    }

    /** The JVM does not wait for a thread that is just telling why it dies. */
    private void awaitTold(long end) {
      synchronized (CrashHooks.this) {
        try {
          while (telling > 0 && System.nanoTime() < end) {
            CrashHooks.this.wait(left(end).toMillis());
          }
        } catch (InterruptedException ends) {
          Thread.currentThread().interrupt();
        }
      }
    }
  }

  private final class Telling implements Runnable {
    private volatile @Nullable End end;

    @Override
    public void run() {
      ExitCause cause = ExitCause.find();
      String title =
          "ends before it is ready," + circumstances() + ": " + cause.what() + cause.guess();
      String cutOff = cause.stack();
      situation.failed();
      end = new End(title, cause.what() + " " + situation.doing(), cause.place(), cutOff);
      lastWords().tellRetrospect();
      if (cutOff.isEmpty()) {
        log.line(Level.WARN, title, "event.reason", cause.what());
      } else {
        log.block(Level.WARN, title, cutOff);
      }
    }
  }
}
