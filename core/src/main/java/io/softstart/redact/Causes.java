package io.softstart.redact;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The graph behind a throwable: causes, suppressed, and JDBC's chained exceptions; read safely,
 * even if the throwables' own methods fail.
 */
public final class Causes {
  private static final int MOST = 100;
  private static final int LONGEST_FOR_PATTERNS = 2_048;
  private static final int DEEPEST_TOLD = 8;

  private Causes() {}

  /** {@return the throwable and all that hangs on it, outermost first, each once, at most 100} */
  public static List<Throwable> of(Throwable thrown) {
    List<Throwable> found = new ArrayList<>();
    collect(thrown, found, Collections.newSetFromMap(new IdentityHashMap<>()));
    return found;
  }

  private static void collect(@Nullable Throwable t, List<Throwable> found, Set<Throwable> seen) {
    if (t == null || found.size() >= MOST || !seen.add(t)) {
      return;
    }
    found.add(t);
    collect(RedactedThrowable.causeOf(t), found, seen);
    if (t instanceof Iterable<?> chained) { // a SQLException, or one that behaves like it
      collectChained(chained, found, seen);
    }
    for (Throwable suppressed : t.getSuppressed()) {
      collect(suppressed, found, seen);
    }
  }

  private static void collectChained(
      Iterable<?> chained, List<Throwable> found, Set<Throwable> seen) {
    List<Throwable> next = new ArrayList<>();
    try {
      int bound = 0;
      for (Object each : chained) {
        if (++bound > MOST) {
          break;
        }
        if (each instanceof Throwable t) {
          next.add(t);
        }
      }
    } catch (Throwable broken) {
      // what was read until then counts
    }
    for (Throwable t : next) {
      collect(t, found, seen);
    }
  }

  /** {@return so much of a text as a pattern may see} */
  public static String cut(String text) {
    return text.length() <= LONGEST_FOR_PATTERNS ? text : text.substring(0, LONGEST_FOR_PATTERNS);
  }

  /** {@return the message as it is, cut: for patterns only; empty if it cannot be read} */
  public static String messageOf(Throwable t) {
    try {
      String message = t.getMessage();
      return message == null ? "" : cut(message);
    } catch (Throwable broken) { // it is somebody else's code
      return "";
    }
  }

  /** Whether the throwable's class, or one above it, has this full or simple name. */
  public static boolean isA(Throwable t, String name) {
    for (Class<?> c = t.getClass(); c != null; c = c.getSuperclass()) {
      if (c.getName().equals(name) || c.getSimpleName().equals(name)) {
        return true;
      }
    }
    return false;
  }

  /** {@return classes and redacted messages of the throwable and its causes, one line} */
  public static String chain(Throwable thrown) {
    StringBuilder text = new StringBuilder();
    int depth = 0;
    for (Throwable t = thrown;
        t != null && depth < DEEPEST_TOLD;
        t = RedactedThrowable.causeOf(t)) {
      String message = RedactedThrowable.messageOf(t);
      text.append(depth == 0 ? "" : "; caused by ").append(RedactedThrowable.nameOf(t));
      text.append(message.isEmpty() ? "" : ": ").append(message);
      depth++;
    }
    return text.toString();
  }

  /** {@return all that a rule can tell two failures apart by: classes, messages, codes} */
  public static String fingerprint(Throwable thrown) {
    StringBuilder text = new StringBuilder();
    for (Throwable t : of(thrown)) {
      text.append(t.getClass().getName()).append(' ').append(messageOf(t));
      if (isA(t, "java.sql.SQLException")) {
        Codes.append(t, text);
      }
      text.append('\n');
    }
    return text.toString();
  }

  /** Loaded only where the module java.sql is there. */
  private static final class Codes {
    static void append(Throwable t, StringBuilder text) {
      if (t instanceof SQLException sql) {
        try {
          text.append(' ').append(sql.getSQLState()).append(' ').append(sql.getErrorCode());
        } catch (Throwable broken) {
          text.append(System.identityHashCode(t));
        }
      }
    }
  }
}
