package io.softstart.startup;

import io.softstart.crash.CrashText;
import io.softstart.event.Phase;
import io.softstart.redact.RedactedThrowable;

/**
 * What becomes of an exception or an error that the application's own start has thrown. A class of
 * its own, so that a start which goes well does not load it.
 */
final class BodyFailure {
  private BodyFailure() {}

  /**
   * {@return what is to be thrown for an exception} The startup has failed then, and what it opened
   * is closed. Anything else is thrown as it is, and so is all that ends an application which is up
   * or was closed: that is its own affair.
   */
  static RuntimeException of(Throwable thrown, StartupParts parts) {
    boolean over = parts.wasReady() || parts.lifecycle().phase() == Phase.STOPPED;
    if (!over && thrown instanceof Exception exception) {
      return failed(exception, parts);
    }
    error(thrown, parts);
    BodyFailure.<RuntimeException>throwAsItIs(thrown);
    throw new IllegalStateException(thrown); // not reached
  }

  @SuppressWarnings("unchecked") // the JVM does not tell checked exceptions from others
  private static <E extends Throwable> void throwAsItIs(Throwable thrown) throws E {
    throw (E) thrown;
  }

  /**
   * Ends the startup, unless it is over, with an error that passes as it is; what gates opened is
   * closed.
   */
  static void error(Throwable error, StartupParts parts) {
    try {
      if (parts.lifecycle().enter(Phase.FAILED) && parts.hasWaited()) {
        parts.gateWait().closeAll(error);
      }
    } catch (Throwable broken) { // the first error counts
      if (broken != error) { // the JVM throws some errors as one and the same object
        error.addSuppressed(broken);
      }
    }
  }

  private static RuntimeException failed(Exception thrown, StartupParts parts) {
    boolean interrupted = thrown instanceof InterruptedException;
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
    GateWait wait = parts.gateWait();
    if (thrown instanceof RuntimeException own && parts.failures().isOne(own)) {
      parts.lifecycle().enter(Phase.FAILED);
      wait.closeAll(own);
      return own;
    }
    if (!interrupted && wait.lacksGate()) {
      return wait.failed(false, thrown);
    }
    parts.lifecycle().enter(Phase.FAILED);
    RuntimeException failure = crashed(thrown, interrupted, parts);
    wait.closeAll(failure);
    return failure;
  }

  private static RuntimeException crashed(
      Exception thrown, boolean interrupted, StartupParts parts) {
    String what = parts.plan().application() + " failed to start";
    try {
      CrashText text = CrashText.of(thrown, parts.ports(), parts.statusPort());
      return parts
          .failures()
          .crashed(what + ": " + text.cause(), text.body(), text.copy(), interrupted);
    } catch (Throwable broken) { // a failure that cannot be explained is a failure still
      RuntimeException failure =
          parts.failures().crashed(what, "", RedactedThrowable.inTime(thrown), interrupted);
      failure.addSuppressed(RedactedThrowable.inTime(broken));
      return failure;
    }
  }
}
