package io.softstart.gate.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.softstart.diagnosis.Failure;
import io.softstart.diagnosis.FailureKind;
import io.softstart.event.StartupEvent;
import io.softstart.event.StartupEvent.GateHeld;
import io.softstart.event.StartupEvent.Misbehaved;
import io.softstart.fence.NoThreads;
import io.softstart.gate.Attempt;
import io.softstart.gate.Backoff;
import io.softstart.gate.Gate;
import io.softstart.gate.GateStatus;
import io.softstart.gate.GateStatus.State;
import io.softstart.gate.Pressure;
import io.softstart.gate.Probe;
import io.softstart.gate.TestAttempt;
import io.softstart.net.Target;
import io.softstart.time.Deadline;
import io.softstart.time.Stopwatch;
import io.softstart.time.Ticker;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.net.ConnectException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What the library goes on without is told, once; and what it cannot go on without is thrown. */
@Timeout(60)
class MisbehavedTest {
  private final GateTrial trial = new GateTrial(Ticker.system());
  private final AtomicInteger calls = new AtomicInteger();
  private final CountDownLatch never = new CountDownLatch(1);

  @AfterEach
  void letGo() {
    never.countDown();
  }

  private Gate<Void> opensAfter(int failures) {
    return Gate.check(
        "db",
        attempt -> {
          if (calls.incrementAndGet() <= failures) {
            throw new ConnectException("Connection refused");
          }
        });
  }

  private void hang() {
    while (never.getCount() > 0) {
      try {
        never.await();
      } catch (InterruptedException deaf) {
        // goes on
      }
    }
  }

  @Test
  void aBackoffThatHangsIsToldOnceAndReplacedByThePaceThatFits() {
    Gate<Void> gate =
        opensAfter(3)
            .backoff(
                (failures, waited, random) -> {
                  hang();
                  return Duration.ZERO;
                });

    assertThat(trial.run(gate).state().status().state()).isEqualTo(State.OPEN);

    assertThat(trial.of(Misbehaved.class))
        .singleElement()
        .extracting(Misbehaved::what)
        .isEqualTo("its Backoff did not answer within 500 ms; the library's own pace serves");
  }

  @Test
  void aTargetThatHangsOrThrowsIsEmptyForEveryoneWhoAsks() {
    Gate<String> hangs = Gate.of("hangs", new Telling(this::hang));
    Gate<String> throwing =
        Gate.of(
            "throws",
            new Telling(
                () -> {
                  throw new StackOverflowError();
                }));

    assertThat(hangs.target()).isEmpty();
    assertThat(throwing.target()).isEmpty();
    assertThat(trial.run(throwing).state().status().state()).isEqualTo(State.OPEN);
    assertThat(trial.of(Misbehaved.class))
        .singleElement()
        .extracting(Misbehaved::what)
        .isEqualTo("its target() threw java.lang.StackOverflowError");
  }

  @Test
  void aTargetIsReadOnceForAllWhoAsk() {
    Gate<String> gate = Gate.of("db", new Telling(calls::incrementAndGet));

    assertThat(gate.target()).contains(Target.of("tcp", "somewhere", 1));
    trial.run(gate.grace(Duration.ZERO));

    assertThat(calls).hasValue(1);
  }

  @Test
  void aPressureThatThrowsIsToldOnce() {
    GateRunner<String> runner = trial.run(Gate.of("db", new Telling(() -> {})));

    for (int i = 0; i < 2; i++) {
      runner.pressure().ask();
      assertThat(runner.pressure().answer(Deadline.in(Duration.ofSeconds(20), Ticker.system())))
          .isEmpty();
    }

    trial.context().events().flush();
    assertThat(runner.state().status().state()).isEqualTo(State.OPEN);
    flushed(runner);
    assertThat(trial.of(Misbehaved.class))
        .singleElement()
        .extracting(Misbehaved::what)
        .isEqualTo("its pressure() threw java.lang.IllegalStateException");
  }

