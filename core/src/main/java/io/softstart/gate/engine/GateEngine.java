package io.softstart.gate.engine;

import io.github.resilience4j.retry.RetryRegistry;
import io.softstart.client.BeforeClients;
import io.softstart.event.StartupEvent;
import io.softstart.event.StartupListener;
import io.softstart.fence.Fence;
import io.softstart.gate.AnyGate;
import io.softstart.gate.GateStatus;
import io.softstart.gate.OpenGates;
import io.softstart.gate.Pressure;
import io.softstart.gate.Surroundings;
import io.softstart.time.Deadline;
import io.softstart.time.Stopwatch;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Runs the gates of one startup, each on a daemon thread of its own, under one deadline. The engine
 * behind {@code Startup.await}; applications use that.
 *
 * <p>Thread-safe.
 */
public final class GateEngine {
  private static final long THREAD_AGAIN_MILLIS = 200;
  private static final Duration CLOSING = Duration.ofMillis(300);

  private final Stopwatch clock;
  private final @Nullable RetryRegistry registry;
  private final BeforeClients clients;
  private final EventQueue events;
  private final GateRunners runners = new GateRunners();
  private final GateThreads threads = new GateThreads();
  private final Unclosed unclosed = new Unclosed();
  private final Runnable changed = new Changed();
  private final WaitDeadline deadline;
  private @Nullable Surroundings surroundings; // the default is a class that starts do without
  private @Nullable SettingNames settings;
  private boolean stopped;
  private @Nullable Thread checking;

  /**
   * Makes an idle engine whose clients need nothing to be up.
   *
   * @param clock started when the startup began
   * @param limits how long gates are waited for, and how
   * @param registry the user's, in which the gates' retries appear; null for none
   * @param events told everything, from several threads
   */
  public GateEngine(
      Stopwatch clock,
      WaitLimits limits,
      @Nullable RetryRegistry registry,
      StartupListener events) {
    this(clock, limits, registry, events, BeforeClients.NOTHING);
  }

  /**
   * Makes an idle engine.
   *
   * @param clock started when the startup began
   * @param limits how long gates are waited for, and how
   * @param registry the user's, in which the gates' retries appear; null for none
   * @param events told everything, from several threads
   * @param clients what is up before a client is used
   */
  @SuppressWarnings("exports") // the clock and what is up are the library's own
  public GateEngine(
      Stopwatch clock,
      WaitLimits limits,
      @Nullable RetryRegistry registry,
      StartupListener events,
      BeforeClients clients) {
    this.clock = clock;
    this.deadline = new WaitDeadline(limits, clock.ticker());
    this.registry = registry;
    this.clients = clients;
    ClassLoader loader = Thread.currentThread().getContextClassLoader();
    // the user's registry has listeners of its own, which may not hold up ours
    EventQueue queue = new EventQueue(loader, events);
    this.events = registry == null ? queue : queue.alsoTo(new CountedRetry(registry));
  }

  /**
   * Begins to wait for gates and returns at once; {@link #await} with the same gates joins.
   *
   * @param gates what to wait for
   * @return what they open
   * @throws IllegalArgumentException as {@link #await} does
   */
  public OpenGates begin(AnyGate<?>... gates) {
    synchronized (this) {
      if (stopped) {
        throw new IllegalStateException("the startup is over: no gate can be awaited any more");
      }
      start(GateGraph.order(gates));
      return new OpenedGates(runners.byId(), changed);
    }
  }

  /**
   * Tells gates that begin from now on what they cannot know by themselves.
   *
   * @param names names settings in their failures
   * @param known what their probes may ask
   */
  public synchronized void tell(SettingNames names, Surroundings known) {
    settings = names;
    surroundings = known;
  }

  /**
   * Sets other limits, for gates that begin from now on; the deadline is counted from where it
   * began.
   *
   * @param known what holds from now on
   */
  public synchronized void limit(WaitLimits known) {
    deadline.limit(known);
  }

  /**
   * Waits no longer for gates, and forgets them: nothing of them is in a report.
   *
   * @param gates advisory ones
   */
  public synchronized void drop(AnyGate<?>... gates) {
    for (AnyGate<?> gate : gates) {
      drop(GateInternals.spec(gate));
    }
    notifyAll();
  }

  private void drop(GateSpec<?> gate) {
    GateRunner<?> runner = runners.remove(gate);
    if (runner != null) {
      threads.drop(runner);
    }
  }

