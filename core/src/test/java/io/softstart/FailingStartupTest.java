package io.softstart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.softstart.config.ConfigSources;
import io.softstart.event.Phase;
import io.softstart.event.StartupEvent;
import io.softstart.gate.Gate;
import io.softstart.gate.OpenGates;
import java.io.IOException;
import java.net.ConnectException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** How a startup fails: the cause is never lost, and nothing goes on. */
class FailingStartupTest {
  private static final Duration LIMIT = Duration.ofSeconds(20);

  private static StartupOptions options(String... settings) {
    Map<String, String> map = settings.length == 0 ? Map.of() : Map.of(settings[0], settings[1]);
    return StartupOptions.of("test")
        .embedded()
        .deadline(LIMIT)
        .sources(ConfigSources.of("test", map));
  }

  private static Gate<String> refusing(String name, AtomicInteger attempts) {
    return Gate.of(
        name,
        attempt -> {
          attempts.incrementAndGet();
          throw new ConnectException("Connection refused");
        });
  }

  @Test
  void whatABodyThrowsAfterReadyIsThrownAsItIs() {
    Startup startup = Startup.begin(options());
    IOException corrupt = new IOException("order log is corrupt at block 4711");

    Throwable thrown =
        catchThrowable(
            () ->
                startup.run(
                    () -> {
                      startup.ready();
                      throw corrupt;
                    }));

    assertThat(thrown).isSameAs(corrupt);
    assertThat(startup.phase()).isEqualTo(Phase.READY);
    startup.close();
  }

  @Test
  void whatABodyThrowsAfterCloseIsThrownAsItIs() {
    Startup startup = Startup.begin(options());
    IllegalStateException own = new IllegalStateException("half of it was closed");

    Throwable thrown =
        catchThrowable(
            () ->
                startup.run(
                    () -> {
                      startup.close();
                      throw own;
                    }));

    assertThat(thrown).isSameAs(own);
    assertThat(startup.phase()).isEqualTo(Phase.STOPPED);
  }

  @Test
  void aWaitThatAnotherThreadClosesEndsWithAGateException75() throws Exception {
    AtomicInteger attempts = new AtomicInteger();
    Startup startup = Startup.begin(options());
    ExecutorService other = Executors.newSingleThreadExecutor();
    try {
      Future<Throwable> waiting =
          other.submit(() -> catchThrowable(() -> startup.await(refusing("db", attempts))));
      while (attempts.get() < 2) {
        Thread.onSpinWait();
      }
      startup.close();

      assertThat(waiting.get(20, TimeUnit.SECONDS))
          .isInstanceOfSatisfying(
              GateException.class, ended -> assertThat(ended.exitCode()).isEqualTo(75))
          .hasMessageContaining("the wait was ended for db (REFUSED)");
      assertThat(startup.phase()).isEqualTo(Phase.STOPPED);
    } finally {
      other.shutdownNow();
    }
  }

  @Test
  void aBodyThatGivesUpOnAGateStillTriedFailsForThatGateAndEverythingIsClosed() throws Exception {
    AtomicInteger attempts = new AtomicInteger();
    BlockingQueue<String> closed = new LinkedBlockingQueue<>();
    Gate<String> cache =
        Gate.of(
            "cache",
            attempt -> {
              attempt.own(() -> closed.add("cache"));
              return "client";
            });
    Startup startup = Startup.begin(options());
    OpenGates open = startup.awaitInBackground(refusing("db", attempts), cache);

    assertThatThrownBy(
            () ->
                startup.run(
                    () -> {
                      while (attempts.get() < 2 || open.find(cache).isEmpty()) {
                        Thread.onSpinWait();
                      }
                      throw new IllegalStateException("no connection");
                    }))
        .isInstanceOfSatisfying(
            GateException.class,
            failure -> {
              assertThat(failure.exitCode()).isEqualTo(69);
              assertThat(failure.failures()).containsOnlyKeys("db");
              assertThat(failure.getSuppressed()).hasSize(1);
            })
        .hasMessageContaining("db did not open within ")
        .hasMessageContaining("IllegalStateException: no connection");

    assertThat(closed.poll(20, TimeUnit.SECONDS)).isEqualTo("cache");
    assertThat(startup.phase()).isEqualTo(Phase.FAILED);
    startup.close();
  }

  @Test
  void theOperatorsGatesAreAwaitedWithoutAnyAwait() {
    Startup startup =
        Startup.begin(
            options("SOFTSTART_WAIT_FOR", "mail=tcp://127.0.0.1:1?softstart.deadline=300ms"));
    startup.configure(env -> "");
    AtomicInteger bodies = new AtomicInteger();

    assertThatThrownBy(() -> startup.run(bodies::incrementAndGet))
        .isInstanceOf(GateException.class)
        .hasMessageContaining("mail did not open");

    assertThat(bodies).hasValue(0);
    startup.close();
  }

  @Test
  void theOperatorsGatesAreAwaitedByReadyAlone() {
    Startup startup =
        Startup.begin(
            options("SOFTSTART_WAIT_FOR", "mail=tcp://127.0.0.1:1?softstart.deadline=300ms"));

    assertThatThrownBy(startup::ready)
        .isInstanceOf(GateException.class)
        .hasMessageContaining("mail did not open");
    startup.close();
  }

