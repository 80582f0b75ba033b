package io.softstart.startup;

import io.softstart.config.ConfigReader;
import io.softstart.config.ConfigSource;
import io.softstart.crash.CrashHooks;
import io.softstart.crash.OutputPaths;
import io.softstart.event.Phase;
import io.softstart.event.StartupListener;
import io.softstart.gate.AnyGate;
import io.softstart.gate.OpenGates;
import io.softstart.log.EarlyLog;
import io.softstart.log.Level;
import io.softstart.log.LogSink;
import io.softstart.log.Slf4jLines;
import io.softstart.log.SwitchingLog;
import io.softstart.preflight.Preflight;
import io.softstart.settings.Command;
import io.softstart.settings.Limits;
import io.softstart.settings.NothingElse;
import io.softstart.settings.OperatorSettings;
import io.softstart.spi.StartupSnapshot;
import io.softstart.startup.StartupPlan.Owner;
import io.softstart.time.Stopwatch;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One start of one process: what {@code Startup} and the frameworks' {@code StartupHost} show, in
 * the order in which the host, the settings, the wait and the lifecycle take part in it.
 */
public final class StartupRun {
  // no AtomicReference: it costs each begin a dozen classes of the JDK
  private static volatile @Nullable StartupRun current;

  private final StartupPlan plan;
  private final Lifecycle lifecycle;
  private final StartupParts parts;
  private final Host host;

  private StartupRun(StartupPlan plan, Lifecycle lifecycle, StartupParts parts, Host host) {
    this.plan = plan;
    this.lifecycle = lifecycle;
    this.parts = parts;
    this.host = host;
  }

  /** Begins a startup. */
  public static StartupRun begin(StartupPlan plan, Supplier<Failures> failures) {
    Stopwatch clock = new Stopwatch(plan.ticker());
    String name = plan.application();
    if (plan.owner() == Owner.CALLER) {
      LogSink lines = new Slf4jLines(name);
      Lifecycle lifecycle = new Lifecycle(clock, lines, plan.listeners());
      tellBegin(lines);
      StartupParts parts = new StartupParts(plan, lines, lifecycle, failures);
      Host host = new Host.Embedded(lines);
      parts.host(host);
      return new StartupRun(plan, lifecycle, parts, host);
    }
    EarlyLog early = EarlyLog.toStderr(name, OperatorSettings.format(plan.sources()));
    SwitchingLog lines = new SwitchingLog(name, early);
    Lifecycle lifecycle = new Lifecycle(clock, lines, plan.listeners());
    StartupParts parts = new StartupParts(plan, lines, lifecycle, failures);
    StartupRun before = current;
    if (before != null) {
      before.tellSecond(lines);
    }
    if (plan.owner() == Owner.PROCESS) { // frameworks say so themselves
      tellBegin(lines);
    }
    OutputPaths paths = OperatorSettings.outputPaths(plan.sources());
    CrashHooks hooks = CrashHooks.install(name, early, clock, parts, paths);
    Host host = new Host.OwnProcess(early, lines, hooks);
    parts.host(host);
    StartupRun begun = new StartupRun(plan, lifecycle, parts, host);
    String socket = System.getenv("NOTIFY_SOCKET");
    if (socket != null && !socket.isEmpty()) {
      parts.beforeStop(ServiceNotifier.begin(parts, lines));
    }
    show(begun);
    return begun;
  }

  private static void tellBegin(LogSink lines) {
    lines.safeLine(Level.INFO, "starting on Java " + System.getProperty("java.version"));
  }

  private void tellSecond(LogSink lines) {
    if (!lifecycle.isOver()) {
      String what = "begin was called a second time in this process, while the startup of ";
      String how = " still runs; both report how they end. To do: call begin once, first of all";
      lines.safeLine(Level.WARN, what + plan.application() + how);
    }
  }

  /** {@return the last one begun that is not embedded; empty before, and once it is closed} */
  public static Optional<StartupRun> current() {
    return Optional.ofNullable(current);
  }

  /** {@return its parts} */
  public StartupParts parts() {
    return parts;
  }

  /** {@return whose process it runs in} */
  public Host host() {
    return host;
  }

  /** Reads settings from other sources from now on. */
  public void sources(ConfigSource... sources) {
    List<ConfigSource> all = List.of(sources);
    parts.readSettings().sources(all);
    host.sources(all);
  }

  /** Makes preflight checks, at once or with the configuration. */
  public void check(Preflight... preflights) {
    lifecycle.refuseIfOver("check()");
    parts.readSettings().check(preflights);
  }

  /** Reads the configuration. */
  public <C> C configure(Function<? super ConfigReader, ? extends C> recipe) {
    lifecycle.refuseIfOver("configure()");
    lifecycle.enter(Phase.CONFIGURING);
    return read(recipe);
  }

  private <C> C read(Function<? super ConfigReader, ? extends C> recipe) {
    Settings settings = parts.readSettings();
    Settings.Read<C> read;
    try {
      read = settings.read(recipe);
    } catch (Error ofRecipe) {
      StartFailure.error(ofRecipe, parts);
      throw ofRecipe;
    }
    if (!settings.isOnlyAsked()) {
      host.tellEarlierStarts();
    }
    C value = settings.accept(read);
    showStatus(settings);
    return value;
  }

  private void showStatus(Settings settings) {
    Limits known = settings.limits();
    if (known.hold()) {
      parts.watchFiles(host);
    }
    if (known.status().port().isPresent()) {
      parts.statusPage().show(known);
    }
  }

