package io.softstart.spring;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.SpringBootExceptionReporter;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;

/**
 * Lets a start that the application's own client of a dependency has ended exit with Softstart's
 * code. Spring Boot takes exit codes from exceptions of its own kind only, and this is the one
 * place that it asks for every failure. What ends the thread is seen to here as well, when Spring
 * Boot's own handler is in its place.
 */
@Order(Ordered.HIGHEST_PRECEDENCE)
final class ExitCodeReporter implements SpringBootExceptionReporter {
  /**
   * Called by Spring Boot.
   *
   * @param context the one that failed
   */
  ExitCodeReporter(@Nullable ConfigurableApplicationContext context) {}

  @Override
  public boolean reportException(Throwable failure) {
    int code = SpringStartup.whyOf(failure).map(WhyItFailed::exitCode).orElse(0);
    Thread thread = Thread.currentThread();
    if (SpringsExitHandler.isMain(thread)) {
      SpringsExitHandler.register(code);
    }
    SpringStartup.failedOn(thread, failure);
    return false;
  }
}
