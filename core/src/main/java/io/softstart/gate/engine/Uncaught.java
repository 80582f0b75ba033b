package io.softstart.gate.engine;

import io.softstart.fence.Fence;

/** Reports what ended code on a thread of ours as the JVM would: to the handler for it. */
final class Uncaught {
  private Uncaught() {}

  static void report(Throwable thrown) {
    Thread thread = Thread.currentThread();
    Fence.here(() -> thread.getUncaughtExceptionHandler().uncaughtException(thread, thrown));
  }
}
