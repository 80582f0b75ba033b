package io.softstart.gate;

import io.softstart.diagnosis.Failure;
import io.softstart.diagnosis.FailureKind;
import io.softstart.event.StartupEvent;
import io.softstart.gate.GateStatus.State;
import io.softstart.redact.SafeCopy;
import io.softstart.time.Deadline;
import io.softstart.time.Ticker;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;

/**
 * The one loop: tries a gate until it opens, is given up, or the thread is interrupted. Runs once,
 * on a thread of its own.
 */
final class GateRunner<T> implements Runnable {
  private static final Duration FOR_EVER = Duration.ofDays(36_500);

  /** So many an optional gate gets before the startup goes on without it, if we are slow. */
  private static final int FAIR_ATTEMPTS = 3;

  private final Gate<T> gate;
  private final GateRecord<T> record;
  private final List<GateRunner<?>> prerequisites;
  private final Surroundings around;
  private final Runnable changed;
  private final CountDownLatch settled = new CountDownLatch(1);

  /**
   * Prepares the run.
   *
   * @param changed called after every change that may let the startup go on, or end it
   */
  GateRunner(
      Gate<T> gate, List<GateRunner<?>> prerequisites, Surroundings around, Runnable changed) {
    this.gate = gate;
    this.record = new GateRecord<>(gate, around.clock());
    this.prerequisites = prerequisites;
    this.around = around;
    this.changed = changed;
  }

  Gate<T> gate() {
    return gate;
  }

  GateRecord<T> record() {
    return record;
  }

  Recheck<T> recheck() {
    return new Recheck<>(gate, record, around);
  }

  /** {@return how busy what it opened is; empty if that is not known} */
  Optional<Pressure> pressure() {
    T opened = record.value();
    try {
      return opened == null ? Optional.empty() : gate.probe().pressure(opened);
    } catch (RuntimeException | LinkageError broken) { // a status shows what it can
      return Optional.empty();
    }
  }

  /** Whether the startup may go on as far as this gate is concerned. */
  boolean letsPass() {
    if (record.letsPass()) {
      return true;
    }
    // An optional gate behind one that the startup goes on without is gone on without too.
    if (gate.isOptional() && record.is(State.PENDING)) {
      for (GateRunner<?> prerequisite : prerequisites) {
        if (!prerequisite.record.is(State.OPEN) && prerequisite.letsPass()) {
          return true;
        }
      }
    }
    return false;
  }

  @Override
  public void run() {
    try {
      if (prerequisitesOpen()) {
        loop();
      }
    } catch (InterruptedException cancelled) {
      record.end(State.CANCELLED, null);
    } catch (RuntimeException | Error defect) { // ours or a listener's: never wait for ever
      Failure failure =
          Failure.of(
              FailureKind.MISCONFIGURED,
              "the gate itself failed: " + SafeCopy.of(defect),
              "this is a defect of softstart or of a Backoff; please report it with its trace");
      record.failed(failure, defect, false);
      record.end(State.FAILED, "it cannot go on");
    } finally {
      settled.countDown();
      changed.run();
    }
  }

  private boolean prerequisitesOpen() throws InterruptedException {
    for (GateRunner<?> prerequisite : prerequisites) {
      prerequisite.settled.await();
      if (!prerequisite.record.is(State.OPEN) && !prerequisite.gate.isAdvisory()) {
        block(prerequisite);
        return false;
      }
    }
    return true;
  }

  private void block(GateRunner<?> prerequisite) {
    String why = "it comes after " + prerequisite.gate.name() + ", which did not open";
    record.end(State.BLOCKED, why);
  }

  /** Ends the gate if it is not open; the thread that runs it is interrupted by its owner. */
  void cancel() {
    for (GateRunner<?> prerequisite : prerequisites) {
      if (prerequisite.record.is(State.FAILED) || prerequisite.record.is(State.BLOCKED)) {
        block(prerequisite);
      }
    }
    record.end(State.CANCELLED, null);
  }