  /**
   * Waits until every required gate is open and every optional one has made its first attempt; or
   * until a required one is given up, which ends them all.
   *
   * <p>An error of this process that a probe has met (no memory, a stack overflow) is thrown as it
   * is: no failure of a dependency, but a crash.
   *
   * @param gates what to wait for; none is open at once
   * @return what they opened, or empty if the wait failed or was stopped: {@link #statuses} tells
   * @throws InterruptedException if interrupted; the gates are stopped then
   * @throws IllegalArgumentException for a gate passed twice, two gates of one name, a cycle, a
   *     required gate after an optional one, or a retry registry that knows a gate's name already
   */
  public Optional<OpenGates> await(AnyGate<?>... gates) throws InterruptedException {
    return await(GateGraph.order(gates));
  }

  /**
   * Tries each gate once, and what they come after; waits for all attempts, and closes what they
   * opened.
   *
   * @param gates what to try
   * @return what became of each
   * @throws InterruptedException as {@link #await} does
   * @throws IllegalArgumentException as {@link #await} does
   */
  public List<GateStatus> tryOnce(AnyGate<?>... gates) throws InterruptedException {
    List<GateSpec<?>> once = new ArrayList<>();
    for (GateSpec<?> gate : GateGraph.order(gates)) {
      once.add(gate.once());
    }
    await(once);
    List<GateStatus> tried = statuses();
    close(true);
    return tried;
  }

  private Optional<OpenGates> await(List<GateSpec<?>> ordered) throws InterruptedException {
    List<GateRunner<?>> awaited;
    synchronized (this) {
      if (stopped) {
        return Optional.empty();
      }
      awaited = start(ordered);
    }
    Heartbeat heartbeat = new Heartbeat(clock);
    try {
      while (awaitChange(awaited, heartbeat)) {
        List<String> closed = GateRunners.closed(awaited);
        Duration left = left().orElse(Duration.ZERO);
        events.tell(new StartupEvent.StillWaiting(clock.elapsed(), closed, left));
        heartbeat.beat();
      }
      awaitLastWords();
    } catch (InterruptedException interrupted) {
      stop();
      throw interrupted;
    } finally {
      events.flushAll(forFlush());
    }
    synchronized (this) {
      if (!stopped && !runners.endTheWait()) {
        return Optional.of(new OpenedGates(runners.byId(), changed));
      }
    }
    stop();
    Error fatal = GateRunners.fatal(all());
    if (fatal != null) {
      close(true);
      throw fatal;
    }
    return Optional.empty();
  }

  /** A log that blocks may not hold up the deadline's verdict; close() waits for it again. */
  private synchronized Duration forFlush() {
    return runners.endTheWait() ? deadline.forFlush() : EventQueue.FLUSH;
  }

  private synchronized List<GateRunner<?>> all() {
    return runners.all();
  }

  /** Waits until the wait is over, or (then true) until the next heartbeat is due. */
  private synchronized boolean awaitChange(List<GateRunner<?>> awaited, Heartbeat heartbeat)
      throws InterruptedException {
    while (!stopped && !runners.endTheWait() && !GateRunners.allLetPass(awaited)) {
      long due = heartbeat.due();
      if (due <= 0) {
        return true;
      }
      if (beginRest()) {
        wait(Math.max(1, due / 1_000_000));
      } else if (!deadline.hasPassed() || !threads.endUnstarted(deadline.limits())) {
        wait(THREAD_AGAIN_MILLIS);
      }
    }
    return false;
  }

  /** Begins the gates that had no thread yet; returns false where the system still has none. */
  private synchronized boolean beginRest() {
    return threads.startAll();
  }

  /** Gates that come to the same deadline fail together, each with a verdict of its own. */
  private synchronized void awaitLastWords() throws InterruptedException {
    if (stopped || !runners.endTheWait()) {
      return;
    }
    for (GateRunner<?> runner : runners.all()) {
      long left = deadline.forLastWords();
      while (runner.state().isClosedYet() && left > 0) {
        wait(Math.max(1, left / 1_000_000));
        left = deadline.forLastWords();
      }
    }
  }

