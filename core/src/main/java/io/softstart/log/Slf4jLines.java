package io.softstart.log;

import io.softstart.fence.Fence;
import java.time.Duration;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.helpers.NOPLogger;
import org.slf4j.helpers.SubstituteLogger;

/**
 * Lines through SLF4J, where the host's logging is up already. An appender is code of others: what
 * it throws harms nobody, and a line is waited for one second at most. A line that it does not take
 * goes to stderr.
 */
public final class Slf4jLines implements LogSink {
  /** The first line may initialise the host's logging. */
  private static final Duration FIRST = Duration.ofSeconds(2);

  private static final Duration FURTHER = Duration.ofSeconds(1);

  private final String application;
  private final EarlyLog fallback;
  private volatile @Nullable Logger logger;
  private @Nullable Fence<Boolean> last;
  private boolean told;

  /**
   * Makes lines on the logger {@code io.softstart}; the first one initialises SLF4J.
   *
   * @param application stands in each line
   */
  public Slf4jLines(String application) {
    this(application, EarlyLog.toStderr(application, EarlyLog.Format.TEXT));
  }

  Slf4jLines(String application, EarlyLog fallback) {
    this.application = application;
    this.fallback = fallback;
  }

  /** {@return whether a provider is there and up: until then SLF4J drops lines, or keeps them} */
  boolean isHeard() {
    Logger found = logger();
    return !(found instanceof NOPLogger || found instanceof SubstituteLogger);
  }

  private Logger logger() {
    Logger known = logger;
    if (known == null) {
      known = LoggerFactory.getLogger("io.softstart");
      logger = known;
    }
    return known;
  }

  @Override
  public void safeLine(Level level, String message, String... fields) {
    String problem = problemWith(new Line(level, message));
    if (problem != null) {
      tell(problem);
      fallback.safeLine(level, message, fields);
    }
  }

  @Override
  public void block(Level level, String title, String body) {
    String problem = problemWith(new Line(level, title + "\n" + body.stripTrailing()));
    if (problem != null) {
      tell(problem);
      fallback.block(level, title, body);
    }
  }

  @Override
  public void report(Level level, String title, String table, String json) {
    block(level, title, table);
  }

  /** {@return why the line was not taken, or null} */
  private synchronized @Nullable String problemWith(Line line) {
    Fence<Boolean> before = last;
    if (before != null && before.wasAbandoned() && !before.hasEnded()) {
      return "takes no line";
    }
    ClassLoader loader = Thread.currentThread().getContextClassLoader();
    Fence<Boolean> now = Fence.start("softstart-log", loader, line);
    last = now;
    if (now.hadNoThread()) {
      Throwable thrown = Fence.here(line::write);
      return thrown == null ? null : "throws " + thrown.getClass().getName();
    }
    if (!now.awaitUninterruptibly(before == null ? FIRST : FURTHER) && now.abandon()) {
      return "takes no line within " + (before == null ? 2 : 1) + " s";
    }
    Throwable thrown = now.thrown();
    return thrown == null ? null : "throws " + thrown.getClass().getName();
  }

  private void tell(String problem) {
    synchronized (this) {
      if (told) {
        return;
      }
      told = true;
    }
    fallback.safeLine(
        Level.WARN,
        "the application's log "
            + problem
            + "; what it does not take is written here. To do: look at its appenders; one that"
            + " waits for a server must be asynchronous");
  }

  private final class Line implements Callable<Boolean> {
    private final Level level;
    private final String text;

    Line(Level level, String text) {
      this.level = level;
      this.text = text;
    }

    @Override
    public Boolean call() {
      write();
      return true;
    }

    void write() {
      String line = application + ": " + text;
      switch (level) {
        case INFO -> logger().info(line);
        case WARN -> logger().warn(line);
        case ERROR -> logger().error(line);
      }
    }
  }
}
