package io.softstart.bench.faults;

import java.util.ArrayDeque;
import java.util.Deque;

/** What has to be closed in the end, the latest first. Used by one thread at a time. */
final class Things implements AutoCloseable {
  private final Deque<AutoCloseable> things = new ArrayDeque<>();

  <C extends AutoCloseable> C keep(C thing) {
    things.push(thing);
    return thing;
  }

  /** Closes all of them, also if some throw. */
  @Override
  public void close() {
    IllegalStateException failure = null;
    while (!things.isEmpty()) {
      try {
        things.pop().close();
      } catch (Exception e) {
        failure = new IllegalStateException("cannot tidy up: " + e.getMessage(), e);
      }
    }
    if (failure != null) {
      throw failure;
    }
  }
}
