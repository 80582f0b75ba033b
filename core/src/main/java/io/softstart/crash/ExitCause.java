package io.softstart.crash;

import java.util.Map;

/**
 * Who ends the process, as seen from a shutdown hook: the JVM runs signals on threads named after
 * them, an exit on the thread that called it, and the end of the last thread on {@code
 * DestroyJavaVM}. Seen on JDK 17 and 25.
 *
 * @param what one clause
 * @param stack of whoever called exit; empty otherwise
 */
record ExitCause(String what, String stack) {
  private static final String[] SIGNALS = {"SIGTERM", "SIGINT", "SIGHUP"};

  static ExitCause find() {
    for (Map.Entry<Thread, StackTraceElement[]> entry : Thread.getAllStackTraces().entrySet()) {
      String name = entry.getKey().getName();
      for (String signal : SIGNALS) {
        if (name.equals(signal + " handler")) {
          return new ExitCause(signal + " was received", "");
        }
      }
      String caller = callerOfExit(entry.getValue());
      if (!caller.isEmpty()) {
        return new ExitCause("exit was called in thread " + name, caller);
      }
    }
    return new ExitCause(
        "the last thread that keeps the JVM alive has ended; did main return without run(..)?", "");
  }

  /** {@return the frames below Runtime.exit, or nothing if the thread does not stand in it} */
  private static String callerOfExit(StackTraceElement[] frames) {
    StringBuilder stack = new StringBuilder();
    boolean exiting = false;
    for (StackTraceElement frame : frames) {
      String owner = frame.getClassName();
      if (owner.equals("java.lang.Runtime") || owner.equals("java.lang.System")) {
        exiting |= frame.getMethodName().equals("exit");
      } else if (exiting) {
        stack.append("  at ").append(owner).append('.').append(frame.getMethodName());
        stack.append('(').append(frame.getFileName()).append(':').append(frame.getLineNumber());
        stack.append(")\n");
      }
    }
    return stack.toString();
  }
}
