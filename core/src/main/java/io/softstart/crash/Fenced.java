package io.softstart.crash;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Work at the end of a process that may throw, hang, or find no memory and no thread: it loses its
 * own part and nothing else.
 */
final class Fenced implements Runnable {
  private final Runnable work;
  private @Nullable Thread thread;
  private volatile boolean done;

  private Fenced(Runnable work) {
    this.work = work;
  }

  /**
   * Runs on a daemon thread and waits for it; on this thread if the system gives no other.
   *
   * @return whether it came to its end within the limit, without throwing
   */
  static boolean run(Runnable work, Duration limit) {
    return start(work).await(limit);
  }

  /** Begins it only; it is to be awaited on the same thread or under a lock. */
  static Fenced start(Runnable work) {
    Fenced fenced = new Fenced(work);
    try {
      Thread thread = new Thread(null, fenced, "softstart-last-words", 0, false);
      thread.setDaemon(true);
      // newer JDKs give a thread that inherits nothing the system class loader
      thread.setContextClassLoader(Thread.currentThread().getContextClassLoader());
      thread.start();
      fenced.thread = thread;
    } catch (OutOfMemoryError noThread) {
      fenced.run();
    }
    return fenced;
  }

  boolean await(Duration limit) {
    if (thread != null) {
      join(thread, limit);
    }
    return done;
  }

  /** An interrupt must not cost the report: it is kept for later. */
  private static void join(Thread thread, Duration limit) {
    boolean interrupted = false;
    long left = limit.toMillis();
    long end = System.nanoTime() + limit.toNanos();
    while (left > 0 && thread.isAlive()) {
      try {
        thread.join(left);
      } catch (InterruptedException e) {
        interrupted = true;
      }
      left = (end - System.nanoTime()) / 1_000_000;
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void run() {
    try {
      work.run();
      done = true;
    } catch (Throwable lost) {
      // whoever waits sees that it is not done; there is nobody else to tell
    }
  }
}