  /** Waits until the queue of this runner has told everything. */
  private void flushed(GateRunner<?> runner) {
    while (trial.of(Misbehaved.class).isEmpty()) {
      Thread.onSpinWait();
    }
  }

  @Test
  void aCloseThatThrowsAfterAFailureIsToldOnce() {
    Gate<String> gate =
        Gate.of(
            "db",
            attempt -> {
              attempt.own(
                  () -> {
                    throw new IOException("broken");
                  });
              if (calls.incrementAndGet() < 3) {
                throw new ConnectException("Connection refused");
              }
              return "open";
            });

    trial.run(gate);

    assertThat(trial.of(Misbehaved.class))
        .singleElement()
        .extracting(Misbehaved::what)
        .isEqualTo("close() of what an attempt opened threw java.io.IOException");
  }

  @Test
  void heldThreeAttemptsThatHangSayItOnceAndTheGateGoesOnWhenOneEnds() throws Exception {
    FakeTicker ticker = new FakeTicker();
    GateTrial held = new GateTrial(ticker);
    held.hold = true;
    Semaphore begun = new Semaphore(0);
    Gate<Void> gate =
        Gate.check(
            "db",
            attempt -> {
              if (calls.incrementAndGet() <= 3) {
                ticker.hang();
                begun.release();
                hang();
              }
            });
    GateRunner<Void> runner = held.prepared(gate);
    Thread loop = new Thread(runner);
    loop.start();
    begun.acquire(3);
    while (held.of(GateHeld.class).stream().noneMatch(e -> e.why().contains("hear no"))) {
      Thread.onSpinWait();
    }
    assertThat(runner.state().status().isHeld()).isTrue();
    assertThat(calls).hasValue(3);

    never.countDown();
    loop.join(TimeUnit.SECONDS.toMillis(20));

    assertThat(runner.state().status().state()).isEqualTo(State.OPEN);
    assertThat(held.of(GateHeld.class).stream().filter(e -> e.why().contains("hear no")))
        .singleElement()
        .extracting(GateHeld::why)
        .isEqualTo("3 attempts hang and hear no interrupt; the gate goes on when one ends");
  }

  @Test
  void fiveRefusedLooksSayWhyTheGateStaysLost() throws Exception {
    FakeTicker ticker = new FakeTicker();
    GateTrial open = new GateTrial(ticker);
    Gate<Void> gate =
        Gate.check(
            "db",
            attempt -> {
              if (attempt.isLook() || calls.incrementAndGet() > 1) {
                throw attempt.notReady(Failure.of(FailureKind.DENIED, "denied", "fix it"));
              }
            });
    GateRunner<Void> runner = open.run(gate);
    OpenGateCheck<Void> check = runner.check();
    while (runner.state().status().why().filter(why -> why.contains("refused")).isEmpty()) {
      ticker.advance(Duration.ofMinutes(2));
      check.make();
    }
    assertThat(runner.state().status().state()).isEqualTo(State.LOST);
    assertThat(runner.state().status().why().orElseThrow())
        .isEqualTo(
            "5 logins were refused; more might lock the account, so that none follows until a"
                + " restart");
  }

  private GateEngine engine(Duration deadline) {
    return new GateEngine(
        new Stopwatch(Ticker.system()),
        new WaitLimits(deadline, Duration.ofSeconds(10), Duration.ofSeconds(30), 1, false, null),
        null,
        event -> {});
  }

  @Test
  void awaitThrowsTheErrorOfAProbeAfterEverythingWasClosed() throws Exception {
    CountDownLatch opened = new CountDownLatch(1);
    CountDownLatch closed = new CountDownLatch(1);
    Gate<AutoCloseable> first =
        Gate.of(
            "first",
            attempt -> {
              AutoCloseable session = attempt.own(closed::countDown);
              opened.countDown();
              return session;
            });
    OutOfMemoryError full = new OutOfMemoryError("Java heap space");
    Gate<Void> second =
        Gate.<Void>of(
                "second",
                attempt -> {
                  throw full;
                })
            .after(first);

    GateEngine engine = engine(Duration.ofSeconds(20));
    assertThatThrownBy(() -> engine.await(first, second)).isSameAs(full);

    assertThat(opened.getCount()).isZero();
    assertThat(closed.await(10, TimeUnit.SECONDS)).isTrue();
  }

