package io.softstart.startup;

import io.softstart.crash.Ending;
import io.softstart.crash.Situation;
import io.softstart.event.EarlierStart;
import io.softstart.event.Phase;
import io.softstart.gate.GateStatus;
import io.softstart.history.StartCounts;
import io.softstart.log.Level;
import io.softstart.log.LogSink;
import io.softstart.settings.Limits;
import io.softstart.spi.StartupSnapshot;
import io.softstart.text.Durations;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The parts of a startup, those that {@code begin} does not need made when they are first asked
 * for; and what the crash hooks may ask of them. Made before the hooks are installed.
 */
final class StartupParts implements Situation {
  private final StartupPlan plan;
  private final LogSink lines;
  private final Lifecycle lifecycle;
  private final Supplier<Failures> failures;
  private @Nullable Settings settings;
  private @Nullable GateWait wait;
  private @Nullable StartWatch watch;
  private volatile @Nullable Ending held;
  private volatile @Nullable Supplier<StartupSnapshot> snapshots;
  private volatile boolean told;
  private volatile boolean ends;
  private volatile boolean mainMayEnd;
  private boolean watchesFiles;
  private volatile @Nullable Host host;
  private volatile @Nullable Runnable beforeStop;

  StartupParts(StartupPlan plan, LogSink lines, Lifecycle lifecycle, Supplier<Failures> failures) {
    this.plan = plan;
    this.lines = lines;
    this.lifecycle = lifecycle;
    this.failures = failures;
  }

  /** Lets probes know what the host remembers of earlier starts. */
  void host(Host known) {
    host = known;
  }

  /** A class, since a lambda costs start-up time. */
  private final class Remembered implements Supplier<List<EarlierStart>> {
    @Override
    public List<EarlierStart> get() {
      Host known = host;
      return known == null ? List.of() : EarlierStarts.newestFirst(known.earlierStarts());
    }
  }

  synchronized Settings readSettings() {
    if (settings == null) {
      settings = new Settings(plan, lines, lifecycle, failures);
    }
    return settings;
  }

  synchronized GateWait gateWait() {
    if (wait == null) {
      wait = new GateWait(plan, lines, lifecycle, failures, new Remembered());
    }
    return wait;
  }

  /** {@return whether a gate may have been awaited} */
  synchronized boolean hasWaited() {
    return wait != null;
  }

  /** Watches the calling thread, unless one is watched already. */
  synchronized StartWatch watchStart(Host host) {
    if (watch == null) {
      watch = StartWatch.begin(this, lines, host);
    }
    return watch;
  }

  private synchronized @Nullable StartWatch watch() {
    return watch;
  }

  /** {@return whether a gate still keeps the start from going on} */
  boolean isHeldUp() {
    return hasWaited() && gateWait().holdsUp();
  }

  /** {@return whether a database is being migrated} */
  boolean isMigrating() {
    StartWatch watching = watch();
    return watching != null && watching.isMigrating();
  }

  /** Tells what the status shows. */
  void snapshots(Supplier<StartupSnapshot> made) {
    snapshots = made;
  }

  @Override
  public String longStart() {
    StartWatch watching = watch();
    return watching == null ? "" : watching.nowIfLong();
  }

  StartupPlan plan() {
    return plan;
  }

  Lifecycle lifecycle() {
    return lifecycle;
  }

  Failures failures() {
    return failures.get();
  }

  @Override
  public boolean wasReady() {
    return lifecycle.wasReady();
  }

  @Override
  public boolean isOver() {
    Phase phase = lifecycle.phase();
    // one that has failed is not over before somebody was told
    return told || phase == Phase.READY || phase == Phase.STOPPED;
  }

  @Override
  public String doing() {
    Phase phase = lifecycle.phase();
    return switch (phase == Phase.FAILED && !told ? lifecycle.phaseBefore() : phase) {
      case BEGUN -> "before its configuration was read";
      case CONFIGURING ->
          (readSettings().isAccepted() ? "after" : "while") + " its configuration was read";
      case WAITING -> {
        String closed = GateTable.awaitedOf(gates());
        yield closed.isEmpty() ? "after its dependencies were ready" : "while waiting" + closed;
      }
      case STARTING ->
          "while the application started"
              + (isHeldUp() ? " and it waited" + GateTable.awaitedOf(gates()) : "");
      case READY -> "after it was ready";
      case FAILED -> "after it had failed";
      case STOPPED -> "after it was closed";
    };
  }

  @Override
  public String budget() {
    if (lifecycle.phase() != Phase.WAITING || GateTable.awaitedOf(gates()).isEmpty()) {
      return "";
    }
    Duration waited = lifecycle.since(Phase.WAITING);
    Duration limit = readSettings().limits().deadline(); // may have come, and end it just now
    return " for "
        + Durations.text(waited)
        + (waited.compareTo(limit) > 0 ? "" : " of " + Durations.text(limit));
  }

  private List<GateStatus> gates() {
    return hasWaited() ? gateWait().statuses() : List.of();
  }

  @Override
  public String where() {
    StartWatch watching = watch();
    return watching == null || wasReady() || isHeldUp() ? "" : watching.now();
  }

