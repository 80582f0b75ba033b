package io.softstart.jfr;

import io.softstart.event.StartupEvent;
import io.softstart.event.StartupEvent.AttemptFailed;
import io.softstart.event.StartupEvent.GateOpened;
import io.softstart.event.StartupEvent.PhaseEntered;
import io.softstart.event.StartupListener;
import jdk.jfr.FlightRecorder;

/**
 * Writes events to the Flight Recorder while somebody records. An event class costs a cold JVM more
 * than 100 ms, so none is touched before; an image without {@code jdk.jfr} is fine too.
 */
public final class JfrListener implements StartupListener {
  private boolean absent;

  /** Begins without touching the recorder. */
  public JfrListener() {}

  @Override
  public void on(StartupEvent event) {
    if (!isRecording()) {
      return;
    }
    if (event instanceof PhaseEntered entered) {
      PhaseJfrEvent.commit(entered);
    } else if (event instanceof AttemptFailed failed) {
      AttemptJfrEvent.commit(failed);
    } else if (event instanceof GateOpened opened) {
      GateJfrEvent.commit(opened);
    }
  }

  private boolean isRecording() {
    if (absent) {
      return false;
    }
    try {
      return FlightRecorder.isInitialized();
    } catch (NoClassDefFoundError withoutJfr) {
      absent = true;
      return false;
    }
  }
}
