package io.softstart.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.zaxxer.hikari.HikariDataSource;
import io.softstart.Startup;
import io.softstart.StartupOptions;
import io.softstart.config.Secret;
import io.softstart.diagnosis.FailureKind;
import io.softstart.gate.AnyGate;
import io.softstart.gate.Gate;
import io.softstart.gate.OpenGates;
import io.softstart.net.ServiceUrl;
import io.softstart.testkit.Behaviour;
import io.softstart.testkit.FaultyServer;
import io.softstart.testkit.PostgresServer;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A stand-in for a pool that comes later. */
@Timeout(60)
class GatedDataSourceTest {
  private static final Duration LONG = Duration.ofSeconds(30);

  private static PostgresServer postgres;
  private FaultyServer door;
  private Startup startup;

  @BeforeAll
  static void start() {
    postgres = PostgresServer.create();
    postgres.start();
  }

  @AfterAll
  static void stop() {
    postgres.close();
  }

  @BeforeEach
  void closed() {
    door = FaultyServer.with(Behaviour.refuse());
    startup = Startup.begin(StartupOptions.of("gated").embedded());
  }

  @AfterEach
  void nothingIsLeft() {
    startup.close();
    door.close();
    Leaks.assertNoAttemptLeft(Duration.ofSeconds(15));
  }

  private void open() {
    door.behave(Behaviour.proxyTo("127.0.0.1", postgres.port()));
  }

  private GatedDataSource gated(Duration limit, String password) {
    ServiceUrl url = ServiceUrl.of("jdbc:postgresql://127.0.0.1:" + door.port() + "/app");
    AnyGate<HikariDataSource> gate =
        Gate.<HikariDataSource>of("orders-db", JdbcProbe.pool(url, "app", Secret.of(password)))
            .grace(Duration.ZERO)
            .optional();
    OpenGates open = startup.await(gate);
    return GatedDataSource.of(open, gate, limit);
  }

  @Test
  void hundredThreadsWaitForOnePool() throws Exception {
    try (GatedDataSource gated = gated(LONG, "app-password")) {
      CountDownLatch started = new CountDownLatch(100);
      AtomicInteger succeeded = new AtomicInteger();
      List<Throwable> failures = new CopyOnWriteArrayList<>();
      Set<HikariDataSource> pools = ConcurrentHashMap.newKeySet();
      Thread[] threads = new Thread[100];
      for (int i = 0; i < threads.length; i++) {
        threads[i] =
            new Thread(
                () -> {
                  started.countDown();
                  try (Connection connection = gated.getConnection()) {
                    assertThat(connection.isValid(5)).isTrue();
                    pools.add(gated.unwrap(HikariDataSource.class));
                    succeeded.incrementAndGet();
                  } catch (Throwable failure) {
                    failures.add(failure);
                  }
                });
        threads[i].start();
      }
      started.await();
      Thread.sleep(700);
      assertThat(succeeded).as("no one earlier").hasValue(0);
      assertThat(failures).isEmpty();
      open();
      for (Thread thread : threads) {
        thread.join();
      }
      assertThat(failures).isEmpty();
      assertThat(succeeded).hasValue(100);
      assertThat(pools).as("one pool only").hasSize(1);
      assertThat(
              Integer.parseInt(
                  postgres
                      .queryValue("select count(*) from pg_stat_activity where usename = 'app'")
                      .orElseThrow()))
          .isBetween(1, pools.iterator().next().getMaximumPoolSize());
    }
  }

  @Test
  void aCallbackThatThrowsBeforeItKeepsNoPoolFromIt() throws Exception {
    ServiceUrl url = ServiceUrl.of("jdbc:postgresql://127.0.0.1:" + door.port() + "/app");
    AnyGate<HikariDataSource> gate =
        Gate.<HikariDataSource>of(
                "orders-db", JdbcProbe.pool(url, "app", Secret.of("app-password")))
            .optional();
    OpenGates open = startup.await(gate);
    open.whenOpen(
        gate,
        pool -> {
          throw new IllegalStateException("not this one");
        });
    try (GatedDataSource gated = GatedDataSource.of(open, gate, LONG)) {
      open();
      try (Connection connection = gated.getConnection()) {
        assertThat(connection.isValid(5)).isTrue();
      }
    }
  }

  @Test
  void tellsWhyItGivesUp() throws Exception {
    try (GatedDataSource gated = gated(Duration.ofMillis(400), "app-password")) {
      GateClosedException failure =
          catchThrowableOfType(GateClosedException.class, gated::getConnection);
      assertThat((Throwable) failure)
          .isInstanceOf(SQLTransientConnectionException.class)
          .hasMessageContaining("'orders-db' did not open in time")
          .hasMessageContaining("REFUSED")
          .hasMessageNotContaining("app-password");
      assertThat(failure.getSQLState()).isEqualTo("08001");
      assertThat(failure.gate()).isEqualTo("orders-db");
      assertThat(failure.waited()).isBetween(Duration.ofMillis(400), Duration.ofSeconds(10));
      assertThat(failure.lastFailure().orElseThrow().kind()).isEqualTo(FailureKind.REFUSED);
    }
  }

