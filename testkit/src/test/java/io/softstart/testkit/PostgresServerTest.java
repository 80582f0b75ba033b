package io.softstart.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.lang.reflect.Proxy;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@SuppressWarnings("try") // some tests close early
class PostgresServerTest {
  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final Duration LATE = Duration.ofSeconds(1);

  @ParameterizedTest
  @MethodSource("io.softstart.testkit.Backends#here")
  void isUsableByItsUserOnceStarted(ServerBackend backend) throws SQLException {
    try (PostgresServer server = PostgresServer.builder().backend(backend).build()) {
      assertThat(server.isRunning()).isFalse();
      assertThat(server.usableAt()).isEmpty();
      long before = System.nanoTime();

      server.start();

      assertThat(server.isRunning()).isTrue();
      assertThat(server.usableAt().orElseThrow()).isBetween(before, System.nanoTime());
      try (Connection connection = login(server)) {
        assertThat(connection.isValid(5)).isTrue();
        connection.createStatement().execute("CREATE TABLE orders (id int)"); // owns the database
      }
      assertThat(server.queryValue("SELECT version()").orElseThrow()).contains("PostgreSQL 18");
      assertThat(server.queryValue("SHOW ssl")).contains("off");
      assertThat(server.queryValue("SELECT NULL")).isEmpty();
      assertThat(server.log()).contains("ready to accept connections");
    }
  }

  @Test
  void logHasWhatWasWrittenBeforeThoughTheEngineIsLate() {
    PostgresSettings settings =
        new PostgresSettings("app", "secret", "app", "postgres:18", Map.of(), List.of());
    int port = Ports.free();
    ServerProcess late = loggingLate(new EmbeddedPostgres(settings, port));
    try (PostgresServer server = new PostgresServer(settings, late, port)) {
      server.start();
      server.sql("DO $$ BEGIN RAISE LOG 'a line of the test'; END $$");
      assertThat(server.log()).contains("LOG:  a line of the test");
      server.stop();
      assertThat(server.log()).contains("a line of the test");
    }
  }

  /** As an engine may: each call shows what the one before it should have shown. */
  private static ServerProcess loggingLate(ServerProcess real) {
    AtomicReference<Object> shown = new AtomicReference<>("");
    return (ServerProcess)
        Proxy.newProxyInstance(
            ServerProcess.class.getClassLoader(),
            new Class<?>[] {ServerProcess.class},
            (proxy, method, arguments) -> {
              Object result = method.invoke(real, arguments);
              return method.getName().equals("log") ? shown.getAndSet(result) : result;
            });
  }

  @ParameterizedTest
  @MethodSource("io.softstart.testkit.Backends#here")
  void nothingListensBeforeTheStart(ServerBackend backend) {
    try (PostgresServer server = PostgresServer.builder().backend(backend).build()) {
      AtomicInteger refused = new AtomicInteger();
      AtomicBoolean accepted = new AtomicBoolean();
      AtomicBoolean prepared = new AtomicBoolean();
      Thread client =
          new Thread(
              () -> {
                while (!prepared.get()) {
                  if (isRefused(server)) {
                    refused.incrementAndGet();
                  } else {
                    accepted.set(true);
                  }
                }
              });
      client.start();
      server.prepare();
      prepared.set(true);
      assertThat(Poll.until(LIMIT, () -> !client.isAlive())).isTrue();

      assertThat(accepted).isFalse();
      assertThat(refused).hasPositiveValue();
    }
  }

  @ParameterizedTest
  @MethodSource("io.softstart.testkit.Backends#here")
  void comesLateAndSaysWhen(ServerBackend backend) {
    try (PostgresServer server = PostgresServer.builder().backend(backend).build()) {
      server.prepare();
      long asked = System.nanoTime();
      server.startInBackground(LATE);
      assertThat(Duration.ofNanos(System.nanoTime() - asked)).isLessThan(LATE);
      assertThat(server.isRunning()).isFalse();

      assertThat(Poll.until(LIMIT, () -> canLogin(server))).isTrue();
      long firstLogin = System.nanoTime();
      long usable = server.awaitUsable(LIMIT);

      assertThat(Duration.ofNanos(usable - asked)).isGreaterThan(LATE);
      assertThat(Duration.ofNanos(usable - firstLogin).abs()).isLessThan(Duration.ofSeconds(3));
      assertThat(server.usableAt()).hasValue(usable);
    }
  }

