package io.softstart;

import io.softstart.crash.Ending;
import org.jspecify.annotations.Nullable;

/**
 * A startup that failed. Message, report and cause are redacted: printing any of them is safe.
 *
 * <p>There is no need to catch it where the startup owns the process: uncaught, it is reported
 * without a stack trace and the process ends with its exit code.
 */
public class StartupException extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final int exitCode;
  private final String report;

  StartupException(String message, String report, @Nullable Throwable cause, int exitCode) {
    super(message, cause);
    this.exitCode = exitCode;
    this.report = report;
  }

  static RuntimeException of(
      String message, String report, @Nullable Throwable cause, int exitCode) {
    return new StartupException(message, report, cause, exitCode);
  }

  /**
   * {@return the exit code that fits: 78 for a wrong configuration (also one that a dependency has
   * refused), 69 for a dependency that is not there, 70 for a crash, 75 for an interrupt, 0 if the
   * process was only asked about its configuration}
   */
  public int exitCode() {
    return exitCode;
  }

  /** {@return what happened and what to do, several lines for people} */
  public String report() {
    return report;
  }

  /** {@return the report of it as the end of a process} */
  Ending ending() {
    String title = "cannot start (exit code " + exitCode + "): " + getMessage();
    return new Ending(exitCode, title, inShort(), report, "");
  }

  /** {@return why, in short and without what changes from start to start} */
  String inShort() {
    Throwable root = this;
    while (root.getCause() != null) { // a copy of ours: no cycles, not deep
      root = root.getCause();
    }
    return root == this ? String.valueOf(getMessage()) : root.toString();
  }
}
