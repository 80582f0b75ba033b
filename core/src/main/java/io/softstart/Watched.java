package io.softstart;

import io.softstart.crash.Ending;
import io.softstart.crash.Situation;
import io.softstart.event.Phase;
import io.softstart.gate.GateEngine;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A startup as the crash hooks see it. */
final class Watched implements Situation {
  private final Startup startup;
  private volatile boolean told;

  Watched(Startup startup) {
    this.startup = startup;
  }

  @Override
  public boolean wasReady() {
    return startup.wasReady();
  }

  @Override
  public boolean isOver() {
    Phase phase = startup.phase();
    // one that has failed is not over before somebody was told
    return told || phase == Phase.READY || phase == Phase.STOPPED;
  }

  @Override
  public boolean isOnlyAsked() {
    return startup.isOnlyAsked();
  }

  @Override
  public String doing() {
    return startup.doing();
  }

  @Override
  public String budget() {
    return startup.budget();
  }

  @Override
  public @Nullable Ending endingOf(Throwable thrown) {
    return thrown instanceof StartupException own ? own.ending() : null;
  }

  @Override
  public String table() {
    return startup.report().table();
  }

  @Override
  public List<String> settings() {
    return startup.settings().lines();
  }

  @Override
  public String configuration() {
    return startup.settings().fingerprint();
  }

  @Override
  public List<Integer> ports() {
    return startup.settings().ports();
  }

  @Override
  public int statusPort() {
    return startup.statusPort();
  }

  @Override
  public Duration restartPause() {
    return startup.restartPause();
  }

  @Override
  public void failed() {
    told = true;
  }

  @Override
  public void stop() {
    GateEngine keeper = startup.currentGatekeeper();
    if (keeper != null) {
      keeper.close(false);
    }
  }
}
