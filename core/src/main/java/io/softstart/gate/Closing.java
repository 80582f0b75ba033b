package io.softstart.gate;

import io.softstart.time.Deadline;
import java.util.List;

/** Closing on a daemon thread: a close that hangs delays nobody. */
final class Closing extends Thread {
  private final Owned owned;
  private List<Throwable> failures = List.of();

  Closing(Owned owned) {
    super(null, null, "softstart-close", 0, false);
    this.owned = owned;
    setDaemon(true);
  }

  @Override
  public void run() {
    List<Throwable> thrown = owned.close();
    synchronized (this) {
      failures = thrown;
    }
  }

  /** Waits for the end, until the bound at most, and returns what closing has thrown by then. */
  List<Throwable> failuresBy(Deadline bound) {
    try {
      join(Math.max(1, bound.left() / 1_000_000));
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
    synchronized (this) {
      return failures;
    }
  }
}
