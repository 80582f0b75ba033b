package io.softstart.gate.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.softstart.RecordingListener;
import io.softstart.client.BeforeClients;
import io.softstart.diagnosis.Failure;
import io.softstart.diagnosis.FailureKind;
import io.softstart.event.StartupEvent.GateLost;
import io.softstart.event.StartupEvent.GateRegained;
import io.softstart.gate.Attempt;
import io.softstart.gate.Backoff;
import io.softstart.gate.Gate;
import io.softstart.gate.GateStatus;
import io.softstart.gate.GateStatus.State;
import io.softstart.gate.OpenGates;
import io.softstart.gate.Probe;
import io.softstart.time.Deadline;
import io.softstart.time.Stopwatch;
import io.softstart.time.Ticker;
import java.io.IOException;
import java.net.ConnectException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What becomes of an open gate that is looked at again, on a fake clock. */
@Timeout(60)
class OpenGateCheckTest {
  private final FakeTicker ticker = new FakeTicker();
  private final Stopwatch clock = new Stopwatch(ticker);
  private final RecordingListener events = new RecordingListener();
  private final AtomicInteger looks = new AtomicInteger();
  private final CountDownLatch closed = new CountDownLatch(1);
  private final EventQueue queue = new EventQueue(null, events);
  private volatile Exception fault;

  private <T> GateRunner<T> opened(Gate<T> gate) {
    GateRunner<T> runner = runner(gate);
    runner.run();
    assertThat(runner.state().status().state()).isEqualTo(State.OPEN);
    return runner;
  }

  private <T> GateRunner<T> runner(Gate<T> gate) {
    WaitContext around =
        new WaitContext(
            clock,
            Deadline.in(Duration.ofHours(1), ticker),
            new WaitLimits(
                Duration.ofHours(1),
                Duration.ofSeconds(10),
                Duration.ofSeconds(30),
                1,
                false,
                null),
            null,
            () -> 0.5,
            queue,
            new Unclosed(),
            BeforeClients.NOTHING);
    return new GateRunner<>(GateInternals.spec(gate), List.of(), around, () -> {});
  }

  /** Opens a pool once, and looks through it afterwards. */
  private final class Pool implements Probe<String> {
    @Override
    public String open(Attempt attempt) throws Exception {
      if (looks.get() > 0) {
        throw new IOException("opened a second time");
      }
      return "pool";
    }

    @Override
    public void recheck(String opened, Attempt attempt) throws Exception {
      assertThat(opened).isEqualTo("pool");
      looks.incrementAndGet();
      if (fault != null) {
        throw fault;
      }
    }
  }

  @Test
  void itLooksThroughWhatWasOpenedAndTellsNewsOnce() throws Exception {
    GateRunner<String> runner = opened(Gate.of("db", new Pool()));
    OpenGateCheck<String> check = runner.check();
    look(check);
    assertThat(runner.state().status().state()).isEqualTo(State.OPEN);
    assertThat(events.of(GateRegained.class)).isEmpty();

    fault = new ConnectException("Connection refused");
    look(check);
    look(check);
    GateStatus lost = runner.state().status();
    assertThat(lost.state()).isEqualTo(State.LOST);
    assertThat(lost.lastFailure().orElseThrow().kind()).isEqualTo(FailureKind.REFUSED);
    assertThat(events.of(GateLost.class)).hasSize(1);
    assertThat(runner.state().fetch()).as("it stays the application's").contains("pool");

    fault = null;
    look(check);
    look(check);
    assertThat(runner.state().status().state()).isEqualTo(State.OPEN);
    assertThat(events.of(GateRegained.class)).hasSize(1);
    assertThat(looks).hasValue(5);
  }

  /** None is made while the thread of the last one is just ending. */
  private void look(OpenGateCheck<?> check) throws InterruptedException {
    int before = looks.get();
    while (looks.get() == before) {
      ticker.advance(Duration.ofSeconds(30));
      check.make();
    }
    queue.flush();
  }

  @Test
  void aGateThatOpensNothingIsTriedOnceMoreAndWhatItOwnedIsClosed() throws Exception {
    AutoCloseable socket = closed::countDown;
    Probe<Void> visit =
        attempt -> {
          looks.incrementAndGet();
          attempt.own(socket);
          if (fault != null) {
            throw fault;
          }
          return null;
        };
    GateRunner<Void> runner = opened(Gate.of("api", visit));
    runner.check().make();
    assertThat(looks).hasValue(2);
    assertThat(closed.await(10, TimeUnit.SECONDS)).as("that of the second visit").isTrue();
    fault = new ConnectException("Connection refused");
    runner.check().make();
    assertThat(runner.state().status().state()).isEqualTo(State.LOST);
  }

