package io.softstart.startup;

import io.softstart.client.BeforeClients;
import io.softstart.event.EarlierStart;
import io.softstart.event.Phase;
import io.softstart.gate.AnyGate;
import io.softstart.gate.GateStatus;
import io.softstart.gate.GateStatus.State;
import io.softstart.gate.OpenGates;
import io.softstart.gate.Surroundings;
import io.softstart.gate.engine.GateEngine;
import io.softstart.gate.engine.GateInternals;
import io.softstart.gate.engine.WaitLimits;
import io.softstart.log.Level;
import io.softstart.log.LogSink;
import io.softstart.log.LoggingStart;
import io.softstart.log.StandardOutput;
import io.softstart.settings.Limits;
import io.softstart.settings.SettingOrigins;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The wait for gates: the application's, those awaited in the background, and the operator's.
 * Thread-safe.
 */
public final class GateWait {
  private final StartupPlan plan;
  private final LogSink lines;
  private final Lifecycle lifecycle;
  private final Supplier<Failures> failures;
  private final Supplier<List<EarlierStart>> remembered;
  private final BeforeClients awaitLogging = new AwaitLogging();
  private final List<AnyGate<?>> background = new ArrayList<>();
  private final Map<String, AnyGate<?>> operators = new HashMap<>();
  private boolean operatorsBegun;
  private boolean dnsShortened;
  private @Nullable LoggingStart logging;
  private @Nullable GateEngine engine; // made at the first wait: only then are the limits known

  GateWait(
      StartupPlan plan,
      LogSink lines,
      Lifecycle lifecycle,
      Supplier<Failures> failures,
      Supplier<List<EarlierStart>> remembered) {
    this.remembered = remembered;
    this.plan = plan;
    this.lines = lines;
    this.lifecycle = lifecycle;
    this.failures = failures;
  }

  /**
   * Waits for gates, for those in the background, and for the operator's.
   *
   * @throws RuntimeException if the wait failed or was ended
   */
  OpenGates await(Settings settings, AnyGate<?>... gates) {
    AnyGate<?>[] all = with(gates, settings);
    GateEngine running = engine(settings);
    lifecycle.enter(Phase.WAITING);
    try {
      shortenNegativeDns(all);
      Optional<OpenGates> open = running.await(all);
      awaitLogging.await(); // the application's next line is not to be its first
      if (open.isPresent()) {
        forget(all);
        return open.get();
      }
    } catch (InterruptedException interrupted) {
      RuntimeException failure = failure().end(true, null);
      Thread.currentThread().interrupt();
      throw failure;
    } catch (IllegalStateException late) { // closed by another thread just before the engine began
      if (!lifecycle.isOver()) {
        throw late;
      }
    }
    throw failure().end(false, null);
  }

  /** {@return the same gates, none of which the application would start without} */
  static AnyGate<?>[] enforced(AnyGate<?>... gates) {
    AnyGate<?>[] enforced = new AnyGate<?>[gates.length];
    for (int i = 0; i < gates.length; i++) {
      enforced[i] = GateInternals.gate(GateInternals.spec(gates[i]).enforced());
    }
    return enforced;
  }

  /**
   * Tries each gate once, those in the background and the operator's too, and prints what became of
   * each.
   *
   * @return what ends the process
   */
  RuntimeException check(Settings settings, AnyGate<?>... gates) {
    AnyGate<?>[] all = with(gates, settings);
    lifecycle.enter(Phase.WAITING);
    try {
      List<GateStatus> tried = engine(settings).tryOnce(all);
      StandardOutput.print(GateTable.tried(tried, all));
      return answered(GateTable.triedInShort(tried), GateTable.exitCode(tried, all));
    } catch (InterruptedException interrupted) {
      RuntimeException failure = failure().end(true, null);
      Thread.currentThread().interrupt();
      return failure;
    }
  }

  /** {@return what ends a process that was only to wait, and has} Prints where each gate stands. */
  RuntimeException awaited() {
    StandardOutput.print(GateTable.of(statuses()));
    return answered("it was only to wait, and its gates are open", 0);
  }

  private RuntimeException answered(String what, int exitCode) {
    lifecycle.enter(Phase.FAILED);
    RuntimeException answer = failures.get().answered(what, exitCode);
    failure().closeAll(answer);
    return answer;
  }

  /**
   * Begins to wait and returns at once.
   *
   * @return what the gates open
   */
  OpenGates awaitInBackground(Settings settings, AnyGate<?>... gates) {
    AnyGate<?>[] all = and(gates, operators(settings, gates));
    GateEngine running = engine(settings);
    shortenNegativeDns(all);
    OpenGates open = running.begin(all);
    try {
      awaitLogging.await();
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt(); // who joins the wait notices
    }
    lifecycle.enter(Phase.WAITING);
    synchronized (this) {
      background.addAll(Arrays.asList(all));
    }
    return open;
  }

  /** {@return whether a wait is due before the application may be ready} */
  synchronized boolean isDue(Settings settings) {
    return !background.isEmpty() || owesOperatorsGates(settings);
  }

