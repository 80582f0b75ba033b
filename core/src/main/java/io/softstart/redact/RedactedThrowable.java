package io.softstart.redact;

import io.softstart.fence.Fence;
import java.time.Duration;
import java.util.IdentityHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A stand-in for a throwable that leaves the library: its class name, redacted text and frames.
 *
 * <p>Drivers put whole URLs and fragments of passwords into nested causes, and printing one cause
 * prints all of them; so only copies are attached to what the library throws. Reading a foreign
 * throwable is safe: its methods may throw, however deep or wide it is.
 */
public final class RedactedThrowable extends Exception {
  private static final long serialVersionUID = 1;
  private static final Duration LIMIT = Duration.ofMillis(1_500);
  private static final int DEEPEST = 32;
  private static final int MOST = 100;
  private static final int MOST_FRAMES = 1_024;

  private final String original;

  private RedactedThrowable(String original, String text, @Nullable Throwable cause) {
    super(text, cause, true, true);
    this.original = original;
  }

  /**
   * Copies a throwable with its causes and suppressed throwables; cycles end the copy.
   *
   * @param thrown what a client threw
   * @return its printable copy
   */
  public static RedactedThrowable of(Throwable thrown) {
    return copy(thrown, new IdentityHashMap<>(), 0);
  }

  /**
   * Copies a throwable as {@link #of} does, on a thread of its own: its methods are somebody else's
   * code, and may not return. Blocks for 1.5 s at most.
   *
   * @param thrown what a client threw
   * @return its printable copy, or what stands in for it
   */
  public static RedactedThrowable inTime(Throwable thrown) {
    ClassLoader loader = Thread.currentThread().getContextClassLoader();
    Fence<RedactedThrowable> copying =
        Fence.startOrHere("softstart-redact", loader, () -> of(thrown));
    RedactedThrowable copy = copying.awaitUninterruptibly(LIMIT) ? copying.value() : null;
    if (copy != null) {
      return copy;
    }
    copying.abandon();
    return without(thrown, "(its message cannot be read: getMessage does not return)");
  }

  /**
   * Stands in for a throwable that cannot be copied: its methods do not return.
   *
   * @param thrown only its class is asked for
   * @param text in place of its message
   * @return the stand-in
   */
  public static RedactedThrowable without(Throwable thrown, String text) {
    RedactedThrowable copy = new RedactedThrowable(thrown.getClass().getName(), text, null);
    copy.setStackTrace(new StackTraceElement[0]);
    return copy;
  }

  private static RedactedThrowable copy(Throwable thrown, Map<Throwable, Boolean> seen, int depth) {
    if (thrown instanceof RedactedThrowable safe) {
      return safe;
    }
    seen.put(thrown, true);
    Throwable cause = causeOf(thrown);
    RedactedThrowable safeCause =
        cause == null || isLeftOut(cause, seen, depth) ? null : copy(cause, seen, depth + 1);
    RedactedThrowable copy = new RedactedThrowable(nameOf(thrown), messageOf(thrown), safeCause);
    copy.setStackTrace(framesOf(thrown));
    for (Throwable suppressed : thrown.getSuppressed()) {
      if (!isLeftOut(suppressed, seen, depth)) {
        copy.addSuppressed(copy(suppressed, seen, depth + 1));
      }
    }
    return copy;
  }

  private static boolean isLeftOut(Throwable t, Map<Throwable, Boolean> seen, int depth) {
    return depth >= DEEPEST || seen.size() >= MOST || seen.containsKey(t);
  }

  /** {@return the redacted message of any throwable, even of one whose own getMessage throws} */
  public static String messageOf(Throwable thrown) {
    try {
      return Redactor.redact(thrown.getMessage());
    } catch (Throwable broken) { // it is somebody else's code, called when things go wrong
      return "(its message cannot be read: " + broken.getClass().getName() + ")";
    }
  }

  /** {@return the class name of what was thrown, also behind a copy} */
  public static String nameOf(Throwable thrown) {
    return thrown instanceof RedactedThrowable safe
        ? safe.original
        : Redactor.redactName(thrown.getClass().getName());
  }

  /** {@return its cause; null if it has none, or if its own getCause throws} */
  public static @Nullable Throwable causeOf(Throwable thrown) {
    try {
      return thrown.getCause();
    } catch (Throwable broken) {
      return null;
    }
  }

  /** {@return its redacted frames; none if its own getStackTrace throws} */
  public static StackTraceElement[] framesOf(Throwable thrown) {
    try {
      StackTraceElement[] frames = thrown.getStackTrace();
      int count = Math.min(frames.length, MOST_FRAMES);
      StackTraceElement[] safe = new StackTraceElement[count];
      for (int i = 0; i < count; i++) {
        safe[i] = redacted(frames[i]);
      }
      return safe;
    } catch (Throwable broken) {
      return new StackTraceElement[0];
    }
  }

  /** Names of classes and methods are made at run time too, of any text. */
  private static StackTraceElement redacted(StackTraceElement frame) {
    String owner = Redactor.redactName(frame.getClassName());
    String method = Redactor.redactName(frame.getMethodName());
    String file = frame.getFileName();
    String safeFile = file == null ? null : Redactor.redactName(file);
    boolean same =
        owner.equals(frame.getClassName())
            && method.equals(frame.getMethodName())
            && (file == null || file.equals(safeFile));
    return same ? frame : new StackTraceElement(owner, method, safeFile, frame.getLineNumber());
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
