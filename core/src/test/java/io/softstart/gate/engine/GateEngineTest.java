package io.softstart.gate.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.github.resilience4j.micrometer.tagged.TaggedRetryMetrics;
import io.github.resilience4j.retry.RetryConfig;
import io.github.resilience4j.retry.RetryRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.softstart.RecordingListener;
import io.softstart.diagnosis.Failure;
import io.softstart.diagnosis.FailureKind;
import io.softstart.event.StartupEvent.GateDegraded;
import io.softstart.event.StartupEvent.GateStarted;
import io.softstart.gate.AnyGate;
import io.softstart.gate.Attempt;
import io.softstart.gate.Backoff;
import io.softstart.gate.Check;
import io.softstart.gate.Gate;
import io.softstart.gate.GateStatus;
import io.softstart.gate.GateStatus.State;
import io.softstart.gate.OpenGates;
import io.softstart.gate.OptionalGate;
import io.softstart.time.Stopwatch;
import io.softstart.time.Ticker;
import java.lang.reflect.Method;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class GateEngineTest {
  private final RecordingListener events = new RecordingListener();
  private boolean hold;

  private final List<GateEngine> keepers = new ArrayList<>();

  private GateEngine keeper(Duration limit) {
    return keeper(limit, null);
  }

  private GateEngine keeper(Duration limit, @Nullable RetryRegistry registry) {
    return keeper(Ticker.system(), limit, registry);
  }

  private GateEngine keeper(Ticker ticker, Duration limit, @Nullable RetryRegistry registry) {
    GateEngine keeper =
        new GateEngine(
            new Stopwatch(ticker),
            new WaitLimits(limit, Duration.ofSeconds(10), Duration.ofSeconds(30), 1, hold, null),
            registry,
            events);
    keepers.add(keeper);
    return keeper;
  }

  /** A gate that is still tried would be met by other tests of this JVM. */
  @AfterEach
  void closeAll() {
    for (GateEngine keeper : keepers) {
      keeper.close(false);
    }
  }

  private static Gate<Void> open(String name) {
    return Gate.check(name, attempt -> {});
  }

  private static Gate<Void> closed(String name) {
    return Gate.check(
        name,
        attempt -> {
          throw attempt.notYet("closed");
        });
  }

  private static Gate<Void> broken(String name) {
    return Gate.check(
        name,
        attempt -> {
          throw attempt.notReady(Failure.of(FailureKind.MISCONFIGURED, "broken", "mend it"));
        });
  }

  @Test
  void zeroGatesAreOpenAtOnce() throws Exception {
    assertThat(keeper(Duration.ofSeconds(5)).await()).isPresent();
    assertThat(events.all()).isEmpty();
  }

  @Test
  void gatesAreTriedInParallel() throws Exception {
    CyclicBarrier together = new CyclicBarrier(3); // opens only if all three attempts meet
    Check meet = attempt -> together.await(5, TimeUnit.SECONDS);
    Optional<OpenGates> open =
        keeper(Duration.ofSeconds(10))
            .await(Gate.check("a", meet), Gate.check("b", meet), Gate.check("c", meet));
    assertThat(open).isPresent();
    assertThat(open.get().isDegraded()).isFalse();
  }

  @Test
  void whatWasOpenedIsHandedOver() throws Exception {
    Gate<String> db = Gate.of("db", attempt -> "pool");
    OpenGates open =
        keeper(Duration.ofSeconds(5)).await(db.deadline(Duration.ofSeconds(3))).orElseThrow();
    assertThat(open.get(db)).isEqualTo("pool");
    assertThat(open.find(db)).contains("pool");
    assertThatThrownBy(() -> open.get(Gate.of("db", attempt -> "pool")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("gate 'db' was not awaited");
  }

  @Test
  void afterIsAGraphAndPrerequisitesAreAwaitedToo() throws Exception {
    Gate<Void> first = open("first");
    Gate<Void> second = open("second").after(first);
    GateEngine keeper = keeper(Duration.ofSeconds(5));
    OpenGates open = keeper.await(open("third").after(second)).orElseThrow();
    assertThat(keeper.statuses())
        .extracting(GateStatus::name)
        .containsExactly("first", "second", "third");
    assertThat(events.of(GateStarted.class))
        .extracting(GateStarted::gate)
        .containsExactly("first", "second", "third");
    assertThat(open.find(first)).isEmpty(); // it opens nothing, but it was awaited
  }

  @Test
  void cyclesNamesAndOrdersThatCannotBeAreRefused() {
    Gate<Void> a = open("a");
    Gate<Void> b = open("b");
    GateEngine keeper = keeper(Duration.ofSeconds(5));
    assertThatThrownBy(() -> keeper.await(a.after(b), b.after(a)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("gates wait for each other: a after b after a");
    assertThatThrownBy(() -> keeper.await(a, open("a"))).hasMessage("two gates are called 'a'");
    assertThatThrownBy(() -> keeper.await(a, a)).hasMessage("gate 'a' is passed twice");
    assertThatThrownBy(() -> keeper.await(a.after(b), b.optional()))
        .hasMessage("gate 'a' is required but comes after the optional 'b'");
    assertThatThrownBy(() -> Gate.check("a b", attempt -> {}))
        .hasMessageContaining("name: 'a b' is not 1 to 64 letters");
  }

  @Test
  void aRequiredGateThatFailsEndsTheOthersAndClosesWhatWasOpened() throws Exception {
    BlockingQueue<String> closings = new LinkedBlockingQueue<>();
    CountDownLatch opened = new CountDownLatch(1);
    Gate<String> pool =
        Gate.of(
            "pool",
            attempt -> {
              attempt.own(() -> closings.add("pool"));
              opened.countDown();
              return "pool";
            });
    Gate<Void> bad =
        Gate.check(
            "bad",
            attempt -> {
              opened.await();
              throw attempt.notReady(Failure.of(FailureKind.MISCONFIGURED, "broken", "mend it"));
            });
    GateEngine keeper = keeper(Duration.ofSeconds(20));
    assertThat(keeper.await(pool, bad, closed("slow"), open("behind").after(bad))).isEmpty();
    assertThat(keeper.close(true)).isEmpty();
    assertThat(closings.poll(5, TimeUnit.SECONDS)).isEqualTo("pool");
    assertThat(keeper.statuses())
        .extracting(GateStatus::name, GateStatus::state)
        .contains(tuple("bad", State.FAILED), tuple("slow", State.CANCELLED))
        .hasSize(4);
  }

  @Test
  void failuresOfClosingAreReturned() throws Exception {
    Gate<String> pool =
        Gate.of(
            "pool",
            attempt -> {
              attempt.own(
                  () -> {
                    throw new IllegalStateException("cannot close");
                  });
              return "pool";
            });
    GateEngine keeper = keeper(Duration.ofSeconds(5));
    keeper.await(pool);
    assertThat(keeper.close(true))
        .singleElement()
        .extracting(Throwable::getMessage)
        .isEqualTo("cannot close");
  }

  @Test
  void aCloseThatHangsDelaysNothing() throws Exception {
    Gate<String> pool =
        Gate.of(
            "pool",
            attempt -> {
              attempt.own(() -> new CountDownLatch(1).await());
              return "pool";
            });
    GateEngine keeper = keeper(Duration.ofSeconds(5));
    keeper.await(pool);
    long from = System.nanoTime();
    keeper.close(true);
    assertThat(Duration.ofNanos(System.nanoTime() - from)).isLessThan(Duration.ofSeconds(3));
  }

  @Test
  void anOptionalGateIsTriedOnInTheBackgroundUntilItOpens() throws Exception {
    AtomicBoolean up = new AtomicBoolean();
    OptionalGate<String> cache =
        Gate.of(
                "cache",
                (Attempt attempt) -> {
                  if (!up.get()) {
                    throw attempt.notYet("not up");
                  }
                  return "client";
                })
            .backoff(Backoff.fixed(Duration.ofMillis(5)))
            .optional();
    GateEngine keeper = keeper(Duration.ofSeconds(20));
    OpenGates open = keeper.await(open("db"), cache).orElseThrow();
    assertThat(open.isDegraded()).isTrue();
    assertThat(open.find(cache)).isEmpty();
    assertThat(events.of(GateDegraded.class)).hasSize(1);

    BlockingQueue<String> told = new LinkedBlockingQueue<>();
    open.whenOpen(cache, told::add);
    up.set(true);
    assertThat(told.poll(10, TimeUnit.SECONDS)).isEqualTo("client");
    assertThat(open.isDegraded()).isFalse();
    assertThat(open.find(cache)).contains("client");
  }

  @Test
  void whatIsOptionalIsNeitherGotNorBehindIt() throws Exception {
    for (Method method : OpenGates.class.getMethods()) {
      if (method.getName().equals("get")) {
        assertThat(method.getParameterTypes()[0].isAssignableFrom(OptionalGate.class)).isFalse();
      }
    }
    assertThat(Gate.class.getMethod("after", Gate[].class).isVarArgs()).isTrue();
    assertThatThrownBy(() -> Gate.class.getMethod("after", AnyGate[].class))
        .as("a required gate after an optional one")
        .isInstanceOf(NoSuchMethodException.class);
    Gate<Void> db = open("db");
    OpenGates open = keeper(Duration.ofSeconds(20)).await(db.optional()).orElseThrow();
    assertThatThrownBy(() -> open.get(db)).hasMessageContaining("is optional: use find");
  }

  @Test
  void aHealthyOptionalGateNeverDegrades() throws Exception {
    CountDownLatch slowly = new CountDownLatch(1);
    OptionalGate<String> cache =
        Gate.of(
                "cache",
                (Attempt attempt) -> {
                  slowly.await(200, TimeUnit.MILLISECONDS);
                  return "client";
                })
            .optional();
    OpenGates open = keeper(Duration.ofSeconds(20)).await(open("db"), cache).orElseThrow();
    assertThat(open.find(cache)).contains("client");
    assertThat(open.isDegraded()).isFalse();
  }

  @Test
  void anOptionalGateThatIsBrokenFailsNothing() throws Exception {
    GateEngine keeper = keeper(Duration.ofSeconds(20));
    OptionalGate<Void> behind = open("behind").optional().after(broken("cache").optional());
    OpenGates open = keeper.await(open("db"), behind).orElseThrow();
    assertThat(open.isDegraded()).isTrue();
  }

  @Test
  void anOptionalGateBehindAClosedOptionalOneHoldsNothingUp() throws Exception {
    OptionalGate<Void> behind = open("behind").optional().after(closed("cache").optional());
    assertThat(keeper(Duration.ofSeconds(20)).await(open("db"), behind)).isPresent();
  }

  @Test
  void anInterruptEndsTheWaitWithinOneAttempt() throws Exception {
    GateEngine keeper = keeper(Duration.ofMinutes(5));
    CountDownLatch trying = new CountDownLatch(1);
    AtomicReference<Throwable> thrown = new AtomicReference<>();
    Gate<Void> gate =
        Gate.check(
            "db",
            attempt -> {
              trying.countDown();
              throw attempt.notYet("not up");
            });
    Thread waiting =
        new Thread(
            () -> {
              try {
                keeper.await(gate);
              } catch (InterruptedException expected) {
                thrown.set(expected);
              }
            });
    waiting.start();
    trying.await();
    waiting.interrupt();
    waiting.join(5_000);
    assertThat(waiting.isAlive()).isFalse();
    assertThat(thrown.get()).isInstanceOf(InterruptedException.class);
    assertThat(keeper.statuses().get(0).state()).isEqualTo(State.CANCELLED);
  }

  @Test
  void laterAwaitsShareTheDeadlineAndTheGates() throws Exception {
    FakeTicker clock = new FakeTicker();
    GateEngine keeper = keeper(clock, Duration.ofSeconds(12), null);
    Gate<String> db = Gate.of("db", attempt -> "pool");
    OpenGates first = keeper.await(db).orElseThrow();
    OpenGates second = keeper.await(db, open("other")).orElseThrow();
    assertThat(second.get(db)).isSameAs(first.get(db));
    assertThatThrownBy(() -> keeper.await(open("db"))).hasMessage("two gates are called 'db'");
    clock.advance(Duration.ofSeconds(10));
    long from = clock.read();
    assertThat(keeper.await(closed("slow"))).isEmpty();
    assertThat(Duration.ofNanos(clock.read() - from)).isLessThanOrEqualTo(Duration.ofSeconds(2));
  }

  @Test
  void gatesShowInTheUsersRetryRegistry() throws Exception {
    RetryRegistry registry = RetryRegistry.ofDefaults();
    AtomicBoolean failed = new AtomicBoolean();
    Gate<Void> db =
        Gate.check(
            "db",
            attempt -> {
              if (!failed.getAndSet(true)) {
                throw attempt.notYet("not up");
              }
            });
    keeper(Duration.ofSeconds(10), registry).await(db);
    assertThat(registry.find("softstart.db").orElseThrow().getMetrics())
        .satisfies(
            metrics ->
                assertThat(metrics.getNumberOfSuccessfulCallsWithRetryAttempt()).isEqualTo(1));
  }

  @Test
  void gatesShowInResilience4jsMicrometerMetrics() throws Exception {
    RetryRegistry registry = RetryRegistry.ofDefaults();
    SimpleMeterRegistry meters = new SimpleMeterRegistry();
    TaggedRetryMetrics.ofRetryRegistry(registry).bindTo(meters);
    keeper(Duration.ofMillis(400), registry).await(closed("db"));
    assertThat(
            meters.get("resilience4j.retry.calls").tag("name", "softstart.db").functionCounters())
        .hasSize(4);
  }

  @Test
  void aRegistryThatHasTheNameIsRefused() {
    RetryRegistry registry = RetryRegistry.of(RetryConfig.custom().maxAttempts(1).build());
    registry.retry("softstart.db");
    assertThatThrownBy(() -> keeper(Duration.ofSeconds(10), registry).await(open("db")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("already has a retry named 'softstart.db'");
  }

  @Test
  void attemptsRunOnDaemonThreadsWithTheCallersClassLoader() throws Exception {
    ClassLoader callers = new ClassLoader() {};
    Thread.currentThread().setContextClassLoader(callers);
    try {
      List<Thread> seen = new CopyOnWriteArrayList<>();
      List<ClassLoader> loaders = new CopyOnWriteArrayList<>();
      Gate<Void> gate =
          Gate.check(
              "db",
              attempt -> {
                seen.add(Thread.currentThread());
                loaders.add(Thread.currentThread().getContextClassLoader());
              });
      keeper(Duration.ofSeconds(5)).await(gate);
      assertThat(seen).singleElement().matches(Thread::isDaemon);
      assertThat(loaders).containsExactly(callers);
    } finally {
      Thread.currentThread().setContextClassLoader(getClass().getClassLoader());
    }
  }

  @Test
  void gatesThatComeToTheSameDeadlineAllFail() throws Exception {
    GateEngine keeper = keeper(Duration.ofMillis(600));
    assertThat(keeper.await(closed("a"), closed("b"), closed("c"))).isEmpty();
    assertThat(keeper.statuses()).extracting(GateStatus::state).containsOnly(State.FAILED);
  }

  @Test
  void theDeadlineOfOtherLimitsIsCountedFromWhereItBegan() {
    FakeTicker ticker = new FakeTicker();
    GateEngine keeper = keeper(ticker, Duration.ofMinutes(5), null);
    keeper.begin(open("early"));
    ticker.advance(Duration.ofSeconds(10));
    keeper.limit(
        new WaitLimits(
            Duration.ofMinutes(1), Duration.ofSeconds(10), Duration.ZERO, 1, false, null));
    assertThat(keeper.left()).contains(Duration.ofSeconds(50));
  }
}
