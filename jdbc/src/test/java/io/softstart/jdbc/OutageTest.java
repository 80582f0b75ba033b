package io.softstart.jdbc;

import static io.softstart.diagnosis.FailureKind.DENIED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.within;

import com.zaxxer.hikari.HikariDataSource;
import io.softstart.GateException;
import io.softstart.Startup;
import io.softstart.StartupOptions;
import io.softstart.config.Secret;
import io.softstart.gate.Gate;
import io.softstart.gate.GateStatus;
import io.softstart.net.ServiceUrl;
import io.softstart.testkit.Behaviour;
import io.softstart.testkit.ChildJvm;
import io.softstart.testkit.FaultyServer;
import io.softstart.testkit.JvmResult;
import io.softstart.testkit.PostgresServer;
import io.softstart.testkit.RunningJvm;
import io.softstart.trial.Trial;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Outages as they happen, on a real PostgreSQL: what heals opens, what does not ends in time. */
@Timeout(90)
class OutageTest {
  private static final Duration LONG = Duration.ofSeconds(30);

  private static PostgresServer postgres;

  @BeforeAll
  static void start() {
    postgres = PostgresServer.create();
    postgres.start();
  }

  @AfterAll
  static void stop() {
    postgres.close();
  }

  @AfterEach
  void nothingIsLeft() {
    Leaks.assertNoAttemptLeft(Duration.ofSeconds(20));
  }

  private static Gate<HikariDataSource> gate(String name, int port, String user, String options) {
    String url = "jdbc:postgresql://127.0.0.1:" + port + "/app" + options;
    return Gate.of(name, JdbcProbe.pool(ServiceUrl.of(url), user, Secret.of(user + "-password")));
  }

  private static Behaviour healthy() {
    return Behaviour.proxyTo("127.0.0.1", postgres.port());
  }

  private static void after(long millis, Runnable change) {
    CompletableFuture.runAsync(
        change, CompletableFuture.delayedExecutor(millis, TimeUnit.MILLISECONDS));
  }

  private static int deniedLogins(String user) {
    String line = "password authentication failed for user \"" + user + "\"";
    return postgres.log().split(line, -1).length - 1;
  }

  @Test
  void passwordIsCorrectedOnTheServer() {
    postgres.sql("create role late login password 'not-yet-set'");
    after(1_500, () -> postgres.sql("alter role late password 'late-password'"));
    Gate<HikariDataSource> gate =
        gate("db", postgres.port(), "late", "").grace(Duration.ofSeconds(6));
    try (Trial<HikariDataSource> trial = Trial.of(gate, LONG)) {
      assertThat(trial.isOpen()).isTrue();
      assertThat(trial.failures()).isNotEmpty().allMatch(failure -> failure.kind() == DENIED);
    }
  }

  @Test
  void passwordIsNeverCorrected() {
    postgres.sql("create role never login password 'something-else'");
    Gate<HikariDataSource> gate =
        gate("db", postgres.port(), "never", "").grace(Duration.ofSeconds(2));
    GateException failure = fail(gate, LONG);
    assertThat(failure.exitCode()).isEqualTo(78);
    assertThat(failure.gates().get(0).waited())
        .isBetween(Duration.ofMillis(1_500), Duration.ofSeconds(10));
    assertThat(failure).hasMessageNotContaining("never-password");
    assertThat(deniedLogins("never")).isBetween(2, 5);
  }

  /** Each refusal begins the grace anew, but never the count of logins. */
  @Test
  void passwordIsNeverCorrectedOnAServerThatFlaps() throws Exception {
    postgres.sql("create role flaps login password 'something-else'");
    try (FaultyServer door = FaultyServer.with(healthy())) {
      Thread flapping =
          new Thread(
              () -> {
                try {
                  while (true) {
                    Thread.sleep(250);
                    door.behave(Behaviour.refuse());
                    Thread.sleep(250);
                    door.behave(healthy());
                  }
                } catch (InterruptedException ended) {
                  // the test is over
                }
              });
      flapping.start();
      try {
        Gate<HikariDataSource> gate =
            gate("db", door.port(), "flaps", "").grace(Duration.ofSeconds(3));
        GateException failure = fail(gate, LONG);
        assertThat(failure.exitCode()).isEqualTo(78);
        assertThat(failure.gates().get(0).attempts()).as("refused too").isGreaterThan(5);
      } finally {
        flapping.interrupt();
        flapping.join();
      }
    }
    assertThat(deniedLogins("flaps")).isBetween(2, 5);
  }

  private static GateException fail(Gate<?> gate, Duration deadline) {
    Startup startup = Startup.begin(StartupOptions.of("outage").embedded().deadline(deadline));
    try {
      return catchThrowableOfType(GateException.class, () -> startup.await(gate));
    } finally {
      startup.close();
    }
  }

