package io.softstart;

import io.softstart.crash.Situation;
import io.softstart.event.Phase;
import io.softstart.gate.Gatekeeper;
import org.jspecify.annotations.Nullable;

/** A startup as the crash hooks see it. */
final class Watched implements Situation {
  private final Startup startup;
  private volatile boolean told;

  Watched(Startup startup) {
    this.startup = startup;
  }

  @Override
  public boolean isOver() {
    Phase phase = startup.phase();
    // one that has failed is not over before somebody was told
    return told || phase == Phase.READY || phase == Phase.STOPPED;
  }

  @Override
  public String doing() {
    return startup.doing();
  }

  @Override
  public @Nullable Ending endingOf(Throwable thrown) {
    if (!(thrown instanceof StartupException own)) {
      return null;
    }
    String title = "cannot start (exit code " + own.exitCode() + ")";
    if (!(own instanceof InvalidConfigException)) { // whose report begins with the same words
      title += ": " + own.getMessage();
    }
    String json = own instanceof InvalidConfigException invalid ? invalid.toJson() : "";
    return new Ending(own.exitCode(), title, own.report(), json);
  }

  @Override
  public void failed() {
    told = true;
  }

  @Override
  public void stop() {
    Gatekeeper keeper = startup.currentGatekeeper();
    if (keeper != null) {
      keeper.close(false);
    }
  }
}