  private void begin(long whole) {
    record.begin();
    tell(
        new StartupEvent.GateStarted(
            now(),
            gate.name(),
            gate.target(),
            gate.isOptional(),
            Duration.ofNanos(whole),
            gate.grace(around.limits())));
  }

  private void loop() throws InterruptedException {
    Ticker ticker = around.clock().ticker();
    Duration within = gate.policy().within();
    Deadline deadline = within == null ? around.deadline() : around.deadline().tightened(within);
    long whole = deadline.left();
    begin(whole);
    // held, the deadline slows the attempts down but does not end them
    Deadline end = gate.holds(around.limits()) ? Deadline.in(FOR_EVER, ticker) : deadline;
    Attempts<T> attempts = new Attempts<>(gate, around);
    try {
      tryUntilSettled(attempts, deadline, end, whole);
    } finally {
      attempts.end();
    }
  }

  private void tryUntilSettled(Attempts<T> attempts, Deadline deadline, Deadline end, long whole)
      throws InterruptedException {
    Ticker ticker = around.clock().ticker();
    boolean held = false;
    Retrying retrying = null;
    boolean refused = false;
    for (int number = 1; ; number++) {
      long from = ticker.read();
      record.attempting(number);
      Attempted<T> attempted = attempts.make(number, end, refused);
      if (attempted.succeeded()) {
        if (retrying != null) {
          retrying.succeeded();
        }
        opened(attempted, number);
        return;
      }
      if (retrying == null) {
        retrying = new Retrying(gate, around, whole);
      }
      long took = ticker.read() - from;
      Failure failure = retrying.diagnose(attempted);
      boolean slowOurselves = retrying.shortOfCpu();
      if (attempted.cut() || slowOurselves) {
        attempts.lengthen();
      }
      record.failed(failure, attempted.thrown(), attempted.ranOut(failure));
      Patience.Decision decision = retrying.decide(failure, attempted, took, deadline);
      String giveUp = decision.giveUp();
      if (giveUp == null) {
        record.pausing(Duration.ofNanos(decision.pause()), decision.held());
        failed(number, took, failure, decision.pause());
        if (!slowOurselves || number == FAIR_ATTEMPTS) {
          triedEnough();
        }
        if (decision.held() != null && !held) {
          held = true;
          tell(new StartupEvent.GateHeld(now(), gate.name(), failure, decision.held()));
        }
        ticker.sleep(decision.pause());
        giveUp = attempts.awaitRoom(end) ? null : "its attempts hang and the deadline has come";
      }
      if (giveUp != null) {
        givenUp(number, giveUp);
        return;
      }
      refused = failure.kind() == FailureKind.REFUSED;
    }
  }

  private void opened(Attempted<T> attempted, int number) {
    if (!record.open(attempted.value(), attempted.owned())) {
      attempted.owned().closeInBackground();
      return;
    }
    tell(new StartupEvent.GateOpened(now(), gate.name(), number, record.status().waited()));
  }

  private void failed(int number, long took, Failure failure, long pause) {
    Duration lasted = Duration.ofNanos(took);
    Duration next = Duration.ofNanos(pause);
    tell(new StartupEvent.AttemptFailed(now(), gate.name(), number, lasted, failure, next));
  }

  private void triedEnough() {
    if (record.hasTriedEnough()) {
      return;
    }
    if (gate.isOptional() && !gate.isAdvisory()) {
      tell(new StartupEvent.GateDegraded(now(), gate.name()));
    }
    record.triedEnough();
    changed.run();
  }

  private void givenUp(int number, String reason) {
    String why = gate.isHearsay() ? reason + "; the application's own client decides" : reason;
    record.end(State.FAILED, why);
    GateStatus status = record.status();
    tell(
        new StartupEvent.GateFailed(
            now(), gate.name(), number, status.waited(), status.lastFailure().orElseThrow(), why));
  }

  private void tell(StartupEvent event) {
    around.events().on(event);
  }

  private Duration now() {
    return around.clock().elapsed();
  }
}
