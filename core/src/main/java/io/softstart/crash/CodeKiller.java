package io.softstart.crash;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Recursion without end, and native libraries that are not there. */
final class CodeKiller implements Killer {
  private static final int LOOKED_AT = 200;

  @Override
  public @Nullable Explanation explain(Throwable thrown, String message, CrashScene scene) {
    if (thrown instanceof StackOverflowError) {
      return new Explanation(
          "a method called itself until the stack was full" + mostFrequent(thrown),
          "look for the end of that recursion; if it is meant to be that deep, raise -Xss");
    }
    if (thrown instanceof UnsatisfiedLinkError) {
      return new Explanation(
          "a native library or one of its functions is missing: " + message,
          "put it on java.library.path, built for this system ("
              + System.getProperty("os.name")
              + " "
              + System.getProperty("os.arch")
              + "; an image on Alpine has musl, not glibc)");
    }
    return null;
  }

  /** {@return the method that stands in the trace most often} */
  private static String mostFrequent(Throwable thrown) {
    StackTraceElement[] frames = thrown.getStackTrace();
    List<String> methods = new ArrayList<>();
    for (int i = 0; i < Math.min(frames.length, LOOKED_AT); i++) {
      methods.add(frames[i].getClassName() + "." + frames[i].getMethodName());
    }
    int most = 0;
    String found = "";
    for (String method : methods) {
      int count = Collections.frequency(methods, method);
      if (count > most) {
        most = count;
        found = ": " + method;
      }
    }
    return found;
  }
}
