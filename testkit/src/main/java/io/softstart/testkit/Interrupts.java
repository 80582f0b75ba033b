package io.softstart.testkit;

import java.util.function.Supplier;

/** Lets what must not be done by halves go on to its end in a thread that was interrupted. */
final class Interrupts {
  private Interrupts() {}

  /** Runs with the interrupt flag down, and puts it up again if it was up. */
  static void heldBackIn(Runnable action) {
    heldBackFor(
        () -> {
          action.run();
          return true;
        });
  }

  /** Asks with the interrupt flag down, and puts it up again if it was up. */
  static <T> T heldBackFor(Supplier<T> question) {
    boolean interrupted = Thread.interrupted();
    try {
      return question.get();
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