  @Override
  public String threads() {
    StartWatch watching = watch();
    return watching == null || wasReady() ? "" : watching.stacks();
  }

  @Override
  public @Nullable Ending endingOf(Throwable thrown) {
    return failures().endingOf(thrown);
  }

  @Override
  public String table() {
    return ReportTable.of(
        new StartupSnapshot(
            plan.application(),
            lifecycle.phase(),
            lifecycle.took(),
            lifecycle.phases(),
            gates(),
            List.of()));
  }

  @Override
  public List<String> settings() {
    return readSettings().seen().lines();
  }

  @Override
  public String configuration() {
    return readSettings().seen().fingerprint();
  }

  @Override
  public List<Integer> ports() {
    return readSettings().seen().ports();
  }

  @Override
  public int statusPort() {
    return hasWaited() ? gateWait().statusPort() : 0;
  }

  @Override
  public boolean isOnlyAsked() {
    return readSettings().isOnlyAsked();
  }

  @Override
  public Duration restartPause() {
    return readSettings().restartPause();
  }

  @Override
  public String failure() {
    Ending shown = held;
    return shown == null ? "" : shown.title() + "\n" + shown.body();
  }

  @Override
  public boolean mayHold() {
    try {
      Limits known = readSettings().limitsOfFailed();
      return known.hold() && known.status().port().isPresent() && snapshots != null;
    } catch (RuntimeException | LinkageError broken) {
      return cannotHold(broken);
    }
  }

  @Override
  public boolean hold(Ending ending) {
    Supplier<StartupSnapshot> shown = snapshots;
    held = ending;
    try {
      if (shown != null) {
        gateWait().showStatus(shown, this, readSettings().limitsOfFailed());
      }
      if (statusPort() > 0) {
        return true;
      }
    } catch (RuntimeException | LinkageError broken) {
      return cannotHold(broken);
    }
    held = null;
    return false; // nobody would see it
  }

  private boolean cannotHold(Throwable broken) {
    lines.line(Level.WARN, "the process cannot be held alive: " + broken);
    held = null;
    return false;
  }

  /** Who held the port may have gone: it is tried again. */
  @Override
  public boolean isUnseen() {
    Supplier<StartupSnapshot> shown = snapshots;
    Limits known = readSettings().limits();
    if (shown == null
        || known.status().port().isEmpty()
        || lifecycle.phase() != Phase.WAITING // afterwards the application may have taken it over
        || statusPort() > 0) {
      return false;
    }
    gateWait().showStatus(shown, this, known);
    return statusPort() == 0;
  }

  @Override
  public int heldCode() {
    Ending shown = held;
    if (shown != null) {
      return wasReady() ? 0 : shown.exitCode();
    }
    int code = 0;
    for (GateStatus gate : holding()) {
      code = Math.max(code, gate.lastFailure().orElseThrow().kind().exitCode());
    }
    return code;
  }

  @Override
  public @Nullable Ending heldByGates() {
    List<String> names = new ArrayList<>();
    for (GateStatus gate : holding()) {
      names.add(gate.name());
    }
    return names.isEmpty() ? null : endingOf(gateWait().failureOf(names));
  }

  /** {@return the gates that would have ended the startup, if the process were not held alive} */
  private List<GateStatus> holding() {
    List<GateStatus> holding = new ArrayList<>();
    boolean holds = !lifecycle.isOver() && readSettings().limits().hold();
    for (GateStatus gate : holds ? gates() : List.<GateStatus>of()) {
      boolean failed = gate.state() == GateStatus.State.FAILED && !gate.optional();
      if ((gate.isHeld() || failed) && gate.lastFailure().isPresent()) {
        holding.add(gate);
      }
    }
    return holding;
  }

  /** Lets a change of a file that settings came from end a process that its gates hold alive. */
  synchronized void watchFiles(Host host) {
    if (!watchesFiles) {
      watchesFiles = true;
      lifecycle.listen(new HeldGates(host, this));
    }
  }

  @Override
  public StartCounts startCounts() {
    Host known = host;
    return known == null ? StartCounts.FIRST : known.startCounts();
  }

  @Override
  public String files() {
    return readSettings().seen().filesChecksum();
  }

  void letMainEnd() {
    mainMayEnd = true;
  }

  /** Under a framework others end alone, as they do without us; it knows main by the same name. */
  @Override
  public boolean isEndedBy(Thread thread) {
    return plan.owner() == StartupPlan.Owner.PROCESS || thread.getName().equals("main");
  }

  @Override
  public boolean mainMayEnd() {
    return mainMayEnd;
  }

  @Override
  public void ends() {
    ends = true;
  }

  /** {@return whether something ends the process, which may be held, or pause, before it does} */
  boolean isEnding() {
    return ends;
  }

  @Override
  public void failed() {
    told = true;
  }

  /** Is called first of all when the process is being shut down. */
  void beforeStop(@Nullable Runnable call) {
    beforeStop = call;
  }

  @Override
  public void stop() {
    Runnable first = beforeStop;
    if (first != null) {
      first.run();
    }
    if (hasWaited()) {
      gateWait().close();
    }
  }
}
