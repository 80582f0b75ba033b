package io.softstart.spring;

import java.lang.reflect.Method;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.SpringBootExceptionReporter;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;

/**
 * Lets a start that the application's own client of a dependency has ended exit with Softstart's
 * code. Spring Boot takes exit codes from exceptions of its own kind only, and this is the one
 * place that it asks for every failure.
 */
@Order(Ordered.HIGHEST_PRECEDENCE)
final class ExitCodeReporter implements SpringBootExceptionReporter {
  private static final String HANDLER = "org.springframework.boot.SpringBootExceptionHandler";

  /**
   * Called by Spring Boot.
   *
   * @param context the one that failed
   */
  ExitCodeReporter(@Nullable ConfigurableApplicationContext context) {}

  @Override
  public boolean reportException(Throwable failure) {
    int code = SpringStartup.whyOf(failure).map(WhyItFailed::exitCode).orElse(0);
    if (code != 0 && isMain(Thread.currentThread())) {
      register(code);
    }
    return false;
  }

  /** As Spring Boot decides whether the end of this thread is that of the process. */
  private static boolean isMain(Thread thread) {
    String name = thread.getName();
    return (name.equals("main") || name.equals("restartedMain"))
        && thread.getThreadGroup() != null
        && thread.getThreadGroup().getName().equals("main");
  }

  private static void register(int code) {
    try {
      Class<?> handlers = Class.forName(HANDLER);
      Method current = handlers.getDeclaredMethod("forCurrentThread");
      current.setAccessible(true);
      Object handler = current.invoke(null);
      Method register = handlers.getDeclaredMethod("registerExitCode", int.class);
      register.setAccessible(true);
      register.invoke(handler, code);
    } catch (ReflectiveOperationException | RuntimeException changed) {
      // another Spring Boot: the exit code is 1, as without us
    }
  }
}
