package io.softstart.jfr;

import io.softstart.event.StartupEvent.AttemptFailed;
import jdk.jfr.Category;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;
import jdk.jfr.Timespan;

/** An attempt failed. */
@Name("io.softstart.Attempt")
@Label("Failed Attempt")
@Category("Softstart")
@StackTrace(false)
final class AttemptJfrEvent extends Event {
  @Label("Gate")
  final String gate;

  @Label("Number")
  final int number;

  @Label("Kind")
  final String kind;

  @Label("Reason")
  final String reason;

  @Label("Took")
  @Timespan(Timespan.NANOSECONDS)
  final long took;

  private AttemptJfrEvent(AttemptFailed failed) {
    gate = failed.gate();
    number = failed.number();
    kind = failed.failure().kind().name();
    reason = failed.failure().reason();
    took = failed.took().toNanos();
  }

  static void commit(AttemptFailed failed) {
    new AttemptJfrEvent(failed).commit();
  }
}
