package io.softstart.crash;

import io.softstart.fence.Fence;
import io.softstart.time.Deadline;
import io.softstart.time.Ticker;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/**
 * Ends the process, and is the only place that does: once, and from a thread of its own, since on
 * main a shutdown hook that joins main would wait for ever. It may pause before; a shutdown that
 * somebody else begins ends the pause.
 */
final class ProcessExit implements Runnable {
  private boolean begun;
  private boolean shuttingDown;
  private int code;
  private long at;

  /** Ends it at once, on this thread. */
  static void now(int code) {
    try {
      Runtime.getRuntime().exit(code);
    } catch (Error noMemoryOrNoThreadForTheHooks) {
      Runtime.getRuntime().halt(code);
    }
  }

  /** Ends it at once, without what is left to be done in a shutdown that has begun. */
  static void halt(int code) {
    Runtime.getRuntime().halt(code);
  }

  void after(Duration pause, int exitCode) {
    synchronized (this) {
      if (begun) {
        return;
      }
      begun = true;
      code = exitCode;
      at = System.nanoTime() + pause.toNanos();
    }
    try {
      Thread thread = new Thread(null, this, "softstart-exit", 0, false);
      // not a daemon: otherwise the end of main would end the process with its own code
      thread.setDaemon(false);
      thread.start();
    } catch (OutOfMemoryError noThread) {
      now(exitCode);
    }
  }

  /** Ends the process without its hooks, should they take longer than that once they have begun. */
  void haltAfter(Duration limit) {
    Runnable halting =
        new Runnable() {
          @Override
          public void run() {
            awaitBegin();
            Deadline until = Deadline.in(limit, Ticker.system());
            while (until.left() > 0) {
              LockSupport.parkNanos(until.left());
            }
            Runtime.getRuntime().halt(code);
          }
        };
    Thread thread = new Thread(null, halting, "softstart-halt", 0, false);
    thread.setDaemon(true);
    Fence.begin(thread);
  }

  /** A pause before the exit is no part of it. */
  private synchronized void awaitBegin() {
    while (!shuttingDown) {
      try {
        wait();
      } catch (InterruptedException nobodyElseHasThatThread) {
        return;
      }
    }
  }

  @Override
  public void run() {
    if (isDue()) {
      now(code);
    }
  }

  private synchronized boolean isDue() {
    try {
      for (long left = at - System.nanoTime(); left > 0 && !shuttingDown; ) {
        wait(left / 1_000_000 + 1); // a zero would wait for ever
        left = at - System.nanoTime();
      }
    } catch (InterruptedException nobodyElseHasThatThread) {
      Thread.currentThread().interrupt();
    }
    return !shuttingDown;
  }

  synchronized void shutdownBegins() {
    shuttingDown = true;
    notifyAll();
  }

  synchronized boolean isShuttingDown() {
    return shuttingDown;
  }
}
