package io.softstart;

import io.softstart.config.ConfigResult;
import io.softstart.crash.CrashText;
import io.softstart.event.Phase;
import io.softstart.gate.GateEngine;
import io.softstart.gate.GateStatus;
import io.softstart.log.StandardOutput;
import io.softstart.redact.SafeCopy;
import io.softstart.settings.ConfigCommand;

/**
 * How a startup fails: each method marks it failed and returns what is to be thrown. Not loaded by
 * a start that goes well.
 *
 * @param startup the one that fails
 * @param application its name
 */
record Failing(Startup startup, String application) {
  private static final int CRASHED = 70;

  RuntimeException with(RuntimeException exception) {
    startup.enter(Phase.FAILED);
    return exception;
  }

  /** It was asked something instead of being started. */
  RuntimeException answered(ConfigCommand command, ConfigResult<?> configured) {
    StandardOutput.print(command.answer(application, configured));
    return with(new AnsweredException());
  }

  RuntimeException invalid(ConfigResult<?> configured) {
    return with(new InvalidConfigException(configured));
  }

  RuntimeException interrupted(GateEngine keeper) {
    return with(closed(keeper, GateException.interrupted(keeper.statuses(), keeper.lastThrown())));
  }

  RuntimeException gaveUp(GateEngine keeper) {
    return with(closed(keeper, GateException.failed(keeper.statuses(), keeper.lastThrown())));
  }

  private static GateException closed(GateEngine keeper, GateException failure) {
    for (Throwable closing : keeper.close(true)) {
      failure.addSuppressed(SafeCopy.of(closing));
    }
    return failure;
  }

  /** The application's own start has thrown. */
  RuntimeException inBody(Exception thrown) {
    if (thrown instanceof StartupException own) {
      return with(own);
    }
    boolean interrupted = thrown instanceof InterruptedException;
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
    GateEngine keeper = startup.currentGatekeeper();
    if (keeper != null && missesItsGate()) {
      RuntimeException failure = gaveUp(keeper);
      failure.addSuppressed(SafeCopy.of(thrown));
      return failure;
    }
    CrashText text = CrashText.of(thrown, startup.settings().ports(), startup.statusPort());
    String message = application + " failed to start: " + text.cause();
    int exitCode = interrupted ? GateException.INTERRUPTED : CRASHED;
    return with(new StartupException(message, text.body(), text.copy(), exitCode));
  }

  /**
   * Whether a gate in the background was given up: what the body lacks is then no defect of its.
   */
  private boolean missesItsGate() {
    for (GateStatus gate : startup.report().gates()) {
      if (!gate.optional() && gate.state() == GateStatus.State.FAILED) {
        return true;
      }
    }
    return false;
  }
}
