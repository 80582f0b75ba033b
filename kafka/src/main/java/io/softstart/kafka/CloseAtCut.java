package io.softstart.kafka;

import org.jspecify.annotations.Nullable;

/**
 * Closes the client of an attempt that is cut while it uses it. The session itself outlives an
 * attempt that merely failed. Thread-safe.
 */
final class CloseAtCut implements AutoCloseable {
  private @Nullable Session busy;

  CloseAtCut(Session busy) {
    busy.begin();
    this.busy = busy;
  }

  /** The attempt uses it no more. */
  synchronized void done() {
    busy = null;
  }

  @Override
  public synchronized void close() {
    if (busy != null) {
      busy.cut();
      busy = null;
    }
  }
}
