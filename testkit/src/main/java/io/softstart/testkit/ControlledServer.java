package io.softstart.testkit;

import java.time.Duration;
import java.util.OptionalLong;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The life of any {@link LateServer}: who may do what when, and when it became usable. */
abstract class ControlledServer implements LateServer {
  private static final Duration START_LIMIT = Duration.ofSeconds(60);
  private static final Duration USABLE_STEP = Duration.ofMillis(10);
  private static final Duration LOG_LIMIT = Duration.ofSeconds(10);
  private static final int POLLS_PER_LIFE_CHECK = 20; // asking Docker is dear
  private static final int LOG_TAIL = 4_000;

  private final String name;
  private final ServerProcess process;
  private final int port;
  private final Object lock = new Object();

  // All guarded by lock. A run is one start; it is replaced, never reset, so that a thread that
  // belongs to an ended one cannot touch the next.
  private Run run = new Run();
  private boolean prepared;
  private boolean closed;

  ControlledServer(String name, ServerProcess process, int port) {
    this.name = name;
    this.process = process;
    this.port = port;
  }

  /** Returns whether a client's login would succeed now; must not take longer than about 2 s. */
  abstract boolean isUsable();

  @Override
  public final String host() {
    return process.host();
  }

  @Override
  public final int port() {
    return port;
  }

  @Override
  public final String description() {
    return process.description();
  }

  @Override
  public final void prepare() {
    synchronized (lock) {
      requireOpen();
      if (!prepared) {
        LastResort.add(this, process::remove);
        try {
          Interrupts.heldBackIn(process::prepare);
        } catch (RuntimeException e) {
          Interrupts.heldBackIn(process::remove); // what there is of it; the next try begins anew
          throw e;
        }
        prepared = true;
      }
    }
  }

  @Override
  public final void start() {
    Run mine = newRun();
    launch(mine);
    await(() -> mine, START_LIMIT);
  }

  @Override
  public final void startInBackground(Duration delay) {
    Poll.requireNotNegative("delay", delay);
    Run mine = newRun();
    long due = System.nanoTime() + delay.toNanos();
    daemon("start", () -> launchAt(mine, due));
  }

  @Override
  public final long awaitUsable(Duration limit) {
    return await(this::currentRun, limit);
  }

  @Override
  public final OptionalLong usableAt() {
    synchronized (lock) {
      return run.usableAt;
    }
  }

  @Override
  public final void stop() {
    end(
        () -> {
          resumeIfPaused();
          process.stop();
        });
  }

  @Override
  public final void kill() {
    end(process::kill);
  }

  @Override
  public final void pause() {
    synchronized (lock) {
      requireOpen();
      if (!isRunning()) {
        throw new IllegalStateException(name + " does not run, so it cannot be paused");
      }
      if (!run.paused) {
        Interrupts.heldBackIn(process::pause);
        run.paused = true;
      }
    }
  }

  @Override
  public final void resume() {
    synchronized (lock) {
      requireOpen();
      resumeIfPaused();
    }
  }

  @Override
  public final boolean isRunning() {
    return Interrupts.heldBackFor(process::isRunning);
  }

  @Override
  public final String log() {
    String mark = markLog();
    if (!mark.isEmpty()) { // an engine takes lines in a moment after they were written
      Poll.until(LOG_LIMIT, () -> written().contains(mark));
    }
    return written();
  }

  private String written() {
    return Interrupts.heldBackFor(process::log);
  }

  /** Writes a line to the server's log, and returns words of it; empty if that cannot be done. */
  String markLog() {
    return "";
  }

  @Override
  public final void close() {
    synchronized (lock) {
      if (closed) {
        return;
      }
      closed = true;
      run.end();
      Interrupts.heldBackIn(process::remove);
      LastResort.remove(this);
    }
  }

  @Override
  public final String toString() {
    return description() + " at " + host() + ":" + port;
  }

  private Run newRun() {
    synchronized (lock) {
      requireOpen();
      if (run.isOn()) {
        throw new IllegalStateException(name + " on port " + port + " was already started");
      }
      run = new Run();
      run.begun = true;
      return run;
    }
  }

