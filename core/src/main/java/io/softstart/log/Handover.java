package io.softstart.log;

/** Lines that go to the early log first and, once the application is ready, to its own log. */
public final class Handover implements Lines {
  private final String application;
  private final EarlyLog early;
  private volatile Lines target;

  /**
   * Begins with the early log.
   *
   * @param application stands in each line
   * @param early where lines go until {@link #toApplication}
   */
  public Handover(String application, EarlyLog early) {
    this.application = application;
    this.early = early;
    this.target = early;
  }

  /**
   * Writes the summary of the startup to the application's log too, which gets all further lines.
   * Without an SLF4J provider, or with one that throws, they stay on stderr.
   *
   * @param summary one line
   */
  public void toApplication(String summary) {
    try {
      Slf4jLines application = new Slf4jLines(this.application);
      if (application.isHeard()) {
        application.line(Level.INFO, summary);
        target = application;
      }
    } catch (RuntimeException | LinkageError broken) {
      early.line(
          Level.WARN, "the application's log cannot be written: " + broken.getClass().getName());
    }
  }

  @Override
  public void line(Level level, String message, String... fields) {
    target.line(level, message, fields);
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