  private List<GateRunner<?>> start(List<GateSpec<?>> gates) {
    runners.refuseTakenNames(gates, registry);
    ClassLoader loader = Thread.currentThread().getContextClassLoader();
    WaitContext context =
        new WaitContext(
            clock,
            deadline.begin(),
            deadline.limits(),
            loader,
            new WaitContext.Chance(),
            events,
            unclosed,
            clients,
            surroundings == null ? Surroundings.DEFAULT : surroundings,
            settings == null ? SettingNames.NONE : settings);
    List<GateRunner<?>> awaited = new ArrayList<>();
    List<GateRunner<?>> fresh = new ArrayList<>();
    for (GateSpec<?> gate : gates) {
      GateRunner<?> runner = runners.of(gate);
      if (runner == null) {
        GateSpec<?> instead = gate.instead();
        if (instead != null) {
          drop(instead);
        }
        runner = runners.add(gate, context, changed);
        fresh.add(runner);
      }
      awaited.add(runner);
    }
    if (!fresh.isEmpty()) {
      List<String> names = GateRunners.closed(fresh);
      events.tell(new StartupEvent.WaitBegan(clock.elapsed(), names, deadline.leftOrZero()));
    }
    for (GateRunner<?> runner : fresh) {
      threads.add(runner, loader);
    }
    threads.startAll();
    return awaited;
  }

  /**
   * Begins to look at the gates that are open, or open later, again and again, on a daemon thread
   * of its own; returns at once. {@link #stop} ends it.
   *
   * @param interval between two rounds
   * @return false where the system has no thread to give, so that nothing is looked at
   */
  public synchronized boolean keepChecking(Duration interval) {
    if (stopped || checking != null) {
      return true;
    }
    OpenGateChecks checks =
        new OpenGateChecks(runners.checks(), interval, clock.ticker(), unclosed);
    ClassLoader loader = Thread.currentThread().getContextClassLoader();
    Thread thread = GateThreads.daemon(checks, "checking", loader);
    checking = Fence.begin(thread) ? thread : null;
    return checking != null;
  }

  /** Stops all gates that are not open yet and lets {@link #await} return. */
  public synchronized void stop() {
    stopped = true;
    if (checking != null) {
      checking.interrupt();
    }
    for (GateRunner<?> runner : runners.all()) {
      threads.cancel(runner);
    }
    notifyAll();
  }

  /**
   * Stops all gates and closes what they opened: all of it, or only what the application has not
   * asked for. Waits 0.3 s at most; what still hangs then is left to daemon threads. Where the
   * system has no thread to give, it waits 0.3 s for one, and closes on this thread then, without a
   * bound; while the JVM shuts down it leaves that to the end of the process.
   *
   * @param all also what the application has
   * @return what closing threw, as far as it has
   */
  public List<Throwable> close(boolean all) {
    stop();
    List<Resources> closing = GateRunners.close(all(), all);
    events.flushAll(EventQueue.FLUSH);
    List<Throwable> failures = new ArrayList<>();
    if (!unclosed.closeBy(Deadline.in(CLOSING, clock.ticker()), clock.ticker())) {
      failures.add(new IllegalStateException("not closed: the system has no thread to give"));
    }
    failures.addAll(GateRunners.failuresBy(Deadline.in(CLOSING, clock.ticker()), closing));
    return failures;
  }

  /** {@return until the deadline, zero if it has passed; empty while no gate was awaited} */
  public synchronized Optional<Duration> left() {
    return deadline.hasBegun() ? Optional.of(deadline.leftOrZero()) : Optional.empty();
  }

  /** {@return where each gate stands, in the order in which they were awaited} */
  public synchronized List<GateStatus> statuses() {
    beginRest();
    return runners.statuses();
  }

  /** {@return whether any gate still keeps the start from going on, a derived one among them} */
  public synchronized boolean holdsUp() {
    return !GateRunners.allLetPass(runners.all());
  }

  /** {@return how busy what gates have opened is, by their names, as far as it is known} */
  public Map<String, Pressure> pressures() {
    return GateRunners.pressures(all());
  }

  /** {@return what the client of a failed gate threw last: raw, with the secrets in it} */
  public synchronized Map<String, Throwable> lastThrown() {
    return runners.lastThrown();
  }

  /** A class instead of a lambda, since it is on the path of every start. */
  private final class Changed implements Runnable {
    @Override
    public void run() {
      synchronized (GateEngine.this) {
        beginRest();
        GateEngine.this.notifyAll();
      }
    }
  }
}
