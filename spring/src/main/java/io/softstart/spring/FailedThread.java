package io.softstart.spring;

import io.softstart.framework.StartupHost;
import java.lang.Thread.UncaughtExceptionHandler;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/**
 * Stands in front of Spring Boot's handler when a start has failed: keeps the process alive where
 * the operator wants that, else pauses before the exit. A signal ends the pause, and the process.
 *
 * @param failure what ended the start
 */
record FailedThread(
    Throwable failure, StartupHost host, Duration pause, UncaughtExceptionHandler next)
    implements UncaughtExceptionHandler {
  private static final int DEEPEST = 30;

  /** Takes its place at the thread that ends, in front of the handler that is there. */
  static void at(Thread ending, Throwable failure, StartupHost host, Duration pause) {
    UncaughtExceptionHandler next = ending.getUncaughtExceptionHandler();
    ending.setUncaughtExceptionHandler(new FailedThread(failure, host, pause, next));
  }

  @Override
  public void uncaughtException(Thread thread, Throwable thrown) {
    if (isOfTheStart(thrown)) {
      if (host.hold(SpringsExitHandler.codeOf(next))) {
        return;
      }
      pause(thread);
    }
    next.uncaughtException(thread, thrown);
  }

  /** A main that has caught it may end for another reason. */
  private boolean isOfTheStart(Throwable thrown) {
    Throwable cause = thrown;
    for (int i = 0; i < DEEPEST && cause != null; i++) {
      if (cause == failure) {
        return true;
      }
      cause = cause.getCause();
    }
    return false;
  }

  private void pause(Thread thread) {
    long end = System.nanoTime() + pause.toNanos();
    while (System.nanoTime() < end && !thread.isInterrupted()) {
      LockSupport.parkNanos(end - System.nanoTime());
    }
  }
}