  private void launchAt(Run mine, long due) {
    try {
      prepare();
      if (!mine.endedWithin(Duration.ofNanos(due - System.nanoTime()))) {
        launch(mine);
      }
    } catch (RuntimeException e) {
      mine.fail(e);
    }
  }

  private void launch(Run mine) {
    synchronized (lock) {
      try {
        prepare();
        if (mine.ended) {
          return;
        }
        Interrupts.heldBackIn(process::launch);
        mine.launched = true;
      } catch (RuntimeException e) {
        mine.fail(e);
        throw e;
      }
    }
    daemon("usable", () -> watch(mine));
  }

  /** Polls until the run is usable, has ended, or its process has died. */
  private void watch(Run mine) {
    try {
      for (int polls = 1; !mine.endedWithin(USABLE_STEP); polls++) {
        if (isUsable()) {
          mine.usable(System.nanoTime());
          return;
        }
        if (polls % POLLS_PER_LIFE_CHECK == 0 && !isRunning()) {
          mine.fail(new TestkitException(name + " ended by itself. " + logTail()));
          return;
        }
      }
    } catch (RuntimeException e) {
      mine.fail(e);
    }
  }

  private long await(Supplier<Run> awaited, Duration limit) {
    if (!Poll.until(limit, () -> awaited.get().isDecided())) {
      throw new TestkitException(name + " was not usable within " + limit + ". " + logTail());
    }
    return awaited.get().result();
  }

  private Run currentRun() {
    synchronized (lock) {
      return run;
    }
  }

  private void end(Runnable how) {
    synchronized (lock) {
      requireOpen();
      run.end(); // before it goes down, so that nobody takes the end for a failure
      if (isRunning()) {
        Interrupts.heldBackIn(how);
        run.paused = false;
      }
    }
  }

  private void resumeIfPaused() {
    if (run.paused) {
      Interrupts.heldBackIn(process::resume);
      run.paused = false;
    }
  }

  private void requireOpen() {
    if (closed) {
      throw new IllegalStateException(name + " on port " + port + " is closed");
    }
  }

  private String logTail() {
    String log = log();
    return "Its log ends:\n" + log.substring(Math.max(0, log.length() - LOG_TAIL));
  }

  private void daemon(String purpose, Runnable body) {
    Thread thread = new Thread(body, "testkit-" + name + "-" + port + "-" + purpose);
    thread.setDaemon(true);
    thread.start();
  }

  /** One start and what became of it. */
  private final class Run {
    private boolean begun;
    private boolean launched;
    private boolean paused;
    private boolean ended;
    private OptionalLong usableAt = OptionalLong.empty();
    private @Nullable RuntimeException failure;

    /** Whether a start is pending or its server still runs. */
    boolean isOn() {
      return begun && !ended && failure == null && (!launched || isRunning());
    }

    void usable(long at) {
      synchronized (lock) {
        usableAt = ended ? OptionalLong.empty() : OptionalLong.of(at);
      }
    }

    void fail(RuntimeException reason) {
      synchronized (lock) {
        failure = reason;
      }
    }

    void end() {
      synchronized (lock) {
        ended = true;
        usableAt = OptionalLong.empty();
        lock.notifyAll();
      }
    }

    boolean isDecided() {
      synchronized (lock) {
        return usableAt.isPresent() || failure != null || ended;
      }
    }

    long result() {
      synchronized (lock) {
        if (failure != null) {
          throw new TestkitException(name + " did not start: " + failure.getMessage(), failure);
        }
        return usableAt.orElseThrow(
            () -> new TestkitException(name + " was ended before it was usable"));
      }
    }

    /** Waits, without holding the lock, for the run's end; true if it came before the limit. */
    boolean endedWithin(Duration limit) {
      long start = System.nanoTime();
      synchronized (lock) {
        while (!ended) {
          long left = limit.toNanos() - (System.nanoTime() - start);
          if (left <= 0) {
            return false;
          }
          try {
            lock.wait(left / 1_000_000, (int) (left % 1_000_000));
          } catch (InterruptedException e) {
            throw Poll.interrupted(e);
          }
        }
        return true;
      }
    }
  }
}
