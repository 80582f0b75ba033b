package io.softstart.startup;

import io.softstart.crash.Ending;
import io.softstart.event.Phase;
import io.softstart.event.StartupEvent;
import io.softstart.event.StartupEvent.GateFailed;
import io.softstart.event.StartupEvent.GateHeld;
import io.softstart.event.StartupListener;
import io.softstart.gate.GateStatus;
import io.softstart.settings.Limits;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A process that stays alive although its start has failed, or its gates have, since the operator
 * wants that. Not loaded where nobody does.
 */
final class HeldStart implements StartupListener {
  private final Lifecycle lifecycle;
  private final Settings settings;
  private final GateWait wait;
  private final StatusPage status;
  private volatile @Nullable Ending ending;
  private volatile @Nullable Host host;
  private volatile String files = "";
  private boolean watches;

  HeldStart(Lifecycle lifecycle, Settings settings, GateWait wait, StatusPage status) {
    this.lifecycle = lifecycle;
    this.settings = settings;
    this.wait = wait;
    this.status = status;
  }

  /**
   * Begins to look at the files that settings came from when gates begin to hold the process. What
   * has changed since the settings were read counts.
   */
  void watchFiles(Host watching) {
    files = settings.seen().filesChecksum();
    host = watching;
    lifecycle.listen(this);
  }

  @Override
  public void on(StartupEvent event) {
    Host watching = host;
    boolean held = event instanceof GateHeld || event instanceof GateFailed;
    if (held && watching != null && !watches && exitCode() != 0) {
      watches = true;
      watching.watchFiles(files);
    }
  }

  /**
   * Shows an ending on the status port.
   *
   * @return whether that is open, so that the process may stay alive
   */
  boolean show(Ending shown) {
    boolean stays = false;
    ending = shown;
    try {
      status.show(settings.limitsOfFailed());
      stays = status.port() > 0;
      return stays;
    } finally {
      ending = stays ? shown : null; // else nobody would see it
    }
  }

  /**
   * {@return whether gates hold the process and nobody can see it} Who held the port may have gone:
   * it is tried again.
   */
  boolean isUnseen() {
    Limits known = settings.limits();
    boolean waits = lifecycle.phase() == Phase.WAITING; // afterwards the application may have it
    if (!waits || known.status().port().isEmpty() || status.port() > 0) {
      return false;
    }
    status.show(known);
    return status.port() == 0;
  }

  /** {@return the report of the ending; empty if there is none} */
  String report() {
    Ending shown = ending;
    return shown == null ? "" : shown.title() + "\n" + shown.body();
  }

  /** {@return the exit code that the process would have had; 0 if nothing holds it alive} */
  int exitCode() {
    Ending shown = ending;
    if (shown != null) {
      return lifecycle.wasReady() ? 0 : shown.exitCode();
    }
    int code = 0;
    for (GateStatus gate : gates()) {
      code = Math.max(code, gate.lastFailure().orElseThrow().kind().exitCode());
    }
    return code;
  }

  /** {@return the failure of the gates that hold the process; null if none does} */
  @Nullable RuntimeException failureOfGates() {
    List<String> names = new ArrayList<>();
    for (GateStatus gate : gates()) {
      names.add(gate.name());
    }
    return names.isEmpty() ? null : wait.failure().of(names);
  }

  /** {@return the gates that would have ended the startup, if the process were not held alive} */
  private List<GateStatus> gates() {
    List<GateStatus> holding = new ArrayList<>();
    boolean holds = !lifecycle.isOver() && settings.limits().hold();
    for (GateStatus gate : holds ? wait.statuses() : List.<GateStatus>of()) {
      boolean failed = gate.state() == GateStatus.State.FAILED && !gate.optional();
      if ((gate.isHeld() || failed) && gate.lastFailure().isPresent()) {
        holding.add(gate);
      }
    }
    return holding;
  }
}
