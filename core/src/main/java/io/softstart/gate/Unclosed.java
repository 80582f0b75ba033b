package io.softstart.gate;

import java.util.ArrayDeque;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/** What could not be closed, since the system had no thread to give. Thread-safe. */
final class Unclosed {
  private final Queue<Resources> left = new ArrayDeque<>();

  synchronized void add(Resources resources) {
    left.add(resources);
  }

  /** Closes it on threads of its own if there are some by now, else on this one. */
  void close() {
    for (Resources next = next(); next != null; next = next()) {
      next.closeHere();
    }
  }

  private synchronized @Nullable Resources next() {
    return left.poll();
  }
}