  @Test
  void givenUpGateIsNotWaitedFor() throws Exception {
    open();
    try (GatedDataSource gated = gated(LONG, "wrong-password")) {
      GateClosedException failure =
          catchThrowableOfType(GateClosedException.class, gated::getConnection);
      assertThat((Throwable) failure)
          .hasMessageContaining("was given up")
          .hasMessageContaining("DENIED");
      assertThat(failure.waited()).isLessThan(LONG.dividedBy(3));
    }
  }

  @Test
  void aRequiredGateIsGatedInTheBackground() throws Exception {
    ServiceUrl url = ServiceUrl.of("jdbc:postgresql://127.0.0.1:" + door.port() + "/app");
    Gate<HikariDataSource> gate =
        Gate.of("orders-db", JdbcProbe.pool(url, "app", Secret.of("app-password")));
    OpenGates soon = startup.awaitInBackground(gate);
    AtomicReference<String> answer = new AtomicReference<>();

    try (GatedDataSource gated = GatedDataSource.of(soon, gate, LONG)) {
      startup.run(
          () -> {
            while (soon.status(gate).lastFailure().isEmpty()) {
              Thread.sleep(10);
            }
            open();
            try (Connection connection = gated.getConnection();
                ResultSet row = connection.createStatement().executeQuery("select 'there'")) {
              row.next();
              answer.set(row.getString(1));
            }
          });
    }

    assertThat(answer).hasValue("there");
    assertThat(startup.report().gates().get(0).attempts()).isGreaterThan(1);
    assertThat(soon.get(gate).isClosed()).isTrue();
  }

  @Test
  void interruptEndsTheWaitAndStays() throws Exception {
    try (GatedDataSource gated = gated(LONG, "app-password")) {
      Thread.currentThread().interrupt();
      assertThatThrownBy(gated::getConnection)
          .isInstanceOf(GateClosedException.class)
          .hasMessageContaining("interrupted");
      assertThat(Thread.interrupted()).isTrue();
    }
  }

  @Test
  void closeEndsTheWaitAndWhatOpensLaterIsClosed() throws Exception {
    GatedDataSource gated = gated(LONG, "app-password");
    AtomicReference<Throwable> failure = new AtomicReference<>();
    Thread waiting =
        new Thread(
            () -> {
              try (Connection none = gated.getConnection()) {
                failure.set(new AssertionError("got " + none));
              } catch (SQLException expected) {
                failure.set(expected);
              }
            });
    waiting.start();
    gated.close();
    waiting.join();
    assertThat(failure.get())
        .isInstanceOf(GateClosedException.class)
        .hasMessageContaining("closed");
    open();
    Leaks.assertNoAttemptLeft(Duration.ofSeconds(10));
    assertThat(gated.unwrap(HikariDataSource.class).isClosed()).isTrue();
    assertThatThrownBy(gated::getConnection).hasMessageContaining("closed");
  }

  @Test
  void wrapsWithoutWaitingAndTouchesNothingGlobal() throws Exception {
    int global = DriverManager.getLoginTimeout();
    try (GatedDataSource gated = gated(LONG, "app-password")) {
      assertThat(gated.isWrapperFor(HikariDataSource.class)).isFalse();
      assertThat(gated.unwrap(GatedDataSource.class)).isSameAs(gated);
      assertThatThrownBy(() -> gated.unwrap(HikariDataSource.class))
          .isInstanceOf(SQLException.class)
          .hasMessageContaining("not open yet");
      assertThat(gated.getLogWriter()).isNull();
      assertThat(gated).hasToString("GatedDataSource[orders-db, not open yet]");
      gated.setLoginTimeout(1);
      assertThatThrownBy(gated::getConnection).hasMessageContaining("did not open in time");
      open();
      gated.setLoginTimeout(0);
      try (Connection connection = gated.getConnection()) {
        assertThat(connection.isValid(1)).isTrue();
      }
      assertThat(gated.isWrapperFor(HikariDataSource.class)).isTrue();
      assertThat(gated).hasToString("GatedDataSource[orders-db, open]");
    }
    assertThat(DriverManager.getLoginTimeout()).isEqualTo(global);
  }

  @Test
  void badArguments() {
    Gate<HikariDataSource> never =
        Gate.of("never", JdbcProbe.pool(ServiceUrl.of("jdbc:x:y"), "a", Secret.of("b")));
    OpenGates none = startup.await();
    assertThatThrownBy(() -> GatedDataSource.of(none, never, LONG))
        .hasMessageContaining("was not awaited");
    assertThatThrownBy(() -> GatedDataSource.of(none, never, Duration.ZERO))
        .hasMessageContaining("limit: must be positive");
  }
}
