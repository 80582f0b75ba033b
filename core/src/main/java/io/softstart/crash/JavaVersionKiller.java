package io.softstart.crash;

import org.jspecify.annotations.Nullable;

/** A class that was compiled for a newer Java than this. */
final class JavaVersionKiller implements Killer {
  /** Class files of Java 1.0 are of version 44; from 5 on the difference is 44 (JVMS 4.1). */
  private static final int FIRST = 44;

  private static final String VERSION = "class file version";

  @Override
  public @Nullable Explanation explain(Throwable thrown, String message, CrashScene scene) {
    if (!(thrown instanceof UnsupportedClassVersionError)) {
      return null;
    }
    String name = message.substring(0, Math.max(0, message.indexOf(' '))).replace('/', '.');
    int needed = numberAfter(message, VERSION + " ");
    int here = Runtime.version().feature();
    if (name.isEmpty() || needed <= FIRST || needed - FIRST <= here) {
      return new Explanation(
          "a class was compiled for another Java than this, " + here + ": " + message,
          "run it on the Java that it was compiled for");
    }
    int java = needed - FIRST;
    return new Explanation(
        name + " was compiled for Java " + java + ", and this is Java " + here,
        "run on Java " + java + " or later, or compile with --release " + here);
  }

  private static int numberAfter(String text, String words) {
    int at = text.indexOf(words);
    int number = 0;
    for (int i = at + words.length(); at >= 0 && i < text.length(); i++) {
      int digit = text.charAt(i) - '0';
      if (digit < 0 || digit > 9 || number > 1_000) {
        break;
      }
      number = number * 10 + digit;
    }
    return number;
  }
}
