package io.softstart.testkit;

import org.jspecify.annotations.Nullable;

/**
 * Tells that something a test relies on did not come about: a server that did not start, a line
 * that was not printed, a process that did not end.
 *
 * <p>The message carries what is needed to see why, such as the end of the server's log or the
 * whole output of the process.
 */
public final class TestkitException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  TestkitException(String message) {
    super(message);
  }

  TestkitException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
