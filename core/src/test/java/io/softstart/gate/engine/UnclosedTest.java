package io.softstart.gate.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.softstart.fence.NoThreads;
import io.softstart.machine.ShutdownState;
import io.softstart.time.Deadline;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A close that hangs keeps no process from its end, also where there is no thread for it. */
@Timeout(30)
class UnclosedTest {
  private static final Duration BOUND = Duration.ofMillis(300);

  private final FakeTicker ticker = new FakeTicker();
  private final CountDownLatch never = new CountDownLatch(1);

  private Resources without(Unclosed unclosed, AutoCloseable resource) {
    Resources resources = new Resources(null, unclosed);
    resources.add(resource);
    resources.close();
    return resources;
  }

  @Test
  void inAShutdownACloseThatHangsIsLeftToTheEndOfTheProcess() {
    try (NoThreads none = new NoThreads(name -> name.equals("softstart-close"))) {
      assertThat(none).isNotNull();
      Unclosed unclosed = new Unclosed(() -> true);
      Resources hangs = without(unclosed, never::await);
      assertThat(unclosed.closeBy(Deadline.in(BOUND, ticker), ticker)).isFalse();
      assertThat(hangs.isClosed()).isFalse();
    }
    assertThat(ticker.read()).isEqualTo(1_000_000_000L + BOUND.toNanos());
  }

  @Test
  void whatGetsAThreadMeanwhileIsClosedOnIt() throws Exception {
    AtomicInteger refused = new AtomicInteger();
    AtomicReference<Thread> by = new AtomicReference<>();
    CountDownLatch closed = new CountDownLatch(1);
    try (NoThreads none =
        new NoThreads(name -> name.equals("softstart-close") && refused.incrementAndGet() <= 5)) {
      assertThat(none).isNotNull();
      Unclosed unclosed = new Unclosed(() -> false);
      without(
          unclosed,
          () -> {
            by.set(Thread.currentThread());
            closed.countDown();
            never.await();
          });
      assertThat(unclosed.closeBy(Deadline.in(BOUND, ticker), ticker)).isTrue();
    }
    assertThat(closed.await(20, TimeUnit.SECONDS)).isTrue();
    assertThat(by.get()).isNotSameAs(Thread.currentThread());
  }

  @Test
  void elsewhereWhatHasNoThreadIsClosedByTheCallerAndItsInterruptIsKept() {
    AtomicReference<Thread> by = new AtomicReference<>();
    try (NoThreads none = new NoThreads(name -> name.equals("softstart-close"))) {
      assertThat(none).isNotNull();
      Unclosed unclosed = new Unclosed(ShutdownState::hasBegun);
      Resources resources = without(unclosed, () -> by.set(Thread.currentThread()));
      Thread.currentThread().interrupt();
      assertThat(unclosed.closeBy(Deadline.in(BOUND, ticker), ticker)).isTrue();
      assertThat(Thread.interrupted()).isTrue();
      assertThat(resources.isClosed()).isTrue();
    }
    assertThat(by).hasValue(Thread.currentThread());
  }
}
