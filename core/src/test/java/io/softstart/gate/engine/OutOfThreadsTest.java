package io.softstart.gate.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.softstart.RecordingListener;
import io.softstart.event.Phase;
import io.softstart.event.StartupEvent.GateOpened;
import io.softstart.event.StartupEvent.PhaseEntered;
import io.softstart.fence.NoThreads;
import io.softstart.gate.Gate;
import io.softstart.gate.GateStatus.State;
import io.softstart.gate.OpenGates;
import io.softstart.time.Stopwatch;
import io.softstart.time.Ticker;
import java.net.ConnectException;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Where the system gives no thread, nothing stays open, nothing goes unsaid, nothing waits. */
@Timeout(60)
class OutOfThreadsTest {
  private final Set<String> refused = ConcurrentHashMap.newKeySet();
  private final NoThreads none = new NoThreads(refused::contains);
  private final RecordingListener events = new RecordingListener();
  private final AtomicBoolean closedInterrupted = new AtomicBoolean();
  private final CountDownLatch closed = new CountDownLatch(1);
  private final GateEngine engine =
      new GateEngine(
          new Stopwatch(Ticker.system()),
          new WaitLimits(
              Duration.ofSeconds(20), Duration.ofSeconds(10), Duration.ZERO, 1, false, null),
          null,
          events);

  @AfterEach
  void giveThreads() {
    none.close();
  }

  private AutoCloseable resource() {
    return () -> {
      closedInterrupted.set(Thread.currentThread().isInterrupted());
      closed.countDown();
    };
  }

  private Gate<String> opens() {
    return Gate.of(
        "db",
        attempt -> {
          attempt.own(resource());
          return "pool";
        });
  }

  @Test
  void whatIsOpenIsClosedByWhoClosesTheEngine() throws Exception {
    assertThat(engine.await(opens())).isPresent();
    refused.add("softstart-close");
    Thread.currentThread().interrupt();

    engine.close(true);

    assertThat(Thread.interrupted()).as("kept").isTrue();
    assertThat(closed.getCount()).isZero();
    assertThat(closedInterrupted).isFalse();
  }

  @Test
  void whatAFailedAttemptOpenedIsClosedWhenTheGateHasEnded() throws Exception {
    refused.add("softstart-close");
    AtomicInteger calls = new AtomicInteger();
    Gate<Void> gate =
        Gate.check(
            "db",
            attempt -> {
              if (calls.incrementAndGet() == 1) {
                attempt.own(resource());
                throw new ConnectException("Connection refused");
              }
            });
    engine.begin(gate.maxAttempts(1));

    assertThat(closed.await(20, TimeUnit.SECONDS)).isTrue();
    engine.close(true);
  }

  @Test
  void theNextAttemptIsNotWaitedForInABusyLoop() {
    AtomicInteger asked = new AtomicInteger();
    none.close();
    try (NoThreads counted =
        new NoThreads(name -> name.equals("softstart-close") && asked.incrementAndGet() > 0)) {
      assertThat(counted).isNotNull();
      GateTrial trial = new GateTrial(new FakeTicker());
      Gate<Void> gate =
          Gate.check(
              "db",
              attempt -> {
                attempt.own(resource());
                throw new ConnectException("Connection refused");
              });
      assertThat(trial.run(gate.maxAttempts(2)).state().status().attempts()).isEqualTo(2);
    }
    // 10 s for the first to end, 20 times in each
    assertThat(asked).hasValueBetween(100, 1_000);
    assertThat(closed.getCount()).isZero();
  }

  @Test
  void whatAnAttemptOpensAfterTheEndIsClosedOnItsOwnThread() throws Exception {
    CountDownLatch begun = new CountDownLatch(1);
    CountDownLatch ended = new CountDownLatch(1);
    Gate<Void> gate =
        Gate.check(
            "db",
            attempt -> {
              begun.countDown();
              while (ended.getCount() > 0) {
                try {
                  ended.await();
                } catch (InterruptedException deaf) {
                  // goes on
                }
              }
              Thread.currentThread().interrupt();
              attempt.own(resource());
            });
    engine.begin(gate);
    begun.await();
    refused.add("softstart-close");
    engine.close(true);
    ended.countDown();

    assertThat(closed.await(20, TimeUnit.SECONDS)).isTrue();
    assertThat(closedInterrupted).isFalse();
  }

  @Test
  void aGateAwaitedInTheBackgroundBeginsWhenThereIsAThreadAgain() throws Exception {
    refused.add("softstart-db");
    Gate<String> db = opens();
    OpenGates open = engine.begin(db);
    assertThat(open.find(db)).isEmpty();
    assertThat(open.status(db).state()).isEqualTo(State.PENDING);
    refused.clear();

    while (open.find(db).isEmpty()) { // who asks makes it try again
      Thread.onSpinWait();
    }
    engine.close(true);
  }

  @Test
  void aGateInTheBackgroundBeginsWhenAnotherChanges() throws Exception {
    refused.add("softstart-second");
    CountDownLatch enough = new CountDownLatch(1);
    CountDownLatch begun = new CountDownLatch(1);
    Gate<Void> first = Gate.check("first", attempt -> enough.await());
    engine.begin(first, Gate.check("second", attempt -> begun.countDown()));
    refused.clear();
    enough.countDown();

    assertThat(begun.await(20, TimeUnit.SECONDS)).isTrue();
    engine.close(true);
  }

  @Test
  void flushWithoutAThreadReturnsAtOnceAndTellsWhenThereIsOneAgain() {
    refused.add("softstart-events");
    EventQueue queue = new EventQueue(null, events);
    queue.tell(new PhaseEntered(Duration.ZERO, Phase.WAITING));
    Stopwatch clock = new Stopwatch(Ticker.system());

    queue.flush();

    assertThat(clock.elapsed()).isLessThan(Duration.ofMillis(500));
    assertThat(events.of(PhaseEntered.class)).isEmpty();
    refused.clear();
    queue.flush();
    assertThat(events.of(PhaseEntered.class)).hasSize(1);
    assertThat(events.of(GateOpened.class)).isEmpty();
  }
}