  @Test
  void serverThatStartsTwiceOpensOnlyWhenStable() throws Exception {
    try (PostgresServer twice =
        PostgresServer.builder().setting("log_connections", "all").build()) {
      twice.prepare();
      String login = "connection authorized: user=app "; // the kit's own are another user's
      CompletableFuture<Long> second =
          CompletableFuture.supplyAsync(
              () -> {
                twice.start();
                for (int i = 0; i < 1_000 && !twice.log().contains(login); i++) {
                  pause(10);
                }
                assertThat(twice.log()).as("the first start lets a login pass").contains(login);
                twice.kill();
                pause(700);
                twice.start();
                return twice.usableAt().orElseThrow();
              });
      Gate<HikariDataSource> gate = gate("db", twice.port(), "app", "").successThreshold(3);
      try (Trial<HikariDataSource> trial = Trial.of(gate, Duration.ofSeconds(60))) {
        long opened = System.nanoTime();
        assertThat(trial.isOpen()).isTrue();
        assertThat(second).as("not before its second start").isDone();
        assertThat(Duration.ofNanos(opened - second.get()))
            .as("two pauses of half a second after it, which is seen a moment late")
            .isBetween(Duration.ofMillis(300), Duration.ofSeconds(10));
      }
    }
  }

  private static void pause(long millis) {
    try {
      Thread.sleep(millis);
    } catch (InterruptedException interrupted) {
      throw new AssertionError(interrupted);
    }
  }

  /** With limits of its own, that are too long, the driver hangs until the server lets go. */
  @Test
  void neverMoreThanThreeConnectionsHang() {
    try (FaultyServer server = FaultyServer.with(Behaviour.hang())) {
      Gate<HikariDataSource> gate =
          gate("db", server.port(), "app", "?socketTimeout=60&connectTimeout=60&sslmode=disable")
              .attemptTimeout(Duration.ofMillis(300));
      long begun = System.nanoTime();
      GateException failure = fail(gate, Duration.ofSeconds(4));
      assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(10));
      assertThat(failure.exitCode()).isEqualTo(69);
      assertThat(server.accepted()).isPositive();
      assertThat(server.peakOpen()).isBetween(1, 3);
    }
  }

  /** The first login comes after the cut, and the close of it hangs. */
  @Test
  void closeThatHangsDelaysNothing() {
    try (HangingClose source = new HangingClose(postgres.jdbcUrl(), Duration.ofSeconds(2))) {
      Gate<HikariDataSource> gate =
          Gate.<HikariDataSource>of("db", JdbcProbe.pool(source.asPool()))
              .attemptTimeout(Duration.ofMillis(400));
      long begun = System.nanoTime();
      GateException failure = fail(gate, Duration.ofSeconds(3));
      assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(10));
      assertThat(failure.gates().get(0).state()).isEqualTo(GateStatus.State.FAILED);
      assertThat(source.closing()).as("closes that hang").isBetween(1, 3);
      assertThat(source.logins()).isBetween(1, 3);
    }
  }

  /** When a gate was tried: columns of the report, which are the wait from begin to end. */
  private record Bar(int begin, int end) {
    static List<Bar> of(String table) {
      return Pattern.compile("db-\\d +open [^|]*\\|( *)(#+) *\\|")
          .matcher(table)
          .results()
          .map(row -> new Bar(row.group(1).length(), row.group(1).length() + row.group(2).length()))
          .toList();
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void threeLateGatesTakeAsLongAsTheSlowestPath(boolean chained) {
    List<FaultyServer> doors = new ArrayList<>();
    List<Gate<?>> gates = new ArrayList<>();
    Startup startup = Startup.begin(StartupOptions.of("three").embedded().deadline(LONG));
    try {
      for (int i = 1; i <= 3; i++) {
        FaultyServer door = FaultyServer.with(Behaviour.refuse());
        doors.add(door);
        Gate<HikariDataSource> gate = gate("db-" + i, door.port(), "app", "");
        gates.add(chained && i > 1 ? gate.after(gates.get(i - 2)) : gate);
        after(2_000L * i, () -> door.behave(healthy()));
      }
      long begun = System.nanoTime();
      startup.await(gates.toArray(Gate<?>[]::new));
      assertThat(Duration.ofNanos(System.nanoTime() - begun))
          .isBetween(Duration.ofMillis(5_800), Duration.ofSeconds(9));
      assertThat(startup.report().gates())
          .hasSize(3)
          .allMatch(status -> status.state() == GateStatus.State.OPEN);
      List<Bar> bars = Bar.of(startup.report().table());
      assertThat(bars).hasSize(3);
      for (int i = 1; i < 3; i++) {
        assertThat(bars.get(i).end()).isGreaterThan(bars.get(i - 1).end() + 5);
        assertThat(bars.get(i).begin()).isCloseTo(chained ? bars.get(i - 1).end() : 0, within(1));
      }
    } finally {
      startup.close();
      doors.forEach(FaultyServer::close);
    }
  }

  /** A laptop that sleeps, a machine that is moved: the deadline passes while nobody can try. */
  @Test
  void processStoppedForLongerThanTheDeadlineOpensAfterwards() {
    try (FaultyServer door = FaultyServer.with(Behaviour.refuse());
        RunningJvm child =
            ChildJvm.of(Waiting.class)
                .args("jdbc:postgresql://127.0.0.1:" + door.port() + "/app", postgres.jdbcUrl())
                .env("SOFTSTART_DEADLINE", "6s")
                .start()) {
      child.awaitLine("REFUSED", LONG);
      pause(500); // now it is between two attempts
      child.signal("STOP");
      pause(7_000);
      door.behave(healthy());
      child.signal("CONT");
      JvmResult result = child.awaitExit(LONG);
      assertThat(result.stdout()).as(result.stderr()).contains("connected");
      assertThat(result.exitCode()).isZero();
    }
  }
}
