package io.softstart.jfr;

import io.softstart.event.StartupEvent.GateOpened;
import jdk.jfr.Category;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;
import jdk.jfr.Timespan;

/** A gate opened. */
@Name("io.softstart.Gate")
@Label("Gate Opened")
@Category("Softstart")
@StackTrace(false)
final class GateJfrEvent extends Event {
  @Label("Gate")
  final String gate;

  @Label("Attempts")
  final int attempts;

  @Label("Waited")
  @Timespan(Timespan.NANOSECONDS)
  final long waited;

  private GateJfrEvent(GateOpened opened) {
    gate = opened.gate();
    attempts = opened.attempts();
    waited = opened.waited().toNanos();
  }

  static void commit(GateOpened opened) {
    new GateJfrEvent(opened).commit();
  }
}
