package io.softstart.diagnosis;

import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The graph behind a throwable: causes, suppressed, and JDBC's chained exceptions. */
final class Causes {
  private static final int MOST = 100;

  private Causes() {}

  /** {@return the throwable and all that hangs on it, outermost first, each once, at most 100} */
  static List<Throwable> of(Throwable thrown) {
    List<Throwable> found = new ArrayList<>();
    collect(thrown, found, Collections.newSetFromMap(new IdentityHashMap<>()));
    return found;
  }

  private static void collect(@Nullable Throwable t, List<Throwable> found, Set<Throwable> seen) {
    if (t == null || found.size() >= MOST || !seen.add(t)) {
      return;
    }
    found.add(t);
    collect(t.getCause(), found, seen);
    // SQLException is an Iterable of its chain: no need for java.sql in this module.
    if (t instanceof Iterable<?> chained) {
      int bound = 0;
      for (Object next : chained) {
        if (++bound > MOST) {
          break;
        }
        if (next instanceof Throwable n) {
          collect(n, found, seen);
        }
      }
    }
    for (Throwable suppressed : t.getSuppressed()) {
      collect(suppressed, found, seen);
    }
  }

  /** Whether the throwable's class, or one above it, has this full or simple name. */
  static boolean isA(Throwable t, String name) {
    for (Class<?> c = t.getClass(); c != null; c = c.getSuperclass()) {
      if (c.getName().equals(name) || c.getSimpleName().equals(name)) {
        return true;
      }
    }
    return false;
  }
}
