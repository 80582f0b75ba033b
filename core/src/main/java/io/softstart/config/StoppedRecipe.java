package io.softstart.config;

/** Where a recipe threw, by the stack of what it threw. */
final class StoppedRecipe {
  private static final String OURS = "io.softstart.";
  private static final String CONSTRUCTOR = "<init>";

  private final StackTraceElement[] frames;
  private final String reader;

  /** The reader is the class whose method {@code group} runs recipes. */
  StoppedRecipe(Throwable thrown, Class<?> reader) {
    frames = thrown.getStackTrace();
    this.reader = reader.getName();
  }

  /**
   * Returns the topmost line of the application's recipe, as the end of a clause; empty if none is
   * to be seen. A line of this library helps nobody.
   */
  String place() {
    for (StackTraceElement frame : frames) {
      if (isGroup(frame)) {
        break; // what called the recipe is no part of it
      }
      if (!isPlatform(frame)) {
        String file = frame.getFileName();
        return " at " + (file == null ? frame.getClassName() : file) + ":" + frame.getLineNumber();
      }
    }
    return "";
  }

  /**
   * Whether nothing was left to read: {@code Tokens.read}, which is the recipe or all that its
   * lambda calls, threw in the constructor of {@code Tokens}, so its arguments have been read.
   */
  boolean readEverything() {
    for (int i = 0; i + 2 < frames.length && !isGroup(frames[i]); i++) {
      StackTraceElement maker = frames[i + 1];
      if (frames[i].getMethodName().equals(CONSTRUCTOR)
          && !maker.getMethodName().equals(CONSTRUCTOR)
          && !maker.getMethodName().startsWith("lambda$")
          && maker.getClassName().equals(frames[i].getClassName())) {
        boolean inLambda = frames[i + 2].getMethodName().startsWith("lambda$");
        int caller = inLambda ? i + 3 : i + 2;
        return caller < frames.length && isGroup(frames[caller]);
      }
    }
    return false;
  }

  private boolean isGroup(StackTraceElement frame) {
    return frame.getClassName().equals(reader) && frame.getMethodName().equals("group");
  }

  private static boolean isPlatform(StackTraceElement frame) {
    String type = frame.getClassName();
    return type.startsWith(OURS) || type.startsWith("java.") || type.startsWith("jdk.");
  }
}
