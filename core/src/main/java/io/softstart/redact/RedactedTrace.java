package io.softstart.redact;

import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;

/**
 * Prints a throwable as {@code printStackTrace} does, but with the chain of a {@code SQLException},
 * bounded in every direction, each message and frame redacted.
 */
public final class RedactedTrace {
  private static final int DEEPEST = 25;
  private static final int FRAMES = 60;

  private final int longest;
  private final StringBuilder text = new StringBuilder();
  private final Set<Throwable> printed = Collections.newSetFromMap(new IdentityHashMap<>());

  private RedactedTrace(int longest) {
    this.longest = longest;
  }

  /**
   * {@return the trace, several lines}
   *
   * @param thrown may have methods that throw or hang
   * @param longest about how many characters at most
   */
  public static String of(Throwable thrown, int longest) {
    RedactedTrace trace = new RedactedTrace(longest);
    try {
      trace.print(thrown, "", "", 0);
    } catch (Throwable broken) { // it is somebody else's code: what was read until then counts
      trace.text.append("(the rest cannot be read: ").append(broken.getClass().getName());
      trace.text.append(")\n");
    }
    return trace.text.toString();
  }

  private void print(Throwable thrown, String indent, String relation, int depth) {
    text.append(indent).append(relation).append(RedactedThrowable.nameOf(thrown));
    if (!printed.add(thrown)) {
      text.append(" (printed above)\n");
      return;
    }
    String message = ThrowableText.messageOf(thrown);
    text.append(message.isEmpty() ? "" : ": ").append(message).append('\n');
    StackTraceElement[] frames = RedactedThrowable.framesOf(thrown);
    for (int i = 0; i < frames.length && text.length() < longest; i++) {
      if (i == FRAMES) {
        text.append(indent).append("\t... ").append(frames.length - i).append(" more\n");
        break;
      }
      text.append(indent).append("\tat ").append(ThrowableText.of(frames[i])).append('\n');
    }
    if (depth == DEEPEST || text.length() >= longest) {
      text.append(indent).append("(there is more behind it, which is left out)\n");
      return;
    }
    for (Throwable suppressed : thrown.getSuppressed()) {
      if (text.length() < longest) {
        print(suppressed, indent + "\t", "Suppressed: ", depth + 1);
      }
    }
    if (thrown instanceof Iterable<?> chained) { // a SQLException, without java.sql in this module
      printNext(thrown, chained, indent, depth);
    }
    Throwable cause = RedactedThrowable.causeOf(thrown);
    if (cause != null) {
      print(cause, indent, "Caused by: ", depth + 1);
    }
  }

  private void printNext(Throwable thrown, Iterable<?> chained, String indent, int depth) {
    int count = 0;
    for (Object next : chained) {
      if (++count > DEEPEST) {
        return;
      }
      if (next instanceof Throwable other
          && other != thrown
          && other != RedactedThrowable.causeOf(thrown)
          && !printed.contains(other)) {
        print(other, indent, "Next: ", depth + 1);
      }
    }
  }
}
