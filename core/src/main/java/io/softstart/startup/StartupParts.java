package io.softstart.startup;

import io.softstart.crash.Ending;
import io.softstart.crash.Situation;
import io.softstart.diagnosis.Failure;
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
import java.util.List;
import java.util.Optional;
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
    return " for "
        + Durations.text(lifecycle.since(Phase.WAITING))
        + " of "
        + Durations.text(readSettings().limits().deadline());
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
  public boolean hold(Ending ending) {
    Supplier<StartupSnapshot> shown = snapshots;
    try {
      Limits known = readSettings().limitsOfFailed();
      if (!known.hold() || known.status().port().isEmpty() || shown == null) {
        return false;
      }
      held = ending;
      gateWait().showStatus(shown, this, known);
      if (statusPort() > 0) {
        return true;
      }
    } catch (RuntimeException | LinkageError broken) {
      lines.line(Level.WARN, "the process cannot be held alive: " + broken);
    }
    held = null;
    return false; // nobody would see it
  }

  @Override
  public int heldCode() {
    Ending shown = held;
    int code = shown == null ? 0 : shown.exitCode();
    for (GateStatus gate : gates()) {
      Optional<Failure> failure = gate.lastFailure();
      boolean stays = gate.isHeld() || gate.state() == GateStatus.State.FAILED;
      if (stays && !gate.optional() && failure.isPresent() && readSettings().limits().hold()) {
        code = Math.max(code, failure.get().kind().exitCode());
      }
    }
    return wasReady() ? 0 : code;
  }

  @Override
  public StartCounts startCounts() {
    Host known = host;
    return known == null ? StartCounts.FIRST : known.startCounts();
  }

  @Override
  public String files() {
    return readSettings().seen().files();
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
