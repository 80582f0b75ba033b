package io.softstart.crash;

import io.softstart.redact.Redactor;
import io.softstart.redact.SafeCopy;
import java.io.PrintWriter;
import java.io.StringWriter;

/** A throwable as people read it: the root cause first, then the whole trace, redacted. */
public final class CrashText {
  private static final int DEEPEST = 100;
  private static final int LONGEST = 60_000;
  private static final int LONGEST_CAUSE = 2_000;

  private CrashText() {}

  /** {@return the text, several lines} */
  public static String of(Throwable thrown) {
    Throwable root = rootOf(thrown);
    StringBuilder text = new StringBuilder("  cause: ");
    text.append(cut(nameOf(root) + ": " + SafeCopy.messageOf(root), LONGEST_CAUSE)).append('\n');
    StackTraceElement[] frames = root.getStackTrace();
    for (int i = 0; i < frames.length; i++) {
      if (!isPlatform(frames[i])) {
        text.append("  where: ").append(frames[i]).append('\n');
        break;
      }
    }
    return text.append(cut(Redactor.redact(trace(thrown)), LONGEST)).toString();
  }

  private static String nameOf(Throwable thrown) {
    return thrown instanceof SafeCopy copy ? copy.original() : thrown.getClass().getName();
  }

  private static Throwable rootOf(Throwable thrown) {
    Throwable root = thrown;
    for (int i = 0; i < DEEPEST && root.getCause() != null; i++) {
      root = root.getCause();
    }
    return root;
  }

  private static boolean isPlatform(StackTraceElement frame) {
    String owner = frame.getClassName();
    return owner.startsWith("java.") || owner.startsWith("jdk.") || owner.startsWith("sun.");
  }

  private static String trace(Throwable thrown) {
    StringWriter text = new StringWriter();
    try {
      thrown.printStackTrace(new PrintWriter(text, true));
    } catch (RuntimeException | StackOverflowError broken) {
      text.append("(its trace cannot be printed: ").append(broken.getClass().getName()).append(')');
    }
    return text.toString();
  }

  private static String cut(String text, int longest) {
    return text.length() <= longest ? text : text.substring(0, longest) + " ...";
  }
}
