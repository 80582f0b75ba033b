package io.softstart.log;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Lines that go to the early log first and, once the application's own log is up, to that. */
public final class SwitchingLog implements LogSink {
  private static final Duration LIMIT = Duration.ofSeconds(2);

  private final String application;
  private final EarlyLog early;
  private volatile LogSink target;

  /**
   * Begins with the early log.
   *
   * @param application stands in each line
   * @param early where lines go until {@link #toApplication}
   */
  public SwitchingLog(String application, EarlyLog early) {
    this.application = application;
    this.early = early;
    this.target = early;
  }

  /**
   * Writes the summary of the startup to the application's log too, which gets all further lines;
   * does nothing if it gets them already. Without an SLF4J provider, or with one that throws or
   * takes longer than two seconds, they stay on stderr. Blocks for these two seconds at most.
   *
   * @param summary one line; empty for none
   */
  public void toApplication(String summary) {
    if (target != early) {
      return;
    }
    First first = new First(summary);
    Thread thread = new Thread(null, first, "softstart-handover", 0, false);
    thread.setDaemon(true);
    // newer JDKs give a thread that inherits nothing the system class loader
    thread.setContextClassLoader(Thread.currentThread().getContextClassLoader());
    try {
      thread.start();
    } catch (OutOfMemoryError noThread) { // further lines stay on stderr
      return;
    }
    try {
      thread.join(LIMIT.toMillis());
    } catch (InterruptedException kept) {
      Thread.currentThread().interrupt();
    }
    LogSink heard = first.heard;
    if (heard != null) {
      target = heard;
    } else if (thread.isAlive()) {
      early.safeLine(
          Level.WARN,
          "the application's log does not take a line within 2 s; further ones stay here. To do:"
              + " look for an appender that waits for a server, and make it asynchronous");
    }
  }

  /** The first line: it may initialise logging, and it shows whether lines are heard. */
  private final class First implements Runnable {
    private final String summary;
    volatile @Nullable LogSink heard;

    First(String summary) {
      this.summary = summary;
    }

    @Override
    public void run() {
      try {
        Slf4jLines lines = new Slf4jLines(application, early);
        if (lines.isHeard()) {
          if (!summary.isEmpty()) {
            lines.line(Level.INFO, summary);
          }
          heard = lines;
        }
      } catch (Throwable broken) { // a provider must not end an application that is ready
        early.safeLine(
            Level.WARN, "the application's log cannot be written: " + broken.getClass().getName());
      }
    }
  }

  @Override
  public void safeLine(Level level, String message, String... fields) {
    target.safeLine(level, message, fields);
  }

  @Override
  public void block(Level level, String title, String body) {
    target.block(level, title, body);
  }

  @Override
  public void report(Level level, String title, String table, String json) {
    target.report(level, title, table, json);
  }
}
