package io.softstart.gate.engine;

import io.softstart.diagnosis.Failure;
import io.softstart.diagnosis.FailureKind;
import io.softstart.gate.Backoff;
import io.softstart.gate.GateStatus.State;
import io.softstart.time.Deadline;
import io.softstart.time.Ticker;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.DoubleSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The one loop: tries a gate until it opens, is given up, or the thread is interrupted. Runs once,
 * on a thread of its own, on which no code runs that is not ours.
 */
final class GateRunner<T> implements Runnable {
  private static final Duration FOR_EVER = Duration.ofDays(36_500);

  /** So many an optional gate gets before the startup goes on without it, if we are slow. */
  private static final int FAIR_ATTEMPTS = 3;

  private final GateSpec<T> gate;
  private final GateState<T> state;
  private final WaitContext context;
  private final Runnable changed;
  private final GateEvents events;
  private final AttemptRunner<T> attempts;
  private final AttemptsInFlight inFlight;
  private final boolean usesClient;
  private @Nullable TcpPrecheck precheck;
  private @Nullable WhenOpen<T> callbacks;
  private @Nullable PressureReader<T> pressure;
  private @Nullable FailureDetails details;
  private boolean resumed;
  private volatile @Nullable Throwable fatal;

  /**
   * Prepares the run.
   *
   * @param changed called after every change that may let the startup go on, or end it
   */
  GateRunner(
      GateSpec<T> gate, List<GateState<?>> prerequisites, WaitContext context, Runnable changed) {
    this.gate = gate;
    this.state = new GateState<>(gate, prerequisites, context.clock());
    this.context = context;
    this.changed = changed;
    this.events = new GateEvents(gate, context);
    this.attempts = new AttemptRunner<>(gate, context, events);
    this.inFlight = attempts.inFlight();
    this.usesClient = !OwnProbes.isBare(gate.probe());
  }

  @Override
  public void run() {
    try {
      state.aims(gate.facts().target(context.loader()));
      events.misbehaved("target", gate.facts().misbehaved());
      precheck = TcpPrecheck.of(gate, context, events, attempts.diagnosers());
      if (state.awaitPrerequisites()) {
        loop();
      }
    } catch (InterruptedException cancelled) {
      state.end(State.CANCELLED, null);
    } catch (Throwable defect) { // of ours: never wait for ever
      died(defect);
    } finally {
      if (!state.wasOpened()) {
        attempts.end();
      }
      state.settle();
      changed.run();
      if (callbacks != null) {
        callbacks.call(context.loader(), context.events());
      }
      context.unclosed().closeHere(); // nobody waits for this thread any more
    }
  }

  private void loop() throws InterruptedException {
    Duration own = gate.policy().deadline();
    Deadline deadline = own == null ? context.deadline() : context.deadline().tightened(own);
    long whole = deadline.left();
    if (!state.begin()) {
      return;
    }
    events.started(state.target(), Duration.ofNanos(whole));
    // held, the deadline slows the attempts down but does not end them
    boolean hold = gate.holds(context.limits());
    Deadline end = hold ? Deadline.in(FOR_EVER, ticker()) : deadline;
    GiveUpPolicy policy = policy(whole);
    FailureKind kind = null;
    DoubleSupplier chance = context.random();
    for (int number = 1; ; number++) {
      long from = ticker().read();
      state.attempting(number);
      boolean last = end.left() <= policy.lastCall() || number >= gate.policy().attempts();
      AttemptResult<T> result = last ? null : closed(number, kind, end);
      if (result == null) {
        if (usesClient) {
          context.clients().await();
        }
        from = ticker().read();
        result = attempts.open(number, end);
      }
      if (result.succeeded()) {
        opened(result, number);
        return;
      }
      Failure failure = diagnosed(result);
      kind = failure.kind();
      long took = ticker().read() - from;
      long left = left(deadline, result, policy);
      Decision decision = policy.after(failure, ticker().read(), took, left, chance.getAsDouble());
      if (Diagnosers.isFatal(result.thrown())) {
        fatal = result.thrown();
        decision = new Decision.GiveUp("this process has met an error that nothing can wait for");
      }
      boolean goesOn = goesOn(decision, number, took, failure);
      boolean room = false;
      while (goesOn && !room) {
        Failure late = inFlight.lateRefusal();
        if (late != null) {
          state.failed(late, null, false);
          decision =
              policy.afterLateRefusal(late, ticker().read(), deadline.left(), chance.getAsDouble());
          goesOn = goesOn(decision, number, took, late);
        } else if (!inFlight.awaitRoom(end, () -> heldUp(hold, failure))) {
          givenUp(number, inFlight.hanging() + " and the deadline has come");
          return;
        } else {
          room = !inFlight.wasRefusedLate(); // by one that has ended while room was awaited
        }
      }
      if (!goesOn) {
        return;
      }
    }
  }

  /** Only where the process is held alive does nothing else say it. */
  private void heldUp(boolean hold, Failure failure) {
    if (hold && !gate.policy().optional()) {
      String why = inFlight.hanging() + "; the gate goes on when one ends";
      state.pausing(Duration.ZERO, why);
      events.heldUp(failure, why);
    }
  }

