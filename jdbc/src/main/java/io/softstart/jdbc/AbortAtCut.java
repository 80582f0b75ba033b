package io.softstart.jdbc;

import java.sql.Connection;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/**
 * Aborts a connection whose attempt is cut while something is asked on it: a read that waits for a
 * server hears no interrupt, and an orderly close would wait behind it. Thread-safe.
 */
final class AbortAtCut implements AutoCloseable {
  private @Nullable Connection busy;

  AbortAtCut(Connection busy) {
    this.busy = busy;
  }

  /** Nothing is asked any more. */
  void done() {
    take();
  }

  @Override
  public void close() throws SQLException {
    Connection hanging = take();
    if (hanging != null) {
      hanging.abort(DirectExecutor.INSTANCE);
    }
  }

  private synchronized @Nullable Connection take() {
    Connection taken = busy;
    busy = null;
    return taken;
  }
}