  @ParameterizedTest
  @MethodSource("io.softstart.testkit.Backends#here")
  void keepsItsDataAndPortWhenStoppedKilledAndStarted(ServerBackend backend) {
    try (PostgresServer server = PostgresServer.builder().backend(backend).build()) {
      int port = server.port();
      server.start();
      server.sql("CREATE TABLE notes (n int); INSERT INTO notes VALUES (1)");

      server.stop();
      assertThat(server.isRunning()).isFalse();
      assertThat(server.usableAt()).isEmpty();
      assertThat(isRefused(server)).isTrue();

      server.start();
      server.sql("INSERT INTO notes VALUES (2)");
      server.kill();
      assertThat(server.isRunning()).isFalse();
      assertThat(isRefused(server)).isTrue();

      server.start();
      assertThat(server.queryValue("SELECT sum(n) FROM notes")).contains("3");
      assertThat(server.port()).isEqualTo(port);
      assertThat(server.log()).contains("automatic recovery in progress"); // it was a real kill
    }
  }

  @ParameterizedTest
  @MethodSource("io.softstart.testkit.Backends#here")
  void pausedItAcceptsButDoesNotAnswer(ServerBackend backend) throws IOException {
    try (PostgresServer server = PostgresServer.builder().backend(backend).build()) {
      server.start();
      server.pause();
      server.pause(); // no effect
      assertThat(server.isRunning()).isTrue();
      try (Socket socket = new Socket(server.host(), server.port())) {
        socket.getOutputStream().write(new byte[] {0, 0, 0, 8, 4, (byte) 210, 22, 47}); // SSL?
        socket.setSoTimeout(300);
        assertThatThrownBy(() -> socket.getInputStream().read())
            .isInstanceOf(SocketTimeoutException.class);
      }
      server.resume();
      assertThat(canLogin(server)).isTrue();
    }
  }

  @ParameterizedTest
  @MethodSource("io.softstart.testkit.Backends#here")
  void canBeEndedWhilePaused(ServerBackend backend) {
    try (PostgresServer server = PostgresServer.builder().backend(backend).build()) {
      server.start();
      server.pause();
      server.kill();
      assertThat(isRefused(server)).isTrue();
      server.start();
      server.pause();
      server.stop();
      assertThat(isRefused(server)).isTrue();
      server.start();
      assertThat(canLogin(server)).isTrue();
      server.pause(); // and closed
    }
  }

  @ParameterizedTest
  @MethodSource("io.softstart.testkit.Backends#here")
  void takesSettingsAndRules(ServerBackend backend) {
    try (PostgresServer server =
        PostgresServer.builder()
            .backend(backend)
            .setting("max_connections", "7")
            .setting("superuser_reserved_connections", "2")
            .setting("log_line_prefix", "it's %u ")
            .hba("host all app all reject")
            .build()) {
      server.start();

      assertThat(server.queryValue("SHOW max_connections")).contains("7");
      assertThat(server.queryValue("SHOW log_line_prefix")).contains("it's %u ");
      assertThat(failureOfLogin(server).getSQLState()).isEqualTo("28000");

      server.hba();
      assertThat(Poll.until(LIMIT, () -> canLogin(server))).isTrue();
      server.hba("host app app all reject", "# it's a comment");
      assertThat(Poll.until(LIMIT, () -> !canLogin(server))).isTrue();

      server.sql("ALTER SYSTEM SET log_line_prefix = 'later '");
      server.sql("SELECT pg_reload_conf()");
      assertThat(
              Poll.until(
                  LIMIT,
                  () -> server.queryValue("SHOW log_line_prefix").orElseThrow().equals("later ")))
          .isTrue();
    }
  }

  @ParameterizedTest
  @MethodSource("io.softstart.testkit.Backends#here")
  void changesRolesAndDatabasesAtRunTime(ServerBackend backend) {
    try (PostgresServer server =
        PostgresServer.builder()
            .backend(backend)
            .user("o'brien \"x\"")
            .password("p'w\"d $1 \\")
            .database("My \"db\" it's")
            .build()) {
      server.start();
      assertThat(server.queryValue("SELECT current_database()")).contains(server.database());

      String later = server.jdbcUrl("later");
      assertThat(catchLogin(later, server.user(), server.password()).getSQLState())
          .isEqualTo("3D000");
      server.sqlIn("postgres", "CREATE DATABASE later");
      assertThat(canLogin(later, server.user(), server.password())).isTrue();

      server.sql("ALTER ROLE \"o'brien \"\"x\"\"\" PASSWORD 'new'");
      assertThat(catchLogin(later, server.user(), server.password()).getSQLState())
          .isEqualTo("28P01");
      assertThat(canLogin(later, server.user(), "new")).isTrue();

      assertThatThrownBy(() -> server.sql("SELECT nonsense"))
          .isInstanceOf(TestkitException.class)
          .hasMessageContaining("nonsense");
    }
  }

