package io.softstart.jfr;

import io.softstart.event.StartupEvent.PhaseEntered;
import jdk.jfr.Category;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;
import jdk.jfr.Timespan;

/** A phase was entered. */
@Name("io.softstart.Phase")
@Label("Startup Phase")
@Category("Softstart")
@StackTrace(false)
final class PhaseJfrEvent extends Event {
  @Label("Phase")
  final String phase;

  @Label("Since Begin")
  @Timespan(Timespan.NANOSECONDS)
  final long sinceBegin;

  private PhaseJfrEvent(PhaseEntered entered) {
    phase = entered.phase().name();
    sinceBegin = entered.at().toNanos();
  }

  static void commit(PhaseEntered entered) {
    new PhaseJfrEvent(entered).commit();
  }
}
