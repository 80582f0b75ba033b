package io.softstart.gate.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.softstart.diagnosis.Failure;
import io.softstart.diagnosis.FailureKind;
import io.softstart.gate.Gate;
import io.softstart.gate.GateStatus.State;
import io.softstart.time.Ticker;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A look at an open gate is an attempt without side effects. */
@Timeout(60)
class LookTest {
  private final FakeTicker ticker = new FakeTicker();
  private final GateTrial trial = new GateTrial(ticker);

  @Test
  void aLookSaysThatItIsOne() throws Exception {
    List<Boolean> looks = new CopyOnWriteArrayList<>();
    GateRunner<Void> runner =
        trial.run(Gate.check("db", attempt -> looks.add(attempt.isLook())).successThreshold(2));
    runner.check().make();
    assertThat(looks).containsExactly(false, true, true);
  }

  @Test
  void refusedLoginsOfLooksAreAMinuteApartAndFiveInAll() throws Exception {
    List<Duration> at = new CopyOnWriteArrayList<>();
    Gate<Void> gate =
        Gate.check(
            "db",
            attempt -> {
              if (attempt.isLook()) {
                at.add(trial.clock.elapsed());
                throw attempt.notReady(Failure.of(FailureKind.DENIED, "denied", "mend it"));
              }
            });
    GateRunner<Void> runner = trial.run(gate);
    OpenGateCheck<Void> check = runner.check();
    for (int second = 0; second < 3_600; second++) {
      check.make();
      ticker.advance(Duration.ofSeconds(1));
    }
    assertThat(at).hasSize(5);
    for (int i = 1; i < at.size(); i++) {
      assertThat(at.get(i).minus(at.get(i - 1))).isGreaterThanOrEqualTo(Duration.ofMinutes(1));
    }
    assertThat(runner.state().status().state()).isEqualTo(State.LOST);
  }

  @Test
  void whatALookKeepsIsClosedWithTheGate() throws Exception {
    CountDownLatch closed = new CountDownLatch(1);
    Gate<Void> gate =
        Gate.check(
            "topics",
            attempt -> {
              if (attempt.isLook()) {
                attempt.keep(closed::countDown);
              }
            });
    GateRunner<Void> runner = trial.run(gate);
    runner.check().make();
    assertThat(closed.getCount()).isOne();
    runner.cancel();
    assertThat(closed.await(10, TimeUnit.SECONDS)).isTrue();
  }

  @Test
  void aLookThatHangsIsNotTheLastOne() throws Exception {
    GateTrial real = new GateTrial(Ticker.system());
    real.attempt = Duration.ofMillis(100);
    AtomicInteger looks = new AtomicInteger();
    CountDownLatch closed = new CountDownLatch(1);
    Gate<Void> gate =
        Gate.check(
            "db",
            attempt -> {
              if (attempt.isLook() && looks.incrementAndGet() == 1) {
                attempt.own(closed::countDown);
                while (closed.getCount() > 0) {
                  try {
                    closed.await();
                  } catch (InterruptedException ignored) {
                    // as a blocking socket does
                  }
                }
                throw new IllegalStateException("socket closed");
              }
            });
    GateRunner<Void> runner = real.run(gate);
    OpenGateCheck<Void> check = runner.check();
    check.make();
    assertThat(runner.state().status().state()).isEqualTo(State.LOST);
    assertThat(closed.await(10, TimeUnit.SECONDS)).as("closed at its cut").isTrue();
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
    while (runner.state().is(State.LOST) && System.nanoTime() < end) {
      check.make();
      Thread.onSpinWait();
    }
    assertThat(runner.state().status().state()).isEqualTo(State.OPEN);
  }

  @Test
  void aLookThatHangsForEverIsFollowedByAnotherAfterHalfAMinute() throws Exception {
    AtomicInteger looks = new AtomicInteger();
    CountDownLatch never = new CountDownLatch(1);
    Gate<Void> gate =
        Gate.check(
            "db",
            attempt -> {
              if (attempt.isLook() && looks.incrementAndGet() == 1) {
                ticker.hang();
                while (never.getCount() > 0) {
                  try {
                    never.await();
                  } catch (InterruptedException ignored) {
                    // hangs on
                  }
                }
              }
            });
    OpenGateCheck<Void> check = trial.run(gate).check();
    check.make();
    check.make();
    assertThat(looks).hasValue(1);
    ticker.advance(Duration.ofSeconds(31));
    check.make();
    assertThat(looks).hasValue(2);
    never.countDown();
  }
}
