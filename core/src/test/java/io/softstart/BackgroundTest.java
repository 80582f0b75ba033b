package io.softstart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.softstart.config.ConfigSources;
import io.softstart.event.Phase;
import io.softstart.gate.Gate;
import io.softstart.gate.GateStatus.State;
import io.softstart.gate.OpenGates;
import java.net.ConnectException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Gates that are waited for while the application does something else. */
@Timeout(60)
class BackgroundTest {
  private final CountDownLatch usable = new CountDownLatch(1);
  private final Gate<String> db =
      Gate.of(
          "db",
          attempt -> {
            if (usable.getCount() > 0) {
              throw new ConnectException("Connection refused");
            }
            return "pool";
          });
  private final Startup startup =
      Startup.begin(StartupOptions.of("test").embedded().deadline(Duration.ofSeconds(20)));

  @AfterEach
  void close() {
    startup.close();
  }

  @Test
  void whatIsClosedYetIsTold() {
    OpenGates open = startup.awaitInBackground(db);

    assertThat(open.find(db)).isEmpty();
    assertThat(open.isDegraded()).isTrue();
    assertThat(open.status(db).state()).isIn(State.PENDING, State.TRYING);
    assertThatThrownBy(() -> open.get(db))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("gate 'db' is not open: await it first");
    assertThat(startup.phase()).isEqualTo(Phase.WAITING);
  }

  @Test
  void awaitJoinsWithoutNamingTheGates() throws InterruptedException {
    OpenGates open = startup.awaitInBackground(db);
    BlockingQueue<String> later = new LinkedBlockingQueue<>();
    open.whenOpen(db, later::add);
    usable.countDown();

    assertThat(startup.await().get(db)).isEqualTo("pool");

    assertThat(open.get(db)).isEqualTo("pool");
    assertThat(later.poll(10, TimeUnit.SECONDS)).isEqualTo("pool");
  }

  @Test
  void awaitJoinsAlsoWithTheSameGatesAndOthers() {
    startup.awaitInBackground(db);
    usable.countDown();
    Gate<String> cache = Gate.of("cache", attempt -> "client");

    OpenGates open = startup.await(db, cache);

    assertThat(open.get(db) + open.get(cache)).isEqualTo("poolclient");
  }

  @Test
  void readyOnlyWhenTheGateIsOpen() {
    startup.awaitInBackground(db);
    Thread healer =
        new Thread(
            () -> {
              while (startup.phase() != Phase.STARTING) {
                Thread.onSpinWait();
              }
              usable.countDown();
            });

    startup.run(healer::start);

    assertThat(startup.phase()).isEqualTo(Phase.READY);
    assertThat(startup.report().gates())
        .singleElement()
        .satisfies(gate -> assertThat(gate.state()).isEqualTo(State.OPEN));
  }

  @Test
  void bodyThatFailsForLackOfItsGateIsNotACrash() {
    Gate<String> hopeless =
        Gate.of(
            "db",
            attempt -> {
              throw new NoClassDefFoundError("org/postgresql/Driver");
            });
    OpenGates open = startup.awaitInBackground(hopeless);

    assertThatThrownBy(
            () ->
                startup.run(
                    () -> {
                      while (open.status(hopeless).state() != State.FAILED) {
                        Thread.onSpinWait();
                      }
                      throw new IllegalStateException("no connection with pass=S3CRET");
                    }))
        .isInstanceOfSatisfying(
            GateException.class,
            failure -> {
              assertThat(failure.exitCode()).isEqualTo(78);
              assertThat(failure.failures()).containsOnlyKeys("db");
              assertThat(failure.getSuppressed())
                  .singleElement()
                  .satisfies(
                      body ->
                          assertThat(body.toString())
                              .contains("no connection")
                              .doesNotContain("S3CRET"));
            });
    assertThat(startup.phase()).isEqualTo(Phase.FAILED);
  }

  @Test
  void gatesOfTheOperatorAreAwaitedAtTheLatestByReady() {
    Startup configured =
        Startup.begin(
            StartupOptions.of("test")
                .embedded()
                .sources(
                    ConfigSources.of(
                        "test",
                        Map.of(
                            "SOFTSTART_WAIT_FOR",
                            "x=tcp://127.0.0.1:1",
                            "SOFTSTART_DEADLINE",
                            "300ms"))));
    configured.configure(env -> "");
    usable.countDown();
    configured.awaitInBackground(db);

    assertThatThrownBy(() -> configured.run(() -> {}))
        .isInstanceOf(GateException.class)
        .hasMessageContaining("x did not open");
    configured.close();
  }
}
