package io.softstart.redact;

/** Prints a throwable as {@code printStackTrace} does: redacted, and bounded in every direction. */
public final class RedactedTrace {
  private static final int MOST_FRAMES = 40;
  private static final int LONGEST_MESSAGE = 1_000;
  private static final int LONGEST = 16_384;

  private RedactedTrace() {}

  /**
   * {@return the trace, several lines}
   *
   * @param thrown whatever its methods do
   */
  public static String of(Throwable thrown) {
    StringBuilder text = new StringBuilder();
    print(RedactedThrowable.of(thrown), "", text);
    return text.toString();
  }

  private static void print(Throwable copy, String relation, StringBuilder text) {
    text.append(relation).append(RedactedThrowable.nameOf(copy));
    String message = copy.getMessage();
    if (message != null && !message.isEmpty()) {
      int end = Math.min(message.length(), LONGEST_MESSAGE);
      text.append(": ").append(message, 0, end).append(end < message.length() ? " ..." : "");
    }
    text.append('\n');
    StackTraceElement[] frames = copy.getStackTrace();
    for (int i = 0; i < Math.min(frames.length, MOST_FRAMES); i++) {
      text.append("    at ").append(frames[i]).append('\n');
    }
    if (frames.length > MOST_FRAMES) {
      text.append("    ... ").append(frames.length - MOST_FRAMES).append(" more\n");
    }
    for (Throwable suppressed : copy.getSuppressed()) {
      if (text.length() < LONGEST) {
        print(suppressed, "Suppressed: ", text);
      }
    }
    Throwable cause = copy.getCause();
    if (cause != null && text.length() < LONGEST) {
      print(cause, "Caused by: ", text);
    }
  }
}
