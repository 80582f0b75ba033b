package io.softstart.crash;

import io.softstart.history.StartRecord.Outcome;
import io.softstart.log.EarlyLog;
import io.softstart.log.Level;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/** Finds out what began the shutdown, and says it. */
final class ShutdownPrinter implements Callable<Void> {
  private final Circumstances now;
  private final Situation situation;
  private final CrashOutputs outputs;
  private final EarlyLog log;
  private volatile Outcome how = Outcome.FAILED;
  private volatile @Nullable Ending ending;

  ShutdownPrinter(Circumstances now, Situation situation, CrashOutputs outputs, EarlyLog log) {
    this.now = now;
    this.situation = situation;
    this.outputs = outputs;
    this.log = log;
  }

  /** {@return what is to be kept of it; null for nothing, or where it was not said in time} */
  @Nullable Ending ending() {
    return ending;
  }

  /** {@return how the start ends by it} */
  Outcome how() {
    return how;
  }

  @Override
  public @Nullable Void call() {
    ShutdownCause cause = ShutdownCause.find();
    situation.failed();
    MainInitialiser initialiser = cause.isEndOfThreads() ? MainInitialiser.failed() : null;
    if (initialiser != null) {
      String where = "crashed in the static initialiser of " + initialiser.mainClass();
      CrashText text = CrashText.of(initialiser.thrown(), now.ports, now.statusPort);
      String title = where + now.when() + " (exit code 1)";
      Ending crash = text.ending(title, outputs.absence()).withExitCode(1);
      tell(crash, crash.cause());
    } else if (!cause.signal().isEmpty()) {
      how = Outcome.STOPPED_EARLY;
      tell(of(cause, cause.what() + now.when() + now.where()), cause.what());
    } else if (!situation.mainMayEnd()) {
      String why = cause.what() + cause.guess();
      tell(of(cause, "ends before it is ready," + now.when() + ": " + why), cause.what());
    } else if (cause.isEndOfThreads()) {
      outputs.stopped(); // a job that is done
    } else {
      exited(cause);
    }
    return null;
  }

  private Ending of(ShutdownCause cause, String title) {
    String brief = (cause.what() + " " + now.doing).strip();
    return new Ending(0, title, brief, cause.place(), cause.stack(), "");
  }

  private void tell(Ending told, String reason) {
    ending = told;
    outputs.tellSummary(now.configuration);
    if (told.body().isEmpty()) {
      log.line(Level.WARN, told.title(), "event.reason", reason);
    } else {
      log.block(told.exitCode() == 0 ? Level.WARN : Level.ERROR, told.title(), told.body());
    }
  }

  /** A job that is done may do so, and one that has failed: nobody sees the code. */
  private void exited(ShutdownCause cause) {
    how = Outcome.STOPPED_EARLY;
    String title = "ends" + now.when() + ": " + cause.what();
    ending = of(cause, title);
    log.line(
        Level.INFO,
        title + ". With which code cannot be seen: it counts as neither a good nor a failed start",
        "event.reason",
        cause.what());
  }
}
