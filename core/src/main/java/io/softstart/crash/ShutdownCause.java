package io.softstart.crash;

import io.softstart.machine.ClassPath;
import io.softstart.redact.ThrowableText;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Who ends the process, as seen from a shutdown hook: the JVM runs signals on threads named after
 * them, an exit on the thread that called it, and the end of the last thread on {@code
 * DestroyJavaVM}. Seen on JDK 17 and 25. The code that was given to exit cannot be seen, and of
 * {@code Runtime.halt} nothing can: the next start tells of it. All texts are redacted.
 *
 * @param signal its name, if there was one; empty otherwise
 * @param what one clause
 * @param guess how that may have come about; empty if it is plain
 * @param place the method that called exit; empty otherwise
 * @param stack of the caller of exit; empty otherwise
 */
record ShutdownCause(String signal, String what, String guess, String place, String stack) {
  private static final String[] SIGNALS = {"SIGTERM", "SIGINT", "SIGHUP"};

  /** {@return whether nobody has ended it: no thread is left that keeps the JVM alive} */
  boolean isEndOfThreads() {
    return signal.isEmpty() && place.isEmpty();
  }

  static ShutdownCause find() {
    List<String> daemons = new ArrayList<>();
    for (Map.Entry<Thread, StackTraceElement[]> entry : Thread.getAllStackTraces().entrySet()) {
      Thread thread = entry.getKey();
      for (String signal : SIGNALS) {
        if (thread.getName().equals(signal + " handler")) {
          return new ShutdownCause(signal, "stopped by " + signal, "", "", "");
        }
      }
      List<StackTraceElement> callers = callersOfExit(entry.getValue());
      if (!callers.isEmpty()) {
        return exitCalled(ThrowableText.nameOf(thread), callers);
      }
      if (isApplications(thread)) {
        daemons.add(ThrowableText.nameOf(thread));
      }
    }
    String left =
        daemons.isEmpty()
            ? "the last thread that keeps the JVM alive has ended"
            : "only daemon threads are left, which do not keep the JVM alive ("
                + String.join(", ", daemons.subList(0, Math.min(3, daemons.size())))
                + (daemons.size() > 3 ? ", ..." : "")
                + ")";
    return new ShutdownCause(
        "", left, "; did main return without run(..)? Then a restart does not help", "", "");
  }

  /** The JVM's own threads are in another group, and ours have our name. */
  private static boolean isApplications(Thread thread) {
    ThreadGroup group = thread.getThreadGroup();
    return group != null
        && group.getName().equals("main")
        && thread.isDaemon()
        && !thread.getName().startsWith("softstart-");
  }

  private static ShutdownCause exitCalled(String thread, List<StackTraceElement> callers) {
    StackTraceElement caller = callers.get(0);
    List<String> places = ClassPath.placesOf(caller.getClassName());
    String from = places.isEmpty() ? "" : jar(places.get(0));
    StringBuilder stack = new StringBuilder();
    for (StackTraceElement frame : callers) {
      stack.append("  at ").append(ThrowableText.of(frame)).append('\n');
    }
    String place = ThrowableText.methodOf(caller);
    return new ShutdownCause(
        "",
        "exit was called in thread " + thread + " by " + place + from,
        "",
        place,
        stack.toString());
  }

  private static String jar(String place) {
    return place.endsWith(".jar") ? " of " + place.substring(place.lastIndexOf('/') + 1) : "";
  }

  /** {@return the frames below Runtime.exit; none if the thread does not stand in it} */
  private static List<StackTraceElement> callersOfExit(StackTraceElement[] frames) {
    List<StackTraceElement> callers = new ArrayList<>();
    boolean exiting = false;
    for (StackTraceElement frame : frames) {
      String owner = frame.getClassName();
      if (owner.equals("java.lang.Runtime") || owner.equals("java.lang.System")) {
        exiting |= frame.getMethodName().equals("exit");
      } else if (exiting) {
        callers.add(frame);
      }
    }
    return callers;
  }
}