  /** Settings that are in force; reads the operator's alone if the application has none. */
  private Settings settings() {
    Settings settings = parts.readSettings();
    if (settings.isAccepted()) {
      return settings;
    }
    if (settings.saysNothing()) {
      host.tellEarlierStarts();
      showStatus(settings);
    } else {
      read(new NothingElse());
    }
    return settings;
  }

  /** Reads the operator's settings before what needs none, if there is anything to be told. */
  private void readIfDue() {
    Settings settings = parts.readSettings();
    if (settings.isDue()) {
      read(new NothingElse());
    }
  }

  /** Waits for gates. */
  public OpenGates await(AnyGate<?>... gates) {
    lifecycle.refuseIfOver("await()");
    OpenGates open = await(false, gates);
    parts.watchStart(host); // also where nobody calls run
    return open;
  }

  /** Begins to wait for gates. */
  public OpenGates awaitInBackground(AnyGate<?>... gates) {
    lifecycle.refuseIfOver("awaitInBackground()");
    return await(true, gates);
  }

  private OpenGates await(boolean inBackground, AnyGate<?>... gates) {
    GateWait wait = parts.gateWait();
    if (gates.length > 0) {
      wait.beginLogging(host.mayPrepareProcess());
    }
    Settings settings = settings();
    Command command = settings.command();
    try {
      if (command == null) {
        return inBackground ? wait.awaitInBackground(settings, gates) : wait.await(settings, gates);
      }
      AnyGate<?>[] enforced = GateWait.enforced(gates);
      if (command == Command.CHECK_GATES) {
        throw wait.check(settings, enforced);
      }
      wait.await(settings, enforced);
      throw wait.awaited();
    } catch (Error ours) { // of this process: no failure of a dependency
      StartFailure.error(ours, parts);
      throw ours;
    }
  }

  /** Reports a failure and ends the process; returns only where that is the caller's. */
  public void end(RuntimeException failure) {
    StartFailure.end(failure, parts, host);
  }

  /** {@return the failure of a start that the application's own client of these gates has ended} */
  public RuntimeException failureOf(List<String> gates) {
    return parts.gateWait().failure().of(gates);
  }

  /** Runs the application's own start; what it throws passes as it is once the startup is over. */
  public void run(Callable<?> body) {
    lifecycle.refuseIfOver("run()");
    readIfDue();
    if (parts.isOnlyAsked() || parts.gateWait().owesOperatorsGates(parts.readSettings())) {
      await(false);
    }
    starting();
    if (parts.readSettings().limits().status().handover()) {
      parts.closeStatus();
    }
    parts.watchStart(host).runsBody();
    try {
      body.call();
    } catch (Throwable thrown) { // also what is neither exception nor error, as in Scala
      throw StartFailure.of(thrown, parts);
    }
    if (!lifecycle.isOver()) {
      ready();
    }
  }

  /** Notes that the application's own start begins. */
  public void starting() {
    lifecycle.refuseIfOver("starting()");
    host.tellEarlierStarts();
    lifecycle.enter(Phase.STARTING);
    parts.watchStart(host);
  }

  /** Ends a startup whose framework prints the failure and ends the process by itself. */
  public Duration fail(Throwable thrown) {
    return StartFailure.keep(Objects.requireNonNull(thrown, "thrown"), parts, host);
  }

  /** {@return whether the operator wants a failed process to stay alive} */
  public boolean mayHold() {
    return host.mayPrepareProcess() && parts.mayHold();
  }

  /** Keeps a process alive that has failed, where the operator wants that. */
  public boolean hold(int exitCode) {
    return lifecycle.phase() == Phase.FAILED && host.hold(exitCode);
  }

  /** Marks the startup ready, once every gate that is awaited is open. */
  public void ready() {
    if (lifecycle.phase() == Phase.READY || parts.isEnding()) {
      return; // a thread may go on after another has crashed
    }
    lifecycle.refuseIfOver("ready()");
    readIfDue();
    if (parts.isOnlyAsked() || parts.gateWait().isDue(parts.readSettings())) {
      await(false);
    }
    if (!lifecycle.enter(Phase.READY)) {
      return; // another thread has made it ready, or closed it meanwhile
    }
    host.tellEarlierStarts();
    host.ready();
    Optional<Duration> checking = parts.readSettings().limits().status().checking();
    if (checking.isPresent()) {
      parts.gateWait().keepChecking(checking.get());
    }
    ReportText.tellReady(host, snapshot());
  }

  /** Adds a listener that hears what happens from now on. */
  public void listen(StartupListener listener) {
    lifecycle.listen(Objects.requireNonNull(listener, "listener"));
  }

  /** {@return what has happened so far, as data} */
  public StartupSnapshot snapshot() {
    return parts.get();
  }

  /** Ends the startup. */
  public void close() {
    lifecycle.enter(Phase.STOPPED);
    if (parts.hasWaited()) {
      parts.gateWait().close();
    }
    host.close();
    forget(this);
    if (parts.hasWaited()) {
      parts.gateWait().restoreProcess();
    }
    parts.closeStatus();
    lifecycle.endListeners();
  }

  private static synchronized void show(StartupRun begun) {
    current = begun;
  }

  private static synchronized void forget(StartupRun closed) {
    if (current == closed) { // a later one stays
      current = null;
    }
  }
}
