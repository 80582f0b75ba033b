package io.softstart.startup;

import io.softstart.crash.CrashText;
import io.softstart.event.Phase;
import io.softstart.redact.RedactedThrowable;

/**
 * What becomes of an exception that the application's own start has thrown. A class of its own, so
 * that a start which goes well does not load it.
 */
final class BodyFailure {
  private BodyFailure() {}

  /** {@return what is to be thrown} The startup has failed then, and what it opened is closed. */
  static RuntimeException of(Exception thrown, StartupParts parts) {
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