  @Test
  void awaitThrowsTheErrorOfAProbeAlsoWhereTheProcessIsHeldAlive() {
    for (boolean hold : new boolean[] {false, true}) {
      StackOverflowError deep = new StackOverflowError();
      Gate<Void> gate =
          Gate.check(
              "deep",
              attempt -> {
                throw deep;
              });
      Gate<Void> slow = Gate.check("slow", attempt -> never.await());
      WaitLimits limits =
          new WaitLimits(
              Duration.ofSeconds(30), Duration.ofSeconds(20), Duration.ZERO, 1, hold, null);
      GateEngine engine = new GateEngine(new Stopwatch(Ticker.system()), limits, null, event -> {});
      assertThatThrownBy(() -> engine.await(gate, slow)).isSameAs(deep);
      assertThat(engine.statuses().get(1).state()).isEqualTo(State.CANCELLED);
    }
  }

  @Test
  void anErrorOfAnOptionalProbeFailsItsGateAndNothingElse() throws Exception {
    for (Error error : List.of(new StackOverflowError(), new OutOfMemoryError("Java heap space"))) {
      for (boolean hold : new boolean[] {false, true}) {
        CountDownLatch failed = new CountDownLatch(1);
        Gate<Void> gate =
            Gate.check(
                "recommendations",
                attempt -> {
                  throw error;
                });
        WaitLimits limits =
            new WaitLimits(
                Duration.ofSeconds(30), Duration.ofSeconds(20), Duration.ZERO, 1, hold, null);
        List<StartupEvent.GateFailed> told = new CopyOnWriteArrayList<>();
        GateEngine engine =
            new GateEngine(
                new Stopwatch(Ticker.system()),
                limits,
                null,
                event -> {
                  if (event instanceof StartupEvent.GateFailed end) {
                    told.add(end);
                    failed.countDown();
                  }
                });
        Gate<Void> db = Gate.check("db", attempt -> failed.await());

        assertThat(engine.await(gate.optional(), db)).isPresent();

        assertThat(told).hasSize(1);
        assertThat(engine.statuses())
            .extracting(GateStatus::state)
            .containsExactly(State.FAILED, State.OPEN);
        assertThat(engine.statuses().get(0).why())
            .hasValueSatisfying(why -> assertThat(why).contains("error"));
        assertThat(engine.statuses().get(0).attempts()).isOne();
        engine.close(true);
      }
    }
  }

  @Test
  void pressuresThatHangCostOneLimitTogether() throws Exception {
    GateEngine engine = engine(Duration.ofSeconds(20));
    Gate<?>[] gates = new Gate<?>[8];
    for (int i = 0; i < gates.length; i++) {
      gates[i] = Gate.of("db" + i, new Busy(this::hang));
    }
    assertThat(engine.await(gates)).isPresent();
    Stopwatch clock = new Stopwatch(Ticker.system());

    assertThat(engine.pressures()).isEmpty();

    assertThat(clock.elapsed()).isLessThan(Duration.ofSeconds(1));
    engine.close(true);
  }

  private record Busy(Runnable whenAsked) implements Probe<String> {
    @Override
    public String open(Attempt attempt) {
      return "open";
    }

    @Override
    public Optional<Pressure> pressure(String opened) {
      whenAsked.run();
      return Optional.empty();
    }
  }