  /** {@return whether the operator's gates were not begun yet, though there are some} */
  synchronized boolean owesOperatorsGates(Settings settings) {
    return !operatorsBegun && settings.hasOperatorsGates();
  }

  /** Logging comes up on its own thread while this one loads what a wait takes. */
  synchronized void beginLogging(boolean mayPrepareProcess) {
    if (logging == null && mayPrepareProcess) {
      logging = LoggingStart.begin(lines);
    }
  }

  private synchronized @Nullable LoggingStart logging() {
    return logging;
  }

  /** Not while a gate's bare connect is made, which needs no logging; but before any client. */
  private final class AwaitLogging implements BeforeClients {
    @Override
    public void await() throws InterruptedException {
      LoggingStart begun = logging();
      if (begun != null) {
        begun.await();
      }
    }
  }

  private void shortenNegativeDns(AnyGate<?>... gates) {
    if (logging() != null && gates.length > 0) { // else the process is not ours to prepare
      boolean shortened = NegativeDnsCache.shortenFor(gates);
      synchronized (this) {
        dnsShortened |= shortened;
      }
    }
  }

  private synchronized List<AnyGate<?>> operators(Settings settings, AnyGate<?>... gates) {
    operatorsBegun = true;
    List<AnyGate<?>> all = settings.operatorsGates(operators, gates);
    for (AnyGate<?> gate : all) {
      operators.put(gate.name(), gate);
    }
    return all;
  }

  private synchronized AnyGate<?>[] with(AnyGate<?>[] gates, Settings settings) {
    return and(and(gates, operators(settings, and(gates, background))), background);
  }

  private synchronized void forget(AnyGate<?>[] awaited) {
    background.removeAll(Arrays.asList(awaited));
  }

  /** Waits no longer for gates that nobody needs, as has turned out. */
  public void drop(AnyGate<?>... gates) {
    synchronized (this) {
      background.removeAll(Arrays.asList(gates));
    }
    Optional<GateEngine> running = engine();
    if (running.isPresent()) {
      running.get().drop(gates);
    }
  }

  /** {@return how the wait ends if it has failed} */
  FailedWait failure() {
    return new FailedWait(lifecycle, failures.get(), engine().orElse(null));
  }

  /**
   * A gate with other limits equals it: {@code await(db.deadline(..))} joins {@code db} in the
   * background.
   */
  private static AnyGate<?>[] and(AnyGate<?>[] gates, List<AnyGate<?>> more) {
    if (more.isEmpty()) {
      return gates;
    }
    List<AnyGate<?>> all = new ArrayList<>(Arrays.asList(gates));
    for (AnyGate<?> gate : more) {
      if (!all.contains(gate)) {
        all.add(gate);
      }
    }
    return all.toArray(new AnyGate<?>[0]);
  }

  /** One that has waited before all settings were known has those that are known by now. */
  private synchronized GateEngine engine(Settings settings) {
    Limits limits = settings.limits();
    WaitLimits known =
        new WaitLimits(
            limits.deadline(),
            limits.attempt(),
            limits.grace(),
            limits.fleet(),
            limits.hold(),
            limits.backoff());
    if (engine == null) {
      engine =
          new GateEngine(
              lifecycle.clock(), known, plan.retryRegistry(), lifecycle.dispatcher(), awaitLogging);
    } else {
      engine.limit(known);
    }
    engine.tell(
        new SettingOrigins(settings.seen()),
        new Surroundings(limits.fleet(), limits.releaseDeadLocks(), remembered));
    return engine;
  }

  synchronized Optional<GateEngine> engine() {
    return Optional.ofNullable(engine);
  }

  /** {@return where each gate stands, in the order in which they were awaited} */
  List<GateStatus> statuses() {
    Optional<GateEngine> running = engine();
    return running.isEmpty() ? List.of() : running.get().statuses();
  }

  /** {@return whether a required gate is not open, so that what fails may fail for lack of it} */
  boolean lacksGate() {
    for (GateStatus gate : statuses()) {
      if (!gate.optional() && gate.state() != State.OPEN) {
        return true;
      }
    }
    return false;
  }

  /** {@return whether a gate still keeps the start from going on} */
  boolean holdsUp() {
    Optional<GateEngine> running = engine();
    return running.isPresent() && running.get().holdsUp();
  }

  /** Looks at what is open again and again, until the end of the startup. */
  void keepChecking(Duration interval) {
    Optional<GateEngine> running = engine();
    if (running.isPresent() && !running.get().keepChecking(interval)) {
      lines.safeLine(
          Level.WARN,
          "what is open is not looked at again: this process could not start a thread. To do: raise"
              + " its limit of threads (ulimit -u, pids.max of the container)");
    }
  }

  /** Stops gates that are closed, and closes what they opened and nobody has asked for. */
  void close() {
    Optional<GateEngine> running = engine();
    if (running.isPresent()) {
      running.get().close(false);
    }
  }

  /** Gives back what was changed for the whole process. */
  synchronized void restoreProcess() {
    if (dnsShortened) {
      NegativeDnsCache.restore();
      dnsShortened = false;
    }
  }
}
