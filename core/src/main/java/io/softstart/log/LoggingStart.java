package io.softstart.log;

import java.time.Duration;
import org.slf4j.LoggerFactory;

/**
 * Initialises the application's logging before the first attempt: clients would do it inside of
 * theirs, and its time, or its hanging, would be charged to the dependency.
 */
public final class LoggingStart implements Runnable {
  private static final Duration LIMIT = Duration.ofSeconds(2);

  private LoggingStart() {}

  /**
   * Initialises SLF4J on a daemon thread and waits for it, two seconds at most.
   *
   * @param lines told if it takes longer
   * @throws InterruptedException if interrupted while waiting
   */
  public static void await(Lines lines) throws InterruptedException {
    Thread thread = new Thread(null, new LoggingStart(), "softstart-logging", 0, false);
    thread.setDaemon(true);
    thread.start();
    thread.join(LIMIT.toMillis());
    if (thread.isAlive()) {
      lines.line(
          Level.WARN,
          "logging is not up after 2 s; going on without it. To do: look at its configuration for"
              + " an appender that waits for a server");
    }
  }

  @Override
  public void run() {
    LoggerFactory.getILoggerFactory();
  }
}