  @Test
  void aGateAndItsAttemptsThatGetNoThreadAreTriedAgain() throws Exception {
    AtomicInteger refused = new AtomicInteger();
    try (NoThreads none =
        new NoThreads(
            name ->
                (name.equals("softstart-short") && refused.incrementAndGet() <= 2)
                    || (name.equals("softstart-short-1") && refused.incrementAndGet() > 0))) {
      assertThat(none).isNotNull();
      GateEngine engine = engine(Duration.ofSeconds(20));
      Gate<Void> gate = Gate.check("short", attempt -> {});

      assertThat(engine.await(gate)).isPresent();

      GateStatus status = engine.statuses().get(0);
      assertThat(status.attempts()).isEqualTo(2);
      assertThat(status.lastFailure().orElseThrow().kind()).isEqualTo(FailureKind.OVERLOADED);
      engine.close(true);
    }
  }

  @Test
  void gatesThatNeverGetAThreadEndAtTheDeadlineLikeOthers() throws Exception {
    try (NoThreads none = new NoThreads(name -> true)) {
      assertThat(none).isNotNull();
      GateEngine engine = engine(Duration.ofMillis(300));
      Gate<Void> first = Gate.check("first", attempt -> {});

      assertThat(engine.await(first, Gate.check("second", attempt -> {}).after(first))).isEmpty();

      for (GateStatus status : engine.statuses()) {
        assertThat(status.state()).isEqualTo(State.FAILED);
        assertThat(status.lastFailure().orElseThrow().kind()).isEqualTo(FailureKind.OVERLOADED);
      }
    }
  }

  @Test
  void looksThatGetNoThreadEndNothing() throws Exception {
    GateEngine engine = engine(Duration.ofSeconds(20));
    assertThat(engine.await(Gate.check("db", attempt -> {}))).isPresent();
    try (NoThreads none = new NoThreads(name -> name.equals("softstart-checking"))) {
      assertThat(none).isNotNull();
      assertThat(engine.keepChecking(Duration.ofSeconds(1))).isFalse();
    }
    assertThat(engine.keepChecking(Duration.ofSeconds(1))).isTrue();
    engine.close(true);
  }

  @Test
  void whatThrewIsNotOpenAlsoWhereItCannotBeDiagnosed() throws Exception {
    GateEngine engine = engine(Duration.ofMillis(500));
    Attempt.NotReady withoutFailure =
        copied(TestAttempt.of(Duration.ofSeconds(1)).notYet("not yet")); // it is transient
    Gate<String> gate =
        Gate.of(
            "copied",
            attempt -> {
              throw withoutFailure;
            });

    assertThat(engine.await(gate)).isEmpty();

    GateStatus status = engine.statuses().get(0);
    assertThat(status.state()).isEqualTo(State.FAILED);
    assertThat(status.lastFailure().orElseThrow().reason()).contains("its diagnosis failed with");
  }

  private static Attempt.NotReady copied(Attempt.NotReady thrown) throws Exception {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
      out.writeObject(thrown);
    }
    try (ObjectInputStream in =
        new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
      return (Attempt.NotReady) in.readObject();
    }
  }

  @Test
  void noAttemptBeginsOnceTheEngineIsClosed() throws Exception {
    GateEngine engine = engine(Duration.ofSeconds(20));
    engine.begin(opensAfter(Integer.MAX_VALUE).backoff(Backoff.fixed(Duration.ofMillis(1))));
    while (calls.get() < 3) {
      Thread.onSpinWait();
    }
    engine.close(true);
    int atClose = calls.get();
    Ticker.system().sleep(100_000_000);
    assertThat(calls.get()).isLessThanOrEqualTo(atClose + 1); // one may just have begun
    assertThat(engine.statuses().get(0).state()).isEqualTo(State.CANCELLED);
  }

  /** Opens at once; its target is found by code of a test, and its pressure is not known. */
  private record Telling(Runnable whenAsked) implements Probe<String> {
    @Override
    public String open(Attempt attempt) {
      return "open";
    }

    @Override
    public Optional<Target> target() {
      whenAsked.run();
      return Optional.of(Target.of("tcp", "somewhere", 1));
    }

    @Override
    public Optional<Pressure> pressure(String opened) {
      throw new IllegalStateException("not known");
    }
  }
}
