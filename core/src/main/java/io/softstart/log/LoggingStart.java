package io.softstart.log;

import io.softstart.redact.RedactedThrowable;
import io.softstart.time.Deadline;
import io.softstart.time.Ticker;
import java.io.IOException;
import java.net.URL;
import java.time.Duration;
import java.util.Enumeration;
import org.jspecify.annotations.Nullable;
import org.slf4j.ILoggerFactory;
import org.slf4j.LoggerFactory;
import org.slf4j.helpers.NOPLoggerFactory;
import org.slf4j.helpers.SubstituteLoggerFactory;

/**
 * Initialises the application's logging before the first attempt of a client: it would do so inside
 * of it, and the time, or a hang, would be charged to the dependency.
 */
public final class LoggingStart implements Runnable {
  private static final Duration LIMIT = Duration.ofSeconds(2);
  private static final String PROVIDERS = "META-INF/services/org.slf4j.spi.SLF4JServiceProvider";

  private final LogSink lines;
  private final Thread thread = new Thread(null, this, "softstart-logging", 0, false);
  private final Deadline end = Deadline.in(LIMIT, Ticker.system());
  private volatile boolean givenUp;

  private LoggingStart(LogSink lines) {
    this.lines = lines;
  }

  /**
   * Begins to initialise SLF4J on a daemon thread. What is wrong with it is said, and ends nothing.
   *
   * @param lines told if something is wrong
   */
  public static LoggingStart begin(LogSink lines) {
    LoggingStart begun = new LoggingStart(lines);
    begun.thread.setDaemon(true);
    // newer JDKs give a thread that inherits nothing the system class loader
    begun.thread.setContextClassLoader(Thread.currentThread().getContextClassLoader());
    try {
      begun.thread.start();
    } catch (OutOfMemoryError noThread) { // SLF4J is then initialised by its first line
      begun.givenUp = true;
    }
    return begun;
  }

  /**
   * Waits until it is up, two seconds from its begin at most, and not again if that was too short.
   *
   * @throws InterruptedException if interrupted while waiting
   */
  public void await() throws InterruptedException {
    if (givenUp) {
      return;
    }
    thread.join(Math.max(1, end.left() / 1_000_000));
    if (thread.isAlive() && isFirstToGiveUp()) {
      lines.safeLine(
          Level.WARN,
          "logging is not up after 2 s; going on without it. To do: look at its configuration for"
              + " an appender that waits for a server");
    }
  }

  private synchronized boolean isFirstToGiveUp() {
    boolean first = !givenUp;
    givenUp = true;
    return first;
  }

  @Override
  public void run() {
    try {
      String problem = problemWith(LoggerFactory.getILoggerFactory());
      if (problem != null) {
        lines.safeLine(Level.WARN, problem);
      }
    } catch (Throwable broken) { // a provider must not end a startup, however it fails
      lines.safeLine(
          Level.WARN,
          "logging cannot be initialised: "
              + broken.getClass().getName()
              + ": "
              + RedactedThrowable.messageOf(broken)
              + "; going on without it. To do: correct its configuration, or the version of its"
              + " provider");
    }
  }

  private static @Nullable String problemWith(ILoggerFactory factory) throws IOException {
    if (factory instanceof NOPLoggerFactory) {
      return "no SLF4J provider is on the class path: what is logged through SLF4J is lost. To do:"
          + " add one for SLF4J 2, such as logback-classic";
    }
    int providers = 0;
    Enumeration<URL> found = LoggerFactory.class.getClassLoader().getResources(PROVIDERS);
    while (found.hasMoreElements()) {
      found.nextElement();
      providers++;
    }
    return providers < 2 || factory instanceof SubstituteLoggerFactory
        ? null
        : providers
            + " SLF4J providers are on the class path, and one is taken by chance: "
            + factory.getClass().getName()
            + ". To do: exclude all but one (mvn dependency:tree tells who brings which)";
  }
}
