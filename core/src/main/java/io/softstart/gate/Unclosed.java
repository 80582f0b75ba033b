package io.softstart.gate;

import java.util.ArrayDeque;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/** What could not be closed, since the system had no thread to give. Thread-safe. */
final class Unclosed {
  private final Queue<Runnable> left = new ArrayDeque<>();

  synchronized void add(Runnable close) {
    left.add(close);
  }

  /** Closes it on threads of its own if there are some by now, else on this one. */
  void close() {
    for (Runnable next = next(); next != null; next = next()) {
      next.run();
    }
  }

  private synchronized @Nullable Runnable next() {
    return left.poll();
  }
}
