package io.softstart.redact;

import java.util.IdentityHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A stand-in for a throwable that leaves the library: its class name, redacted text and frames.
 *
 * <p>Drivers put whole URLs and fragments of passwords into nested causes, and whoever prints a
 * cause prints all of them; so only copies are attached to what the library throws.
 */
public final class SafeCopy extends Exception {
  private static final long serialVersionUID = 1;
  private static final int DEEPEST = 32;

  private final String original;

  private SafeCopy(String original, String text, @Nullable Throwable cause) {
    super(text, cause, true, true);
    this.original = original;
  }

  /**
   * Copies a throwable with its causes and suppressed throwables; cycles end the copy.
   *
   * @param thrown what a client threw
   * @return its printable copy
   */
  public static SafeCopy of(Throwable thrown) {
    return copy(thrown, new IdentityHashMap<>(), 0);
  }

  /**
   * Stands in for a throwable that cannot be copied: its methods do not return.
   *
   * @param thrown only its class is asked for
   * @param text in place of its message
   * @return the stand-in
   */
  public static SafeCopy without(Throwable thrown, String text) {
    SafeCopy copy = new SafeCopy(thrown.getClass().getName(), text, null);
    copy.setStackTrace(new StackTraceElement[0]);
    return copy;
  }

  private static SafeCopy copy(Throwable thrown, Map<Throwable, Boolean> seen, int depth) {
    seen.put(thrown, true);
    Throwable cause = thrown.getCause();
    SafeCopy safeCause =
        cause == null || depth >= DEEPEST || seen.containsKey(cause)
            ? null
            : copy(cause, seen, depth + 1);
    SafeCopy copy = new SafeCopy(thrown.getClass().getName(), messageOf(thrown), safeCause);
    copy.setStackTrace(thrown.getStackTrace());
    for (Throwable suppressed : thrown.getSuppressed()) {
      if (depth < DEEPEST && !seen.containsKey(suppressed)) {
        copy.addSuppressed(copy(suppressed, seen, depth + 1));
      }
    }
    return copy;
  }

  /** {@return the redacted message of any throwable, even of one whose own getMessage throws} */
  public static String messageOf(Throwable thrown) {
    try {
      return Redactor.redact(thrown.getMessage());
    } catch (Throwable broken) { // it is somebody else's code, called when things go wrong
      return "(its message cannot be read: " + broken.getClass().getName() + ")";
    }
  }

  /** {@return the class name of the original} */
  public String original() {
    return original;
  }

  /** {@return the class name of the original and its redacted text} */
  @Override
  @SuppressWarnings("OverrideThrowableToString") // it stands for another class
  public String toString() {
    String text = getMessage();
    return text == null || text.isEmpty() ? original : original + ": " + text;
  }
}
