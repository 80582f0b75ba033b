package io.softstart.agent.start;

import java.lang.Thread.UncaughtExceptionHandler;

/**
 * Lets only the end of the main thread be the end of the process: without the agent an exception in
 * another thread ends that thread alone, and it must with it.
 *
 * @param main whose exceptions the startup's hook reports
 * @param hook that of the startup
 */
record MainOnly(Thread main, UncaughtExceptionHandler hook) implements UncaughtExceptionHandler {
  private static final String QUIET = "java.lang.ThreadDeath"; // will be removed from the JDK

  static void install(Thread main) {
    UncaughtExceptionHandler hook = Thread.getDefaultUncaughtExceptionHandler();
    if (hook != null) {
      Thread.setDefaultUncaughtExceptionHandler(new MainOnly(main, hook));
    }
  }

  /** Another thread's is printed as the JVM prints it. */
  @Override
  public void uncaughtException(Thread thread, Throwable thrown) {
    if (thread.equals(main)) {
      hook.uncaughtException(thread, thrown);
    } else if (!thrown.getClass().getName().equals(QUIET)) {
      System.err.print("Exception in thread \"" + thread.getName() + "\" ");
      thrown.printStackTrace(System.err);
    }
  }
}
