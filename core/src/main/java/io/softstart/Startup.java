package io.softstart;

import io.softstart.config.ConfigReader;
import io.softstart.config.ConfigSource;
import io.softstart.crash.CrashHooks;
import io.softstart.crash.OutputPaths;
import io.softstart.event.Phase;
import io.softstart.event.StartupListener;
import io.softstart.gate.Gate;
import io.softstart.gate.GateEngine;
import io.softstart.gate.GateStatus;
import io.softstart.gate.OpenGates;
import io.softstart.gate.WaitLimits;
import io.softstart.log.EarlyLog;
import io.softstart.log.Handover;
import io.softstart.log.Level;
import io.softstart.log.Lines;
import io.softstart.log.LoggingStart;
import io.softstart.log.PacedLog;
import io.softstart.log.Slf4jLines;
import io.softstart.preflight.Preflight;
import io.softstart.settings.ConfigCommand;
import io.softstart.settings.Limits;
import io.softstart.settings.NothingElse;
import io.softstart.settings.OnFailure;
import io.softstart.settings.OperatorSettings;
import io.softstart.settings.ReadKeys;
import io.softstart.text.Durations;
import io.softstart.time.Stopwatch;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One start of one process, from the first line of {@code main} until it is ready.
 *
 * <pre>{@code
 * Startup startup = Startup.begin("orders", args);
 * Config config = startup.configure(Config::read);
 * OpenGates open = startup.await(db);
 * startup.run(() -> new OrdersServer(config, open.get(db)).start());
 * }</pre>
 *
 * <p>Thread-safe, but meant for one thread. Not AutoCloseable on purpose: the first line of every
 * {@code main} would carry a resource-leak warning, and {@link #close()} is for embedded use.
 */
public final class Startup {
  /** The application's own start. */
  @FunctionalInterface
  public interface Body {
    /**
     * Starts the application; returns when it is up. One that blocks for as long as the application
     * lives calls {@link Startup#ready()} itself.
     *
     * @throws Exception whatever ends the start
     */
    void run() throws Exception;
  }

  private static volatile @Nullable Startup current;
  private static final String STARTING = "starting on Java ";

  private final StartupOptions options;
  private final Stopwatch clock;
  private final Timeline timeline;
  private final Lines lines;
  private @Nullable Listeners events;
  private final @Nullable EarlyLog early;
  private final @Nullable CrashHooks hooks;
  private @Nullable Configuration configuration;
  private final List<Gate<?>> inBackground = new ArrayList<>();
  private boolean dnsShortened;
  private @Nullable LoggingStart logging;
  private @Nullable GateEngine gatekeeper;
  private StatusService.@Nullable Server status;

  private Startup(StartupOptions options) {
    this.options = options;
    clock = new Stopwatch(options.ticker());
    timeline = new Timeline(clock);
    String name = options.application();
    if (options.owner() != StartupOptions.Owner.CALLER) {
      early = EarlyLog.toStderr(name, OperatorSettings.format(options.sources()));
      lines = new Handover(name, early);
      if (options.owner() == StartupOptions.Owner.PROCESS) { // frameworks say so themselves
        early.line(Level.INFO, STARTING + System.getProperty("java.version"));
      }
      OutputPaths paths = OperatorSettings.outputPaths(options.sources());
      hooks = CrashHooks.install(name, early, clock, new Watched(this), paths);
    } else {
      early = null;
      lines = new Slf4jLines(name);
      lines.line(Level.INFO, STARTING + System.getProperty("java.version"));
      hooks = null;
    }
  }

  /**
   * Begins a startup that owns the process: takes the crash hooks, opens the early log. Touches no
   * logging framework.
   *
   * @param application its name, in every line
   * @param args those of {@code main}
   * @return the startup
   * @throws IllegalArgumentException if the name is blank or holds control characters
   */
  public static Startup begin(String application, String... args) {
    return begin(StartupOptions.of(application, args));
  }

  /**
   * Begins a startup.
   *
   * @param options how it behaves
   * @return the startup
   */
  public static Startup begin(StartupOptions options) {
    Startup begun = new Startup(options);
    if (options.owner() != StartupOptions.Owner.CALLER) {
      current = begun;
    }
    return begun;
  }

  /**
   * Returns the startup of this process, for frameworks that join one that was begun in {@code
   * main}.
   *
   * @return the last one begun that is not embedded; empty before, and once it is closed
   */
  public static Optional<Startup> current() {
    return Optional.ofNullable(current);
  }

  /**
   * Reads settings from other sources from now on, in place of those of the options: for frameworks
   * that know their configuration only after the first line of {@code main}. What is needed ahead
   * of all else is looked up again: {@code SOFTSTART_LOG}, {@code SOFTSTART_STATE_DIR} (unless
   * there is one already) and {@code SOFTSTART_TERMINATION_MESSAGE}.
   *
   * @param sources in the order in which they are asked
   */
  public void sources(ConfigSource... sources) {
    List<ConfigSource> all = List.of(sources);
    settings().sources(all);
    if (early != null && hooks != null) {
      early.format(OperatorSettings.format(all));
      hooks.paths(OperatorSettings.outputPaths(all));
    }
  }

  /**
   * Looks at what no waiting heals: a missing class, a directory that cannot be written, a port
   * that is taken. Before the configuration is read the checks are only noted, and {@link
   * #configure} (or {@link #await} without it) reports what they find together with all else that
   * is wrong; afterwards, where a check needs a setting, they look at once.
   *
   * @param preflights from {@code Preflights}, or lambdas
   * @throws InvalidConfigException if the configuration has been read and one of them finds a
   *     problem; exit code 78
   * @throws IllegalStateException if the startup is over
   */
  public void check(Preflight... preflights) {
    if (timeline.isOver()) {
      throw new IllegalStateException("the startup is over: it is " + timeline.phase());
    }
    configuration().check(preflights);
  }

  /**
   * Reads the configuration. Returns at once; at most files are read.
   *
   * <p>A process that was started with {@code --check-config} or {@code --explain-config} ends
   * here, with an exception that nobody should catch: it prints what it was asked for on stdout,
   * and its exit code is 0. The checks of {@link #check} are not made then.
   *
   * @param recipe reads settings and makes the configuration of them; plain Java
   * @param <C> the type of the configuration
   * @return what the recipe returned
   * @throws InvalidConfigException if anything is wrong, with everything that is; also with the
   *     operator's {@code SOFTSTART_} variables. Exit code 78
   * @throws IllegalStateException if the startup is over
   */
  public <C> C configure(Function<? super ConfigReader, ? extends C> recipe) {
    enter(Phase.CONFIGURING);
    return read(recipe);
  }

  private <C> C read(Function<? super ConfigReader, ? extends C> recipe) {
    C value = configuration().read(recipe);
    Limits known = configuration().limits();
    if (status == null && known.status().port().isPresent()) {
      status = ShownStatus.open(this, clock, known, lines);
    }
    return value;
  }

  /**
   * Waits until every required gate is open and every optional one has been tried once: in
   * parallel, until the deadline, which counts from the first call and which later calls share.
   * Without gates it returns at once.
   *
   * <p>The gates of the operator's {@code SOFTSTART_WAIT_FOR} are awaited as well, and those that
   * {@link #awaitInBackground} has begun.
   *
   * <p>Blocks. An interrupt ends the wait within one attempt; the flag stays set.
   *
   * @param gates what to wait for; what they come after is awaited too
   * @return what they opened
   * @throws GateException if a required gate was given up (exit code 78 if that is a matter of
   *     configuration, else 69), or if interrupted (75). Everything that was opened is closed then
   * @throws InvalidConfigException if {@link #configure} was not called and one of the operator's
   *     variables is wrong
   * @throws IllegalArgumentException for a gate passed twice, two gates of one name, gates that
   *     come after each other, a required gate after an optional one, or a retry registry that has
   *     a gate's name already
   * @throws IllegalStateException if the startup is over
   */
  public OpenGates await(Gate<?>... gates) {
    beginLogging(gates);
    GateEngine keeper = gatekeeper();
    Gate<?>[] all =
        and(and(gates, configuration().operatorsGates(and(gates, inBackground))), inBackground);
    enter(Phase.WAITING);
    try {
      prepareFor(all);
      Optional<OpenGates> open = keeper.await(all);
      if (open.isPresent()) {
        inBackground.clear();
        return open.get();
      }
    } catch (InterruptedException interrupted) {
      RuntimeException failure = failing().interrupted(keeper);
      Thread.currentThread().interrupt();
      throw failure;
    }
    throw failing().gaveUp(keeper);
  }

  /**
   * Begins to wait ({@link Phase#WAITING}) and returns at once, for frameworks that are handed what
   * a gate opens before it does, and to let the wait overlap with other work. {@link #await} joins,
   * with or without these gates as arguments, and so does {@link #ready()}: a startup is ready only
   * when every required gate is open.
   *
   * @param gates what to wait for; what they come after is awaited too
   * @return what they open: {@code find}, {@code whenOpen} and {@code status} serve what is closed
   *     yet
   * @throws InvalidConfigException as {@link #await} does
   * @throws IllegalArgumentException as {@link #await} does
   * @throws IllegalStateException if the startup is over
   */
  public OpenGates awaitInBackground(Gate<?>... gates) {
    beginLogging(gates);
    GateEngine keeper = gatekeeper();
    try {
      prepareFor(gates);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt(); // whoever joins the wait notices
    }
    OpenGates open = keeper.begin(gates);
    enter(Phase.WAITING);
    inBackground.addAll(Arrays.asList(gates));
    return open;
  }

  /**
   * Waits no longer for gates that were awaited in the background, and forgets them.
   *
   * @param gates those that nobody needs, as has turned out
   */
  public void drop(Gate<?>... gates) {
    inBackground.removeAll(Arrays.asList(gates));
    gatekeeper().drop(gates);
  }

  /**
   * Returns the failure of a start that was ended by the application's own client of a dependency,
   * with the report of all gates; the message, the exit code and the termination message are those
   * of the gates that are named. Marks nothing as failed: {@link #fail} does.
   *
   * @param gates the names of the gates whose dependency it was
   * @return the failure, to be passed to {@link #fail}
   */
  public GateException failureOf(List<String> gates) {
    GateEngine keeper = gatekeeper();
    return GateException.of(gates, keeper.statuses(), keeper.lastThrown());
  }

  /** Logging comes up on its own thread while this one loads what a wait takes. */
  private synchronized @Nullable LoggingStart beginLogging(Gate<?>... gates) {
    if (logging == null && gates.length > 0 && options.owner() != StartupOptions.Owner.CALLER) {
      logging = LoggingStart.begin(lines);
    }
    return logging;
  }

  private void prepareFor(Gate<?>... gates) throws InterruptedException {
    LoggingStart begun = beginLogging(gates);
    if (begun != null) {
      dnsShortened |= NegativeDnsCache.shortenFor(gates);
      begun.await();
    }
  }

  private static Gate<?>[] and(Gate<?>[] gates, List<Gate<?>> more) {
    if (more.isEmpty()) {
      return gates;
    }
    List<Gate<?>> all = new ArrayList<>(Arrays.asList(gates));
    for (Gate<?> gate : more) {
      if (!all.contains(gate)) {
        all.add(gate);
      }
    }
    return all.toArray(new Gate<?>[0]);
  }

  /**
   * Runs the application's own start on this thread, then marks the startup ready, unless the body
   * has done so.
   *
   * @param body starts the application
   * @throws GateException if a gate that is awaited in the background was given up, whatever the
   *     body has thrown then
   * @throws StartupException if the body throws an exception: exit code 70, or 75 if it was
   *     interrupted; the cause is a redacted copy. An {@link Error} passes
   * @throws IllegalStateException if the startup is over
   */
  public void run(Body body) {
    starting();
    if (options.limits().status().handover()) {
      closeStatus();
    }
    try {
      body.run();
    } catch (Exception thrown) {
      throw failing().inBody(thrown);
    }
    ready();
  }

  /**
   * Notes that the application's own start begins, for frameworks that own {@code main}; {@link
   * #run} does it by itself. Returns at once.
   *
   * @throws IllegalStateException if the startup is over
   */
  public void starting() {
    tellRetrospect();
    enter(Phase.STARTING);
  }

  /**
   * Lets lines go to the application's log from now on instead of stderr, for frameworks whose log
   * is up before the application is ready; {@link #ready()} does it by itself. Without an SLF4J
   * provider they stay on stderr. Blocks for two seconds at most; idempotent.
   */
  public void logThroughSlf4j() {
    if (lines instanceof Handover handover) {
      handover.toApplication("");
    }
  }

  /**
   * Ends a startup whose framework prints the failure and ends the process by itself: stops all
   * waiting, closes what was opened, and keeps the failure in the termination message, the crash
   * report and the history. Prints nothing of it; the end of the process is no surprise any more.
   * Idempotent, and without effect once the startup is over. Blocks for seconds at most, where a
   * file system does not answer, or where the process is being shut down: who ends it was told, and
   * the framework need not print that its start was broken off. An interrupt ends that.
   *
   * @param thrown what ended the start
   * @return how long to pause before the process ends, as {@code SOFTSTART_RESTART_PAUSE} asks for,
   *     which is announced by then; zero for not at all
   */
  public Duration fail(Throwable thrown) {
    Objects.requireNonNull(thrown, "thrown");
    if (!timeline.wasReady() && hooks != null) {
      hooks.awaitShutdown();
    }
    if (timeline.wasReady() || timeline.phase() == Phase.STOPPED) {
      return Duration.ZERO;
    }
    timeline.enterUnlessOver(Phase.FAILED);
    GateEngine keeper = currentGatekeeper();
    if (keeper != null) {
      keeper.close(true);
    }
    Duration pause = hooks == null ? Duration.ZERO : hooks.keep(thrown);
    events().end();
    return pause;
  }

  /**
   * Marks the startup ready; idempotent. For bodies that block and for frameworks that own {@code
   * main}; {@link #run} does it by itself. Returns at once, unless gates are awaited in the
   * background: then it waits for them as {@link #await} does.
   *
   * @throws GateException as {@link #await} does
   * @throws IllegalStateException if the startup has failed or was closed
   */
  public void ready() {
    if (!inBackground.isEmpty() && !timeline.isOver()) {
      await();
    }
    if (!timeline.enter(Phase.READY)) {
      return;
    }
    tellPhase(Phase.READY);
    tellRetrospect();
    if (hooks != null) {
      hooks.ready();
    }
    GateEngine keeper = currentGatekeeper();
    if (keeper != null && limits().status().checking().isPresent()) {
      keeper.keepChecking(limits().status().checking().get());
    }
    StartupReport report = report();
    boolean waited = false;
    for (GateStatus gate : report.gates()) {
      waited |= gate.attempts() > 1;
    }
    if (waited) {
      lines.report(Level.INFO, report.summary(), report.table(), report.toJson());
    } else {
      lines.line(Level.INFO, report.summary());
    }
    if (lines instanceof Handover handover) {
      handover.toApplication(report.summary());
    }
  }

  /**
   * Adds a listener that hears what happens from now on, as those of {@link
   * StartupOptions#listener} hear all of it.
   *
   * @param listener called on a thread of its own, one event at a time
   */
  public void listen(StartupListener listener) {
    events().add(Objects.requireNonNull(listener, "listener"));
  }

  /**
   * Shows the status no more, for frameworks that serve on its port themselves from now on; with
   * {@link StartupOptions#statusHandover()} {@link #run} does it by itself. Idempotent; returns
   * when the port is free, which is at once.
   */
  public void closeStatus() {
    if (status != null) {
      status.close();
    }
  }

  /** {@return where the startup stands} */
  public Phase phase() {
    return timeline.phase();
  }

  /** {@return what has happened so far, as data} */
  public StartupReport report() {
    GateEngine keeper = currentGatekeeper();
    List<GateStatus> gates = keeper == null ? List.of() : keeper.statuses();
    return new StartupReport(
        options.application(),
        timeline.phase(),
        timeline.took(),
        timeline.phases(),
        gates,
        hooks == null ? List.of() : StartupReport.newestFirst(hooks.earlierStarts()));
  }

  /**
   * Ends the startup: stops gates that are still closed, closes what they opened and the
   * application did not ask for, takes the hooks away. Idempotent. Blocks for a moment at most.
   */
  public void close() {
    timeline.enterUnlessOver(Phase.STOPPED);
    GateEngine keeper = currentGatekeeper();
    if (keeper != null) {
      keeper.close(false);
    }
    if (hooks != null) {
      hooks.remove();
    }
    if (current == this) {
      current = null;
    }
    if (dnsShortened) {
      NegativeDnsCache.restore();
    }
    closeStatus();
    if (events != null) {
      events.end();
    }
  }

  /** {@return what it is doing, as the end of a sentence} */
  String doing() {
    return switch (timeline.phase()) {
      case BEGUN -> "before its configuration was read";
      case CONFIGURING ->
          (configuration().isAccepted() ? "after" : "while") + " its configuration was read";
      case WAITING -> {
        String closed = GateException.closedOf(report().gates());
        yield closed.isEmpty() ? "after its dependencies were ready" : "while waiting" + closed;
      }
      case STARTING -> "while the application started";
      case READY -> "after it was ready";
      case FAILED -> "after it had failed";
      case STOPPED -> "after it was closed";
    };
  }

  /** {@return how long it has waited, of how long it may; empty if it does not wait} */
  String budget() {
    if (timeline.phase() != Phase.WAITING || GateException.closedOf(report().gates()).isEmpty()) {
      return "";
    }
    return " for "
        + Durations.text(timeline.since(Phase.WAITING))
        + " of "
        + Durations.text(configuration().limits().deadline());
  }

  /** {@return whether the process was only asked about its configuration} */
  boolean isOnlyAsked() {
    return options.owner() == StartupOptions.Owner.PROCESS && ConfigCommand.isAsked(options.args());
  }

  /** {@return the port on which the status is shown; 0 for none} */
  int statusPort() {
    return status == null ? 0 : URI.create(status.url()).getPort();
  }

  boolean wasReady() {
    return timeline.wasReady();
  }

  ReadKeys settings() {
    return configuration().seen();
  }

  /** Made when it is needed, which {@link #begin} does not. */
  private synchronized Configuration configuration() {
    if (configuration == null) {
      configuration = new Configuration(this, options, lines);
    }
    return configuration;
  }

  private synchronized Listeners events() {
    if (events == null) {
      events = new Listeners(new PacedLog(lines), options.listeners(), lines);
    }
    return events;
  }

  Duration restartPause() {
    return configuration().restartPause();
  }

  void tellRetrospect() {
    if (hooks != null) {
      hooks.tellEarlierStarts();
    }
  }

  synchronized @Nullable GateEngine currentGatekeeper() {
    return gatekeeper;
  }

  /** The gatekeeper is made at the first await, since only then are the limits known. */
  private synchronized GateEngine gatekeeper() {
    if (gatekeeper == null) {
      Limits known = limits();
      gatekeeper =
          new GateEngine(
              clock,
              new WaitLimits(
                  known.deadline(),
                  known.attempt(),
                  known.grace(),
                  known.fleet(),
                  known.onFailure() == OnFailure.HOLD,
                  known.backoff()),
              options.retryRegistry().orElse(null),
              events());
    }
    return gatekeeper;
  }

  private Limits limits() {
    if (!configuration().isAccepted()) {
      read(new NothingElse());
    }
    return configuration().limits();
  }

  void enter(Phase phase) {
    if (timeline.enter(phase)) {
      tellPhase(phase);
    }
  }

  private void tellPhase(Phase phase) {
    events().phaseEntered(clock.elapsed(), phase);
  }

  /** A class of its own, so that a start which goes well loads no exception. */
  private Failing failing() {
    return new Failing(this, options.application());
  }
}
