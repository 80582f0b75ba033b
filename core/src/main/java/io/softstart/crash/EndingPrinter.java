package io.softstart.crash;

import io.softstart.log.EarlyLog;
import io.softstart.log.Level;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/** Says what a failure was, after what is known of the starts before. */
record EndingPrinter(
    Ending ending, Circumstances now, Situation situation, CrashOutputs outputs, EarlyLog log)
    implements Callable<Void> {
  @Override
  public @Nullable Void call() {
    if (!situation.isOnlyAsked()) {
      outputs.tellSummary(now.configuration);
      outputs.tellVersion();
    }
    if (ending.json().isEmpty()) {
      log.block(Level.ERROR, ending.title(), ending.body());
    } else {
      log.report(Level.ERROR, ending.title(), ending.body(), ending.json());
    }
    return null;
  }
}
