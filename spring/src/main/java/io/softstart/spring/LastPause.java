package io.softstart.spring;

import java.lang.Thread.UncaughtExceptionHandler;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/**
 * A pause between what Spring Boot prints of a failure and its exit, which it does when the
 * exception has ended the thread. A signal ends the process, and so the pause, at any time.
 */
record LastPause(Duration pause, UncaughtExceptionHandler next)
    implements UncaughtExceptionHandler {
  static void before(Thread ending, Duration pause) {
    ending.setUncaughtExceptionHandler(new LastPause(pause, ending.getUncaughtExceptionHandler()));
  }

  @Override
  public void uncaughtException(Thread thread, Throwable thrown) {
    long end = System.nanoTime() + pause.toNanos();
    while (System.nanoTime() < end && !thread.isInterrupted()) {
      LockSupport.parkNanos(end - System.nanoTime());
    }
    next.uncaughtException(thread, thrown);
  }
}
