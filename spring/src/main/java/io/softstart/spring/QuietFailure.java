package io.softstart.spring;

import java.sql.SQLException;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

/**
 * A driver's exception whose stack trace goes to the log at the level DEBUG: those who pass it on
 * print it more than once, beside an analysis that says the same.
 */
final class QuietFailure {
  private static final int DEEPEST = 20;
  private static final StackTraceElement[] NONE = {};

  private QuietFailure() {}

  static SQLException of(SQLException thrown) {
    Log log = LogFactory.getLog("io.softstart");
    if (log.isDebugEnabled()) {
      log.debug("the application's own connection failed", thrown);
    }
    Throwable next = thrown;
    for (int i = 0; i < DEEPEST && next != null; i++) {
      next.setStackTrace(NONE);
      next = next.getCause();
    }
    return thrown;
  }
}
