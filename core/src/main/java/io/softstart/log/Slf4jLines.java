package io.softstart.log;

import io.softstart.redact.Redactor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.helpers.NOPLogger;
import org.slf4j.helpers.SubstituteLogger;

/** Lines through SLF4J, where the host's logging is up already. */
public final class Slf4jLines implements Lines {
  private final String application;
  private final Logger logger = LoggerFactory.getLogger("io.softstart");

  /**
   * Makes lines on the logger {@code io.softstart}; initialises SLF4J.
   *
   * @param application stands in each line
   */
  public Slf4jLines(String application) {
    this.application = application;
  }

  /** {@return whether a provider is there and up: until then SLF4J drops lines, or keeps them} */
  boolean isHeard() {
    return !(logger instanceof NOPLogger || logger instanceof SubstituteLogger);
  }

  @Override
  public void line(Level level, String message, String... fields) {
    log(level, Redactor.redact(message));
  }

  @Override
  public void block(Level level, String title, String body) {
    log(level, Redactor.redact(title) + "\n" + body.stripTrailing());
  }

  @Override
  public void report(Level level, String title, String table, String json) {
    block(level, title, table);
  }

  private void log(Level level, String safe) {
    String text = application + ": " + safe;
    switch (level) {
      case INFO -> logger.info(text);
      case WARN -> logger.warn(text);
      case ERROR -> logger.error(text);
    }
  }
}