  @Test
  void theOperatorsGatesBeginWithTheFirstBackgroundWait() {
    Startup startup = Startup.begin(options("SOFTSTART_WAIT_FOR", "mail=tcp://127.0.0.1:1"));
    startup.awaitInBackground(Gate.of("db", attempt -> "pool"));

    assertThat(startup.report().gates()).extracting("name").containsExactly("db", "mail");
    startup.close();
  }

  @Test
  void awaitJoinsAGateOfTheBackgroundWithOtherLimits() {
    Startup startup = Startup.begin(options());
    Gate<String> db = Gate.of("db", attempt -> "pool");
    startup.awaitInBackground(db);

    OpenGates open = startup.await(db.deadline(Duration.ofSeconds(10)));

    assertThat(open.get(db)).isEqualTo("pool");
    startup.close();
  }

  @Test
  void aListenerThatThrowsACheckedExceptionOrAnErrorHarmsNobodyElse() throws Exception {
    BlockingQueue<StartupEvent> heard = new LinkedBlockingQueue<>();
    Startup startup =
        Startup.begin(
            options()
                .listener(event -> sneak(new IOException("checked")))
                .listener(
                    event -> {
                      throw new AssertionError("an error");
                    })
                .listener(heard::add));
    startup.await();
    startup.run(() -> {});

    Phase last = Phase.BEGUN;
    while (last != Phase.READY) {
      StartupEvent event = heard.poll(20, TimeUnit.SECONDS);
      assertThat(event).isNotNull();
      last = event instanceof StartupEvent.PhaseEntered entered ? entered.phase() : last;
    }
    startup.close();
  }

  @SuppressWarnings("unchecked")
  private static <E extends Exception> void sneak(Exception thrown) throws E {
    throw (E) thrown;
  }

  @Test
  void listenersRunWithTheCallersClassLoader() throws Exception {
    Thread thread = Thread.currentThread();
    ClassLoader before = thread.getContextClassLoader();
    ClassLoader webapp = new ClassLoader(before) {};
    BlockingQueue<ClassLoader> seen = new LinkedBlockingQueue<>();
    thread.setContextClassLoader(webapp);
    try {
      Startup startup =
          Startup.begin(
              options()
                  .listener(event -> seen.add(Thread.currentThread().getContextClassLoader())));
      startup.ready();
      assertThat(seen.poll(20, TimeUnit.SECONDS)).isSameAs(webapp);
      startup.close();
    } finally {
      thread.setContextClassLoader(before);
    }
  }

  @Test
  void aPhaseNeverGoesBackwards() {
    Startup startup = Startup.begin(options());
    Gate<String> db = Gate.of("db", attempt -> "pool");
    startup.awaitInBackground(db);
    startup.run(() -> startup.configure(env -> "again"));

    assertThat(startup.report().phases())
        .extracting("phase")
        .containsExactly(Phase.BEGUN, Phase.WAITING, Phase.STARTING, Phase.READY);
    startup.close();
  }

  @Test
  void aCallThatComesTooLateIsNamed() {
    Startup startup = Startup.begin(options());
    startup.ready();

    assertThatThrownBy(() -> startup.run(() -> {}))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("run() was called after the startup was ready: call it once, before that");
    assertThatThrownBy(startup::await)
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("await() was called after the startup was ready");
    startup.close();
    assertThat(startup.phase()).isEqualTo(Phase.READY);
  }

  @Test
  void anErrorOfTheBodyPassesAndClosesWhatWasOpened() throws Exception {
    CountDownLatch closed = new CountDownLatch(1);
    Startup startup = Startup.begin(options());
    Gate<String> db =
        Gate.of(
            "db",
            attempt -> {
              attempt.own(closed::countDown);
              return "pool";
            });
    startup.await(db);

    assertThatThrownBy(
            () ->
                startup.run(
                    () -> {
                      throw new AssertionError("impossible");
                    }))
        .isInstanceOf(AssertionError.class);

    assertThat(startup.phase()).isEqualTo(Phase.FAILED);
    assertThat(closed.await(20, TimeUnit.SECONDS)).isTrue();
    startup.close();
  }

  @Test
  void anErrorOutOfAwaitFailsTheStartupAndClosesWhatWasOpened() throws Exception {
    for (boolean inBackground : new boolean[] {false, true}) {
      CountDownLatch closed = new CountDownLatch(1);
      CountDownLatch opened = new CountDownLatch(1);
      Gate<String> db =
          Gate.of(
              "db",
              attempt -> {
                attempt.own(closed::countDown);
                opened.countDown();
                return "pool";
              });
      OutOfMemoryError full = new OutOfMemoryError("Java heap space");
      Gate<Void> events =
          Gate.check(
              "events",
              attempt -> {
                opened.await();
                throw full;
              });
      Startup startup = Startup.begin(options());

      Throwable thrown =
          catchThrowable(
              () -> {
                if (inBackground) {
                  startup.awaitInBackground(db, events);
                  startup.run(() -> {});
                } else {
                  startup.await(db, events);
                }
              });

      assertThat(thrown).isSameAs(full);
      assertThat(startup.phase()).isEqualTo(Phase.FAILED);
      assertThat(closed.await(20, TimeUnit.SECONDS)).isTrue();
      startup.close();
    }
  }

  @Test
  void anErrorOfARecipeFailsTheStartup() {
    Startup startup = Startup.begin(options());
    AssertionError own = new AssertionError("impossible");

    assertThat(
            catchThrowable(
                () ->
                    startup.configure(
                        env -> {
                          throw own;
                        })))
        .isSameAs(own);

    assertThat(startup.phase()).isEqualTo(Phase.FAILED);
    startup.close();
  }
}
