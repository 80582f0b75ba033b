package io.softstart.status;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.softstart.Startup;
import io.softstart.StartupOptions;
import io.softstart.config.ConfigSource;
import io.softstart.config.ConfigSources;
import io.softstart.event.Phase;
import io.softstart.event.StartupEvent;
import io.softstart.gate.AnyGate;
import io.softstart.gate.Gate;
import io.softstart.gate.GateStatus.State;
import io.softstart.jdbc.JdbcProbe;
import io.softstart.testkit.Ports;
import io.softstart.testkit.PostgresServer;
import java.net.ConnectException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Readiness stays true to life after READY, where that is asked for. */
class KeepCheckingTest {
  private static final Duration LIMIT = Duration.ofSeconds(60);

  private final int port = Ports.free();
  private final StartupOptions options = StartupOptions.of("shop").embedded().statusPort(port);

  @Test
  void aDatabaseThatGoesAwayTurnsReadinessOffAndOnAgain() throws Exception {
    try (PostgresServer postgres = PostgresServer.create()) {
      postgres.start();
      HikariConfig settings = new HikariConfig();
      settings.setJdbcUrl(postgres.jdbcUrl());
      settings.setUsername(postgres.user());
      settings.setPassword(postgres.password());
      settings.setConnectionTimeout(1_000);
      Gate<HikariDataSource> db =
          Gate.of("db", JdbcProbe.pool(settings)).attemptTimeout(Duration.ofSeconds(20));
      Startup startup = Startup.begin(options.keepChecking(Duration.ofSeconds(1)));
      try (HikariDataSource pool = startup.await(db).get(db)) {
        startup.ready();
        assertThat(Http.get(port, "/readyz")).startsWith("HTTP/1.1 200 ");

        postgres.stop();

        awaitAnswer("HTTP/1.1 503 ");
        assertThat(Http.get(port, "/readyz?verbose"))
            .contains("not ready: ready after ", ", but it has lost db\n[-] db: lost");
        assertThat(Http.get(port, "/livez")).startsWith("HTTP/1.1 200 ");

        postgres.start();

        awaitAnswer("HTTP/1.1 200 ");
        assertThat(Http.get(port, "/readyz?verbose")).contains("[+] db: open after ");
        assertThat(pool.isClosed()).isFalse(); // it was the application's own all the while
      } finally {
        startup.close();
      }
    }
  }

  @Test
  void aLostOptionalGateIsNoReasonToBeSentNothing() throws Exception {
    AtomicBoolean usable = new AtomicBoolean(true);
    AnyGate<?> cache = Gate.check("cache", attempt -> check(usable)).optional();
    Startup startup = Startup.begin(options.keepChecking(Duration.ofSeconds(1)));
    startup.await(cache);
    startup.ready();

    usable.set(false);

    awaitState(startup, State.LOST);
    assertThat(Http.get(port, "/readyz"))
        .startsWith("HTTP/1.1 200 ")
        .contains(", degraded: without cache");
    usable.set(true);
    awaitState(startup, State.OPEN);
    startup.close();
  }

  @Test
  void theOperatorMayAskForItAndAListenerHearsOfIt() throws Exception {
    AtomicBoolean usable = new AtomicBoolean(true);
    ConfigSource operator =
        ConfigSources.of("the operator", Map.of("SOFTSTART_KEEP_CHECKING", "1s"));
    BlockingQueue<StartupEvent> heard = new LinkedBlockingQueue<>();
    Startup startup = Startup.begin(options.sources(operator).listener(heard::add));
    startup.await(Gate.check("db", attempt -> check(usable)));
    startup.ready();
    while (startup.phase() != ready(next(heard))) {
      // what led there
    }
    usable.set(false);
    assertThat(next(heard)).isInstanceOf(StartupEvent.GateLost.class);
    usable.set(true);
    assertThat(next(heard)).isInstanceOf(StartupEvent.GateRegained.class);
    startup.close();
  }

  private static @Nullable Phase ready(StartupEvent event) {
    return event instanceof StartupEvent.PhaseEntered entered ? entered.phase() : null;
  }

  private static StartupEvent next(BlockingQueue<StartupEvent> heard) throws InterruptedException {
    return heard.poll(LIMIT.toSeconds(), TimeUnit.SECONDS);
  }

  @Test
  void nothingIsLookedAtAgainUnlessThatIsWanted() throws Exception {
    AtomicBoolean usable = new AtomicBoolean(true);
    Startup startup = Startup.begin(options);
    startup.await(Gate.check("db", attempt -> check(usable)));
    startup.ready();
    usable.set(false);

    assertThat(Thread.getAllStackTraces().keySet())
        .noneMatch(thread -> thread.getName().equals("softstart-checking"));
    assertThat(Http.get(port, "/readyz")).startsWith("HTTP/1.1 200 ");
    startup.close();
  }

  @Test
  void checkingEndsWithTheStartup() throws Exception {
    Startup startup = Startup.begin(options.keepChecking(Duration.ofSeconds(1)));
    startup.await(Gate.check("db", attempt -> {}));
    startup.ready();
    assertThat(isChecking()).isTrue();

    startup.close();

    for (long end = end(); isChecking(); pause()) {
      assertThat(System.nanoTime()).isLessThan(end);
    }
  }

  @Test
  void refusesToAskTooOften() {
    assertThatThrownBy(() -> options.keepChecking(Duration.ofMillis(999)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("interval: PT0.999S is shorter than a second");
  }

  private static boolean isChecking() {
    return Thread.getAllStackTraces().keySet().stream()
        .anyMatch(thread -> thread.getName().equals("softstart-checking"));
  }

  private static void check(AtomicBoolean usable) throws ConnectException {
    if (!usable.get()) {
      throw new ConnectException("Connection refused");
    }
  }

  private void awaitAnswer(String begin) throws Exception {
    for (long end = end(); !Http.get(port, "/readyz").startsWith(begin); pause()) {
      assertThat(System.nanoTime()).isLessThan(end);
    }
  }

  private static void awaitState(Startup startup, State state) throws Exception {
    for (long end = end(); startup.report().gates().get(0).state() != state; pause()) {
      assertThat(System.nanoTime()).isLessThan(end);
    }
  }

  private static long end() {
    return System.nanoTime() + LIMIT.toNanos();
  }

  private static void pause() throws InterruptedException {
    TimeUnit.MILLISECONDS.sleep(100);
  }
}
