package io.softstart.startup;

import io.softstart.crash.CrashText;
import io.softstart.crash.Ending;
import io.softstart.event.Phase;
import io.softstart.redact.RedactedThrowable;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/**
 * What becomes of a start that an exception or an error has ended. Not loaded where it goes well.
 */
final class StartFailure {
  private StartFailure() {}

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
    StartFailure.<RuntimeException>throwAsItIs(thrown);
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
      if (parts.lifecycle().enter(Phase.FAILED)) {
        parts.closeAll(error);
      }
    } catch (Throwable broken) { // the first error counts
      if (broken != error) { // the JVM throws some errors as one and the same object
        error.addSuppressed(broken);
      }
    }
  }

  /**
   * Ends a start whose framework prints the failure and ends the process by itself; returns how
   * long that is to pause before it does.
   */
  static Duration keep(Throwable thrown, StartupParts parts, Host host) {
    Lifecycle lifecycle = parts.lifecycle();
    if (!lifecycle.wasReady()) {
      host.awaitShutdown();
    }
    if (lifecycle.wasReady() || lifecycle.phase() == Phase.STOPPED) {
      return Duration.ZERO;
    }
    lifecycle.enter(Phase.FAILED);
    parts.closeAll(thrown);
    Duration pause = host.keep(thrown);
    lifecycle.endListeners();
    return pause;
  }

  /** Reports a failure and ends the process; returns only where that is the caller's. */
  static void end(RuntimeException failure, StartupParts parts, Host host) {
    Ending ending = parts.endingOf(failure);
    if (ending == null || !host.mayPrepareProcess()) {
      return;
    }
    host.end(ending);
    while (true) {
      host.awaitShutdown();
      LockSupport.park();
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
      parts.closeAll(own);
      return own;
    }
    if (!interrupted && wait.lacksGate()) {
      return wait.failure().end(false, thrown);
    }
    parts.lifecycle().enter(Phase.FAILED);
    RuntimeException failure = crashed(thrown, interrupted, parts);
    parts.closeAll(failure);
    return failure;
  }

  private static RuntimeException crashed(
      Exception thrown, boolean interrupted, StartupParts parts) {
    String what = parts.plan().application() + " failed to start";
    try {
      CrashText text = CrashText.of(thrown, parts.ports(), parts.statusPort());
      return parts
          .failures()
          .crashed(what + ": " + text.cause(), text.lastBody(), text.copy(), interrupted);
    } catch (Throwable broken) { // a failure that cannot be explained is a failure still
      RuntimeException failure =
          parts.failures().crashed(what, "", RedactedThrowable.inTime(thrown), interrupted);
      failure.addSuppressed(RedactedThrowable.inTime(broken));
      return failure;
    }
  }
}