  @Test
  void aGateThatIsNotOpenIsLeftToItsLoop() throws Exception {
    GateRunner<String> runner = runner(Gate.of("db", new Pool()));
    runner.check().make();
    assertThat(looks).hasValue(0);
    assertThat(runner.state().status().state()).isEqualTo(State.PENDING);
  }

  @Test
  void aLookThatHangsIsLostAndNotJoinedByAnother() throws Exception {
    CountDownLatch released = new CountDownLatch(1);
    Probe<String> hanging =
        new Probe<>() {
          @Override
          public String open(Attempt attempt) {
            return "pool";
          }

          @Override
          public void recheck(String opened, Attempt attempt) {
            looks.incrementAndGet();
            ticker.hang();
            boolean interrupted = false;
            while (released.getCount() > 0) { // as drivers do that ignore interrupts
              try {
                released.await();
              } catch (InterruptedException e) {
                interrupted = true;
              }
            }
            assertThat(interrupted).isTrue();
          }
        };
    GateRunner<String> runner = opened(Gate.of("db", hanging));
    OpenGateCheck<String> check = runner.check();
    check.make();
    GateStatus lost = runner.state().status();
    assertThat(lost.state()).isEqualTo(State.LOST);
    assertThat(lost.lastFailure().orElseThrow().kind()).isEqualTo(FailureKind.TIMED_OUT);
    assertThat(lost.lastFailure().orElseThrow().reason()).isEqualTo("no answer within 10 s");
    check.make();
    assertThat(looks).as("the first one hangs still").hasValue(1);
    released.countDown();
  }

  @Test
  void roundsGoOnUntilTheyAreInterrupted() throws Exception {
    GateRunner<String> runner = opened(Gate.of("db", new Pool()));
    fault = new ConnectException("Connection refused");
    Thread thread =
        new Thread(
            new OpenGateChecks(
                List.of(runner.check()), Duration.ofSeconds(7), ticker, new Unclosed()));
    thread.start();
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
    while (looks.get() < 3 && System.nanoTime() < end) {
      Thread.onSpinWait();
    }
    thread.interrupt();
    thread.join(TimeUnit.SECONDS.toMillis(30));
    assertThat(thread.isAlive()).isFalse();
    assertThat(looks.get()).isGreaterThanOrEqualTo(3);
    assertThat(ticker.pauses()).contains(Duration.ofSeconds(7));
    assertThat(runner.state().status().state()).isEqualTo(State.LOST);
  }

  @Test
  void aRefusalOfAnAttemptBeforeTheGateOpenedIsOldNews() throws Exception {
    GateTrial real = new GateTrial(Ticker.system());
    real.attempt = Duration.ofMillis(50);
    CountDownLatch opened = new CountDownLatch(1);
    CountDownLatch refused = new CountDownLatch(1);
    Gate<Void> gate =
        Gate.check(
                "db",
                attempt -> {
                  if (attempt.number() == 1 && !attempt.isLook()) {
                    boolean over = false;
                    while (!over) { // hears no interrupt, and ends once the next has opened
                      try {
                        over = opened.await(20, TimeUnit.SECONDS);
                      } catch (InterruptedException ignored) {
                        opened.countDown();
                      }
                    }
                    refused.countDown();
                    throw attempt.notReady(Failure.of(FailureKind.DENIED, "denied", "mend it"));
                  }
                  looks.incrementAndGet();
                })
            .backoff(Backoff.fixed(Duration.ofMillis(1)));
    GateRunner<Void> runner = real.run(gate);
    assertThat(runner.state().status().state()).isEqualTo(State.OPEN);
    assertThat(refused.await(20, TimeUnit.SECONDS)).isTrue();

    runner.check().make();

    assertThat(real.of(GateLost.class)).isEmpty();
    assertThat(runner.state().status().state()).isEqualTo(State.OPEN);
  }

  @Test
  void aGateThatIsDroppedIsLookedAtNoMore() throws Exception {
    WaitLimits limits =
        new WaitLimits(Duration.ofHours(1), Duration.ofSeconds(10), Duration.ZERO, 1, false, null);
    GateEngine engine = new GateEngine(new Stopwatch(Ticker.system()), limits, null, events);
    Gate<String> dropped = Gate.of("dropped", new Pool());
    CountDownLatch others = new CountDownLatch(1);
    Gate<Void> other =
        Gate.check(
            "other",
            attempt -> {
              if (attempt.isLook()) {
                others.countDown();
              }
            });
    OpenGates open = engine.await(dropped, other).orElseThrow();
    engine.keepChecking(Duration.ofMillis(20));
    engine.drop(dropped);
    int before = looks.get();

    assertThat(others.await(20, TimeUnit.SECONDS)).isTrue();
    engine.close(true);

    assertThat(looks.get()).isLessThanOrEqualTo(before + 1); // one may just have begun
    assertThat(open.find(dropped)).as("it is closed").isEmpty();
  }
}
