package io.softstart.spring;

import org.jspecify.annotations.Nullable;

/**
 * Tells a call that cannot go on because it needs a bean: the thread that starts the application
 * may hold the lock of all singletons while it waits for that call.
 */
final class BeanLock {
  private static final String FACTORY = "org.springframework.beans.factory.";

  private BeanLock() {}

  /** {@return whether a thread stands still while it gets a bean} */
  static boolean holdsUp(@Nullable Thread thread) {
    if (thread == null) {
      return false;
    }
    Thread.State state = thread.getState();
    if (state != Thread.State.BLOCKED
        && state != Thread.State.WAITING
        && state != Thread.State.TIMED_WAITING) {
      return false;
    }
    for (StackTraceElement frame : thread.getStackTrace()) {
      if (frame.getClassName().startsWith(FACTORY)) {
        return true;
      }
    }
    return false;
  }
}
