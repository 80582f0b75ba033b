package io.softstart.redact;

/** What a throwable, a frame or a thread says of itself, redacted and bounded. */
public final class ThrowableText {
  private static final int LONGEST = 2_000;
  private static final int LONGEST_NAME = 500;
  private static final int LONGEST_READ = 8_000;

  private ThrowableText() {}

  public static String messageOf(Throwable thrown) {
    return cut(RedactedThrowable.messageOf(thrown), LONGEST);
  }

  /** Pools name threads after URLs, with their passwords. */
  public static String nameOf(Thread thread) {
    return oneLine(safe(thread.getName()));
  }

  /** Frames are texts too: the code that makes a throwable may set them. */
  public static String of(StackTraceElement frame) {
    String file = frame.getFileName();
    String line = frame.getLineNumber() > 0 ? ":" + frame.getLineNumber() : "";
    return methodOf(frame)
        + (frame.isNativeMethod()
            ? "(native)"
            : "(" + (file == null ? "?" : safe(file)) + line + ")");
  }

  public static String methodOf(StackTraceElement frame) {
    return safe(frame.getClassName() + "." + frame.getMethodName());
  }

  public static String oneLine(String text) {
    return text.strip().replace('\n', ' ').replace('\r', ' ');
  }

  private static String safe(String name) {
    return cut(Redactor.redact(cut(name, LONGEST_READ)), LONGEST_NAME);
  }

  private static String cut(String text, int longest) {
    return text.length() <= longest ? text : text.substring(0, longest) + " ...";
  }
}
