package io.softstart.kafka;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.slf4j.LoggerFactory;

/** What all loggers write at INFO and above while this is open. */
final class Logged extends AppenderBase<ILoggingEvent> implements AutoCloseable {
  private final Logger root = (Logger) LoggerFactory.getLogger("ROOT");
  private final Level before = root.getLevel();
  private final List<ILoggingEvent> events = new CopyOnWriteArrayList<>();

  private Logged() {}

  static Logged begin() {
    Logged logged = new Logged();
    logged.setContext(logged.root.getLoggerContext());
    logged.start();
    logged.root.addAppender(logged);
    logged.root.setLevel(Level.INFO);
    return logged;
  }

  @Override
  protected void append(ILoggingEvent event) {
    events.add(event);
  }

  /** Lines as a console shows them: an event may have many. */
  List<String> lines() {
    List<String> lines = new ArrayList<>();
    for (ILoggingEvent event : events) {
      for (String line : event.getFormattedMessage().split("\n")) {
        lines.add(event.getLoggerName() + " " + line);
      }
    }
    return lines;
  }

  @Override
  public void close() {
    root.detachAppender(this);
    root.setLevel(before);
  }
}
