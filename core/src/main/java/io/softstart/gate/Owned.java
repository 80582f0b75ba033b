package io.softstart.gate;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What attempts opened and nobody else closes; closed once, last opened first. Thread-safe. */
final class Owned {
  private final Deque<AutoCloseable> opened = new ArrayDeque<>();

  synchronized void add(AutoCloseable resource) {
    opened.push(resource);
  }

  /** Closes everything and returns what closing threw. May block as long as the resources do. */
  List<Throwable> close() {
    List<Throwable> failures = new ArrayList<>();
    for (AutoCloseable resource = pop(); resource != null; resource = pop()) {
      try {
        resource.close();
      } catch (Exception | LinkageError failure) {
        failures.add(failure);
      }
    }
    return failures;
  }

  /** Closes everything on a daemon thread, for those who must not wait. */
  Closing closeInBackground() {
    Closing closing = new Closing(this);
    closing.start();
    return closing;
  }

  private synchronized @Nullable AutoCloseable pop() {
    return opened.poll();
  }
}
