package io.softstart.startup;

import io.softstart.crash.Situation;
import io.softstart.event.StartupEvent;
import io.softstart.event.StartupEvent.GateFailed;
import io.softstart.event.StartupEvent.GateHeld;
import io.softstart.event.StartupListener;

/**
 * Begins to look at the files that settings came from when gates begin to hold the process alive.
 * What has changed since the settings were read counts.
 */
final class HeldGates implements StartupListener {
  private final Host host;
  private final Situation situation;
  private final String files;
  private boolean watches;

  HeldGates(Host host, Situation situation) {
    this.host = host;
    this.situation = situation;
    files = situation.files();
  }

  @Override
  public void on(StartupEvent event) {
    boolean held = event instanceof GateHeld || event instanceof GateFailed;
    if (held && !watches && situation.heldCode() != 0) {
      watches = true;
      host.watchFiles(files);
    }
  }
}
