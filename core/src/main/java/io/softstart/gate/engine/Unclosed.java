package io.softstart.gate.engine;

import io.softstart.machine.ShutdownState;
import io.softstart.time.Deadline;
import io.softstart.time.Ticker;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** What could not be closed, since the system had no thread to give. Thread-safe. */
final class Unclosed {
  private static final long THREAD_AGAIN = 20_000_000;

  private final Queue<Left> left = new ArrayDeque<>();
  private final BooleanSupplier processEnds;

  /** A class, since a lambda costs start-up time. */
  private static final class Shutdown implements BooleanSupplier {
    @Override
    public boolean getAsBoolean() {
      return ShutdownState.hasBegun();
    }
  }

  /** What is to be closed. */
  interface Left {
    /** Begins to close on threads of its own; returns false if there are none still. */
    boolean begin();

    /** Closes on threads of its own, else on this one: without a bound. */
    void closeHere();
  }

  Unclosed() {
    this(new Shutdown());
  }

  /**
   * Begins with nothing.
   *
   * @param processEnds whether the JVM shuts down, so that all that is open ends with it
   */
  Unclosed(BooleanSupplier processEnds) {
    this.processEnds = processEnds;
  }

  synchronized void add(Left close) {
    left.add(close);
  }

  /** Closes all, on this thread if there is no other: for threads that nobody waits for. */
  void closeHere() {
    for (Left next = next(); next != null; next = next()) {
      next.closeHere();
    }
  }

  /**
   * Closes all on threads of its own, for which it waits until the bound. What has none then is
   * closed on this thread, as the application would have done it; but not in a shutdown, where a
   * close that hangs would keep the process from ending, which closes everything too.
   *
   * @return false if something was left to the end of the process
   */
  boolean closeBy(Deadline bound, Ticker ticker) {
    awaitThreads(bound, ticker);
    if (!hasBegunAll() && processEnds.getAsBoolean()) {
      return false;
    }
    closeHere();
    return true;
  }

  private void awaitThreads(Deadline bound, Ticker ticker) {
    boolean interrupted = false;
    while (!hasBegunAll() && bound.left() > 0) {
      interrupted |= Thread.interrupted();
      try {
        ticker.sleep(Math.min(THREAD_AGAIN, bound.left()));
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  /** Asks each without the lock: who adds holds a lock of its own. */
  private boolean hasBegunAll() {
    boolean all = true;
    for (Left one : copy()) {
      if (one.begin()) {
        remove(one);
      } else {
        all = false;
      }
    }
    return all;
  }

  private synchronized List<Left> copy() {
    return List.copyOf(left);
  }

  private synchronized void remove(Left begun) {
    left.remove(begun);
  }

  private synchronized @Nullable Left next() {
    return left.poll();
  }
}
