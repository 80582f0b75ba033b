package io.softstart.gate;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What attempts leave for those that follow in the same gate, and what is closed with it.
 * Thread-safe.
 */
final class Shelf {
  private final List<AutoCloseable> kept = new ArrayList<>();
  private boolean ended;

  /** Puts something by; once the gate has ended it is closed at once, in the background. */
  synchronized void put(AutoCloseable resource) {
    kept.add(resource);
    if (ended) {
      clear();
    }
  }

  synchronized <R> Optional<R> take(Class<R> type) {
    for (int i = 0; i < kept.size(); i++) {
      if (type.isInstance(kept.get(i))) {
        return Optional.of(type.cast(kept.remove(i)));
      }
    }
    return Optional.empty();
  }

  synchronized void end() {
    ended = true;
    clear();
  }

  private void clear() {
    if (!kept.isEmpty()) {
      Owned owned = new Owned();
      kept.forEach(owned::add);
      kept.clear();
      owned.closeInBackground();
    }
  }
}
