package io.softstart.startup;

import io.softstart.crash.Ending;
import io.softstart.crash.Situation;
import io.softstart.event.Phase;
import io.softstart.gate.GateStatus;
import io.softstart.history.StartCounts;
import io.softstart.log.Level;
import io.softstart.log.LogSink;
import io.softstart.settings.Limits;
import io.softstart.spi.StartupSnapshot;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The parts of a startup, those that {@code begin} does not need made when they are first asked
 * for; and what the crash hooks may ask of them. Made before the hooks are installed.
 */
public final class StartupParts implements Situation, Supplier<StartupSnapshot> {
  private final StartupPlan plan;
  private final LogSink lines;
  private final Lifecycle lifecycle;
  private final Supplier<Failures> failures;
  private @Nullable Settings settings;
  private @Nullable GateWait wait;
  private volatile @Nullable StartWatch watch; // each of these is made once, and stays
  private volatile @Nullable HeldStart held;
  private volatile @Nullable StatusPage status;
  private volatile boolean told;
  private volatile boolean ends;
  private volatile boolean mainMayEnd;
  private volatile @Nullable Host host;
  private volatile @Nullable Runnable beforeStop;

  StartupParts(StartupPlan plan, LogSink lines, Lifecycle lifecycle, Supplier<Failures> failures) {
    this.plan = plan;
    this.lines = lines;
    this.lifecycle = lifecycle;
    this.failures = failures;
  }

  /** Tells whose process it is; called once, before anything is awaited. */
  void host(Host known) {
    host = known;
  }

  public synchronized Settings readSettings() {
    if (settings == null) {
      settings = new Settings(plan, lines, lifecycle, failures);
    }
    return settings;
  }

  public synchronized GateWait gateWait() {
    if (wait == null) {
      wait = new GateWait(plan, lines, lifecycle, failures, new EarlierStarts(host));
    }
    return wait;
  }

  /** {@return whether a gate may have been awaited} */
  synchronized boolean hasWaited() {
    return wait != null;
  }

  /** Closes all that gates have opened; what that throws is added to the failure. */
  void closeAll(Throwable failure) {
    if (hasWaited()) {
      gateWait().failure().closeAll(failure);
    }
  }

  /** Watches the calling thread, unless one is watched already. */
  public synchronized StartWatch watchStart(Host host) {
    if (watch == null) {
      watch = StartWatch.begin(lifecycle, readSettings(), gateWait(), lines, host);
    }
    return watch;
  }

  /** {@return whether a gate still keeps the start from going on} */
  boolean isHeldUp() {
    return hasWaited() && gateWait().holdsUp();
  }

  /** {@return whether a database is being migrated} */
  boolean isMigrating() {
    return watch != null && watch.isMigrating();
  }

  @Override
  public String longStart() {
    return watch == null ? "" : watch.nowIfLong();
  }

  StartupPlan plan() {
    return plan;
  }

  public Lifecycle lifecycle() {
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
    phase = phase == Phase.FAILED && !told ? lifecycle.phaseBefore() : phase;
    boolean configured = phase == Phase.CONFIGURING && readSettings().isAccepted();
    return DoingText.of(phase, configured, isHeldUp(), gates());
  }

  @Override
  public String budget() {
    boolean waits = lifecycle.phase() == Phase.WAITING;
    return waits ? DoingText.budget(gates(), lifecycle, readSettings().limits()) : "";
  }

  private List<GateStatus> gates() {
    return hasWaited() ? gateWait().statuses() : List.of();
  }

  @Override
  public String where() {
    StartWatch watching = watch;
    return watching == null || wasReady() || isHeldUp() ? "" : watching.now();
  }

  @Override
  public String threads() {
    return watch == null || wasReady() ? "" : watch.stacks();
  }

  @Override
  public @Nullable Ending endingOf(Throwable thrown) {
    return failures().endingOf(thrown);
  }

  @Override
  public String table() {
    return ReportTable.of(get());
  }

  /** {@return what has happened so far, as data} */
  @Override
  public StartupSnapshot get() {
    return new StartupSnapshot(
        plan.application(),
        lifecycle.phase(),
        lifecycle.took(),
        lifecycle.phases(),
        gates(),
        new EarlierStarts(host).get());
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
  public Map<Integer, String> ports() {
    return readSettings().seen().ports();
  }

  /** {@return what shows on the status port what the startup does} */
  synchronized StatusPage statusPage() {
    if (status == null) {
      status = new StatusPage(this, gateWait(), lifecycle, this, lines);
    }
    return status;
  }

  @Override
  public int statusPort() {
    return status == null ? 0 : status.port();
  }

  /** Shows the status no more. */
  public void closeStatus() {
    if (status != null) {
      status.close();
    }
  }

  @Override
  public boolean isOnlyAsked() {
    return readSettings().isOnlyAsked();
  }

  @Override
  public Duration restartPause() {
    return readSettings().restartPause();
  }

  /** Lets a change of a file that settings came from end a process that its gates hold alive. */
  synchronized void watchFiles(Host host) {
    if (held == null) {
      held().watchFiles(host);
    }
  }

  private synchronized HeldStart held() {
    if (held == null) {
      held = new HeldStart(lifecycle, readSettings(), gateWait(), statusPage());
    }
    return held;
  }

  @Override
  public boolean mayHold() {
    try {
      Limits known = readSettings().limitsOfFailed();
      return known.hold() && known.status().port().isPresent();
    } catch (RuntimeException | LinkageError broken) {
      return cannotHold(broken);
    }
  }

  @Override
  public boolean hold(Ending ending) {
    try {
      return held().show(ending);
    } catch (RuntimeException | LinkageError broken) {
      return cannotHold(broken);
    }
  }

  private boolean cannotHold(Throwable broken) {
    lines.line(Level.WARN, "the process cannot be held alive: " + broken);
    return false;
  }

  @Override
  public boolean isUnseen() {
    return held != null && held.isUnseen();
  }

  @Override
  public String failure() {
    return held == null ? "" : held.report();
  }

  @Override
  public int heldCode() {
    return held == null ? 0 : held.exitCode();
  }

  @Override
  public @Nullable Ending heldByGates() {
    RuntimeException failure = held == null ? null : held.failureOfGates();
    return failure == null ? null : endingOf(failure);
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

  /** Lets the end of main be the end of a job, and no failed start. */
  public void letMainEnd() {
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
