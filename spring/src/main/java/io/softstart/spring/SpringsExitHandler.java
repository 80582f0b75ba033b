package io.softstart.spring;

import java.lang.Thread.UncaughtExceptionHandler;
import java.lang.reflect.Field;
import java.lang.reflect.Method;

/**
 * Spring Boot's handler of the exception that ends its main thread, which exits with the code that
 * was registered. By reflection, since it is not public.
 */
final class SpringsExitHandler {
  static final String TYPE = "org.springframework.boot.SpringBootExceptionHandler";
  static final String CODE = "exitCode";

  private SpringsExitHandler() {}

  /** As Spring Boot decides whether the end of this thread is that of the process. */
  static boolean isMain(Thread thread) {
    String name = thread.getName();
    return (name.equals("main") || name.equals("restartedMain"))
        && thread.getThreadGroup() != null
        && thread.getThreadGroup().getName().equals("main");
  }

  /** Puts it in front of the current thread's handler, and registers an exit code; 0 for none. */
  static void register(int code) {
    try {
      Class<?> type = Class.forName(TYPE);
      Method current = type.getDeclaredMethod("forCurrentThread");
      current.setAccessible(true);
      Object handler = current.invoke(null);
      if (code != 0) {
        Method register = type.getDeclaredMethod("registerExitCode", int.class);
        register.setAccessible(true);
        register.invoke(handler, code);
      }
    } catch (ReflectiveOperationException | RuntimeException changed) {
      // another Spring Boot: the exit code is 1, as without us
    }
  }

  /** {@return with which code a handler would end the process; 1, the JVM's own, for any other} */
  static int codeOf(UncaughtExceptionHandler handler) {
    try {
      if (handler.getClass().getName().equals(TYPE)) {
        Field code = handler.getClass().getDeclaredField(CODE);
        code.setAccessible(true);
        return Math.max(1, code.getInt(handler));
      }
    } catch (ReflectiveOperationException | RuntimeException changed) {
      // as below
    }
    return 1;
  }
}
