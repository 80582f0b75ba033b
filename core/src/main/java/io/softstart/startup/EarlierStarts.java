package io.softstart.startup;

import io.softstart.event.EarlierStart;
import io.softstart.history.StartRecord;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The starts before this one that a state directory remembers, as users see them, the newest first.
 *
 * @param host what remembers; null before it is known
 */
record EarlierStarts(@Nullable Host host) implements Supplier<List<EarlierStart>> {
  @Override
  public List<EarlierStart> get() {
    List<EarlierStart> starts = new ArrayList<>();
    for (StartRecord start : host == null ? List.<StartRecord>of() : host.earlierStarts()) {
      starts.add(
          0,
          new EarlierStart(
              Instant.ofEpochMilli(start.begun()),
              Duration.ofMillis(Math.max(0, start.ended() - start.begun())),
              outcome(start.outcome()),
              start.cause(),
              start.build()));
    }
    return List.copyOf(starts);
  }

  private static EarlierStart.Outcome outcome(StartRecord.Outcome kept) {
    return switch (kept) {
      case STARTING, READY -> EarlierStart.Outcome.RUNNING;
      case STOPPED, STOPPED_EARLY -> EarlierStart.Outcome.STOPPED;
      case FAILED -> EarlierStart.Outcome.FAILED;
      case VANISHED -> EarlierStart.Outcome.VANISHED;
      case LOST -> EarlierStart.Outcome.LOST;
    };
  }
}