  /** What a bare connect finds out, if one is due; null where the client is to make the attempt. */
  private @Nullable AttemptResult<T> closed(int number, @Nullable FailureKind last, Deadline end)
      throws InterruptedException {
    if (precheck == null || !precheck.isDue(number, last)) {
      return null;
    }
    long left = Math.min(end.left(), Deadline.nanos(attempts.limit()));
    TcpPrecheck.Closed found = precheck.closed(Duration.ofNanos(Math.max(1, left)));
    return found == null ? null : attempts.closed(found);
  }

  /** Does what was decided; returns whether another attempt follows. */
  private boolean goesOn(Decision decision, int number, long took, Failure failure)
      throws InterruptedException {
    if (decision instanceof Decision.GiveUp end) {
      givenUp(number, end.why());
      return false;
    }
    Decision.Hold held = decision instanceof Decision.Hold hold ? hold : null;
    long pause = held == null ? ((Decision.GoOn) decision).pause() : held.pause();
    String why = held == null || gate.policy().optional() ? null : held.why();
    state.pausing(Duration.ofNanos(pause), why);
    attemptFailed(number, took, failure, pause);
    if (why != null) {
      events.held(failure, why);
    }
    ticker().sleep(pause);
    return true;
  }

  private GiveUpPolicy policy(long whole) {
    Backoff own = gate.policy().backoff();
    Backoff pause = own == null ? context.limits().backoff() : own;
    UserBackoff asked =
        pause == null ? null : new UserBackoff(pause, gate.name(), context.loader(), events);
    return new GiveUpPolicy(gate, context.limits(), asked, attempts.logins(), whole);
  }

  private Failure diagnosed(AttemptResult<T> result) throws InterruptedException {
    if (details == null) {
      details = new FailureDetails(context.settings());
    }
    TcpPrecheck reach = inFlight.hasRoom() ? precheck : null; // never a fourth that hangs
    Failure failure = details.of(result, reach, state.target());
    if (result.cut() || details.lackedCpu()) {
      attempts.lengthen();
    }
    state.failed(failure, result.thrown(), result.ranOut());
    return failure;
  }

  private long left(Deadline deadline, AttemptResult<T> result, GiveUpPolicy policy) {
    if (result.suspended() && !resumed) {
      // What a suspended attempt saw is too old to fail on: one more, even past the deadline.
      resumed = true;
      return Math.max(deadline.left(), policy.lastCall() + 1);
    }
    return deadline.left();
  }

  private void opened(AttemptResult<T> result, int number) {
    List<Consumer<? super T>> owed = state.open(result.value(), result.owned());
    if (owed == null) {
      result.owned().close();
      return;
    }
    attempts.opened();
    events.opened(number, state.status().waited());
    T value = result.value();
    callbacks = value == null ? null : new WhenOpen<>(gate.name(), value, owed);
  }

  private void attemptFailed(int number, long took, Failure failure, long pause) {
    events.attemptFailed(number, took, failure, pause);
    if (precheck != null) {
      precheck.preload();
    }
    boolean slowOurselves = details != null && details.lackedCpu();
    boolean enough = !slowOurselves || number == FAIR_ATTEMPTS;
    if (enough && !state.hasTriedEnough()) {
      if (gate.isOptional() && !gate.advisory()) {
        events.degraded();
      }
      state.triedEnough();
      changed.run();
    }
  }

  private void givenUp(int number, String reason) {
    String why = gate.isHearsay() ? reason + "; the application's own client decides" : reason;
    state.end(State.FAILED, why);
    events.failed(number, state.status(), why);
  }

  /** Gives it up instead of running it: the system had no thread for it until the deadline. */
  void neverRan() {
    state.failed(Diagnosers.noThread(), null, false);
    givenUp(0, "the deadline has come");
    attempts.end();
    state.settle();
    changed.run();
  }

  private void died(Throwable defect) {
    fatal = Diagnosers.isFatal(defect) ? defect : null;
    if (state.isClosedYet()) {
      state.failed(Diagnosers.ownDefect(defect), defect, false);
      givenUp(Math.max(1, state.status().attempts()), "it cannot go on");
    }
    String title = "the loop of gate '" + gate.name() + "' ended";
    Uncaught.report(new IllegalStateException(title, defect));
  }

  GateSpec<T> gate() {
    return gate;
  }

  GateState<T> state() {
    return state;
  }

  /**
   * {@return an error of the virtual machine that a required gate has met, and that ends the wait;
   * or null} An optional gate fails by it and nothing else does.
   */
  @Nullable Error fatal() {
    return fatal instanceof Error error && !gate.isOptional() ? error : null;
  }

  /** Whether it ends the wait for all. */
  boolean endsTheWait() {
    boolean failed = state.is(State.FAILED) || state.is(State.BLOCKED);
    // held, a failed one stays failed and visible
    return fatal() != null || (failed && !gate.isOptional() && !context.limits().hold());
  }

  OpenGateCheck<T> check() {
    return new OpenGateCheck<>(state, attempts, context, events);
  }

  /** {@return what asks how busy it is that the gate has opened} */
  synchronized PressureReader<T> pressure() {
    if (pressure == null) {
      pressure = new PressureReader<>(gate, state, context.loader(), events);
    }
    return pressure;
  }

  /** Ends the gate if it is not open; the thread that runs it is interrupted by its owner. */
  void cancel() {
    state.cancel();
    attempts.end();
  }

  private Ticker ticker() {
    return context.clock().ticker();
  }
}