  @ParameterizedTest
  @MethodSource("io.softstart.testkit.Backends#here")
  void sqlPassesAFullServer(ServerBackend backend) throws SQLException {
    try (PostgresServer server =
        PostgresServer.builder().backend(backend).setting("max_connections", "5").build()) {
      server.start();
      try (Connection first = login(server);
          Connection second = login(server)) {
        assertThat(first.isValid(5)).isTrue();
        assertThat(second.isValid(5)).isTrue();
        assertThat(failureOfLogin(server).getSQLState()).isEqualTo("53300");
        assertThat(server.queryValue("SELECT count(*) FROM pg_stat_activity WHERE usename = 'app'"))
            .contains("2");
      }
    }
  }

  @ParameterizedTest
  @MethodSource("io.softstart.testkit.Backends#here")
  void aServerThatCannotStartSaysWhy(ServerBackend backend) {
    try (PostgresServer server =
        PostgresServer.builder()
            .backend(backend)
            .setting("shared_preload_libraries", "nope")
            .build()) {
      server.prepare(); // nothing wrong yet
      assertThatThrownBy(server::start)
          .isInstanceOf(TestkitException.class)
          .hasMessageContaining("could not access file \"nope\"");
      server.startInBackground();
      assertThatThrownBy(() -> server.awaitUsable(LIMIT))
          .isInstanceOf(TestkitException.class)
          .hasMessageContaining("could not access file \"nope\"");
      assertThat(server.isRunning()).isFalse();
    }
  }

  @ParameterizedTest
  @MethodSource("io.softstart.testkit.Backends#here")
  void misuseIsRefused(ServerBackend backend) {
    PostgresServer server = PostgresServer.builder().backend(backend).build();
    try (server) {
      server.stop(); // nothing to do
      server.kill();
      server.resume();
      assertThatThrownBy(server::pause).isInstanceOf(IllegalStateException.class);
      assertThatThrownBy(() -> server.startInBackground(Duration.ofSeconds(-1)))
          .isInstanceOf(IllegalArgumentException.class);
      server.startInBackground(Duration.ofMinutes(10));
      assertThatThrownBy(server::start).isInstanceOf(IllegalStateException.class);
      server.stop(); // calls the start off
      assertThatThrownBy(() -> server.awaitUsable(LIMIT))
          .isInstanceOf(TestkitException.class)
          .hasMessageContaining("ended before");
      server.start();
      assertThatThrownBy(server::start).isInstanceOf(IllegalStateException.class);
      assertThatThrownBy(server::startInBackground).isInstanceOf(IllegalStateException.class);
    }
    assertThat(server.isRunning()).isFalse();
    assertThat(isRefused(server)).isTrue();
    assertThatThrownBy(server::start).isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(server::stop).isInstanceOf(IllegalStateException.class);
    server.close();
  }

  @ParameterizedTest
  @MethodSource("io.softstart.testkit.Backends#here")
  void startCanBeEndedFromAnotherThread(ServerBackend backend) {
    try (PostgresServer server = PostgresServer.builder().backend(backend).build()) {
      server.startInBackground();
      assertThat(Poll.until(LIMIT, server::isRunning)).isTrue();
      server.kill();
      assertThatThrownBy(() -> server.awaitUsable(LIMIT)).isInstanceOf(TestkitException.class);
      server.start();
      assertThat(canLogin(server)).isTrue();
    }
  }

  @ParameterizedTest
  @MethodSource("io.softstart.testkit.Backends#here")
  void anInterruptEndsTheWaitButNotTheCleaningUp(ServerBackend backend) {
    PostgresServer server = PostgresServer.builder().backend(backend).build();
    try (server) {
      server.prepare();
      Thread.currentThread().interrupt();
      assertThatThrownBy(server::start)
          .isInstanceOf(TestkitException.class)
          .hasMessageContaining("interrupted");
      assertThat(Thread.currentThread().isInterrupted()).isTrue();
      server.close();
      assertThat(Thread.interrupted()).isTrue();
    }
    assertThat(server.isRunning()).isFalse();
    assertThat(isRefused(server)).isTrue();
  }

  private static Connection login(PostgresServer server) throws SQLException {
    return DriverManager.getConnection(server.jdbcUrl(), server.user(), server.password());
  }

  private static boolean canLogin(PostgresServer server) {
    return canLogin(server.jdbcUrl(), server.user(), server.password());
  }

  private static boolean canLogin(String url, String user, String password) {
    try (Connection connection = DriverManager.getConnection(url, user, password)) {
      return connection.isValid(5);
    } catch (SQLException e) {
      return false;
    }
  }

  private static SQLException failureOfLogin(PostgresServer server) {
    return catchLogin(server.jdbcUrl(), server.user(), server.password());
  }

  private static SQLException catchLogin(String url, String user, String password) {
    return catchThrowableOfType(
        SQLException.class, () -> DriverManager.getConnection(url, user, password).close());
  }

  private static boolean isRefused(PostgresServer server) {
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(server.host(), server.port()), 2_000);
      return false;
    } catch (ConnectException e) {
      return true;
    } catch (IOException e) {
      return false;
    }
  }
}
