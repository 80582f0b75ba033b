package io.softstart.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.softstart.testkit.Behaviour;
import io.softstart.testkit.FaultyServer;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.SQLTimeoutException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The pool's logins are unbounded for MySQL, where plain HikariCP bounds them. */
class PoolLoginsTest {
  private static final Credentials APP = new Credentials("app", "app-password");

  private final int ofTheJvm = DriverManager.getLoginTimeout();

  /** A plain pool of another test has set the login time-out of the whole JVM. */
  @BeforeEach
  void nothingIsSetForTheWholeJvm() {
    DriverManager.setLoginTimeout(0);
  }

  @AfterEach
  void giveBack() {
    DriverManager.setLoginTimeout(ofTheJvm);
  }

  @ParameterizedTest
  @ValueSource(strings = {"mysql", "mariadb", "postgresql"})
  @Timeout(value = 30, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
  void aLoginOfThePoolAtASilentServerEndsInTime(String vendor) {
    try (FaultyServer server = FaultyServer.with(Behaviour.hang())) {
      String url = "jdbc:" + vendor + "://127.0.0.1:" + server.port() + "/app";
      ConnectionFactory logins = new DriverConnectionFactory(url, null, new Properties());
      assertThatThrownBy(() -> logins.forPool(APP, 1)).isInstanceOf(SQLException.class);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "jdbc:mysql://127.0.0.1:%1$d,127.0.0.1:%1$d/app?retriesAllDown=1",
        "jdbc:mysql://127.0.0.1:%1$d/app?autoReconnect=true&maxReconnects=1&initialTimeout=1",
        "jdbc:mariadb://127.0.0.1:%1$d,127.0.0.1:%1$d/app",
      })
  @Timeout(value = 30, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
  void aLoginOfThePoolAtSeveralHostsOrWithReconnectionEndsInTime(String url) {
    try (FaultyServer server = FaultyServer.with(Behaviour.hang())) {
      ConnectionFactory logins =
          new DriverConnectionFactory(url.formatted(server.port()), null, new Properties());
      long begun = System.nanoTime();
      assertThatThrownBy(() -> logins.forPool(APP, 1))
          .isInstanceOf(SQLTimeoutException.class)
          .hasMessage("the login did not end within 1 s");
      assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(5));
    }
    Leaks.assertNoAttemptLeft(Duration.ofSeconds(20)); // once the driver finds the server gone
  }

  @Test
  void atMostThreeLoginsHangAndLateConnectionsAreClosed() throws Exception {
    CountDownLatch released = new CountDownLatch(1);
    CountDownLatch closed = new CountDownLatch(3);
    Connection late =
        (Connection)
            Proxy.newProxyInstance(
                getClass().getClassLoader(),
                new Class<?>[] {Connection.class},
                (proxy, method, arguments) -> {
                  closed.countDown();
                  return null;
                });
    TimedLogin timed = new TimedLogin();
    for (int i = 0; i < 3; i++) {
      assertThatThrownBy(() -> timed.connect(() -> hang(released, late), 1))
          .isInstanceOf(SQLTimeoutException.class);
    }
    assertThatThrownBy(() -> timed.connect(() -> late, 1)).hasMessage("3 logins hang");
    released.countDown();
    assertThat(closed.await(10, TimeUnit.SECONDS)).isTrue();
    assertThat(timed.connect(() -> late, 10)).isSameAs(late);
  }

  @Test
  void aLoginThatEndsJustAtTheLimitIsClosed() throws Exception {
    AtomicInteger closed = new AtomicInteger();
    Connection late = closing(closed::incrementAndGet);
    TimedLogin.Login login = new TimedLogin().new Login(() -> late);
    login.run(); // it ends behind the wait, and before the wait is given up
    login.giveUp();
    assertThat(closed).hasValue(1);
  }

  @Test
  void aLoginThatEndsAsItIsGivenUpIsClosed() throws Exception {
    CountDownLatch closed = new CountDownLatch(1);
    Connection late = closing(closed::countDown);
    CountDownLatch never = new CountDownLatch(1);
    assertThatThrownBy(() -> new TimedLogin().connect(() -> endsWhenInterrupted(never, late), 1))
        .isInstanceOf(SQLTimeoutException.class);
    assertThat(closed.await(10, TimeUnit.SECONDS)).isTrue();
  }

  @Test
  void aLateConnectionWhoseCloseThrowsHidesNothing() {
    Connection late =
        closing(
            () -> {
              throw new IllegalStateException("broken");
            });
    TimedLogin.Login login = new TimedLogin().new Login(() -> late);
    login.run();
    login.giveUp();
    assertThat(login).isDone();
  }

  @Test
  void aLoginThatWasTakenIsNotClosed() throws Exception {
    AtomicInteger closed = new AtomicInteger();
    Connection made = closing(closed::incrementAndGet);
    assertThat(new TimedLogin().connect(() -> made, 10)).isSameAs(made);
    assertThat(closed).hasValue(0);
  }

  private static Connection endsWhenInterrupted(CountDownLatch never, Connection late) {
    try {
      never.await();
    } catch (InterruptedException cancelled) {
      return late;
    }
    throw new AssertionError("nothing ends it");
  }

  private static Connection closing(Runnable closed) {
    return (Connection)
        Proxy.newProxyInstance(
            PoolLoginsTest.class.getClassLoader(),
            new Class<?>[] {Connection.class},
            (proxy, method, arguments) -> {
              closed.run();
              return null;
            });
  }

  private static Connection hang(CountDownLatch released, Connection late) {
    while (true) {
      try {
        released.await();
        return late;
      } catch (InterruptedException ignored) {
        continue; // as drivers do
      }
    }
  }

  @Test
  void nothingOfTheBoundStaysOnAConnection() throws SQLException {
    DriverLimits limits = DriverLimits.of("jdbc:mysql://db/app", new Properties());
    Properties login = new Properties();
    assertThat(limits.limitLogin(login, 2)).isTrue();
    assertThat(login)
        .containsEntry("connectTimeout", "2000")
        .containsEntry("socketTimeout", "2000");

    List<Object> timeouts = new ArrayList<>();
    Connection connection =
        (Connection)
            Proxy.newProxyInstance(
                getClass().getClassLoader(),
                new Class<?>[] {Connection.class},
                (proxy, method, arguments) -> {
                  assertThat(method.getName()).isEqualTo("setNetworkTimeout");
                  timeouts.add(arguments[1]);
                  return null;
                });
    limits.release(connection);
    assertThat(timeouts).containsExactly(0);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "jdbc:mysql://db/app?socketTimeout=7000",
        "jdbc:mysql://a,b/app", // it would connect again with these limits
        "jdbc:mysql://db/app?autoReconnect=true",
        "jdbc:mariadb://db/app",
        "jdbc:postgresql://db/app",
      })
  void whatTheUserSetIsKept(String url) {
    Properties login = new Properties();
    assertThat(DriverLimits.of(url, new Properties()).limitLogin(login, 2)).isFalse();
    assertThat(login).doesNotContainKey("socketTimeout");
  }
}
