package io.softstart.spring;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;

/** Whose connection is closed once it has been asked for, and whose is not. */
class KeptConnectionTest {
  private final AtomicInteger closed = new AtomicInteger();
  private final Connection connection =
      (Connection)
          Proxy.newProxyInstance(
              getClass().getClassLoader(),
              new Class<?>[] {Connection.class},
              (proxy, method, arguments) -> {
                switch (method.getName()) {
                  case "close" -> closed.incrementAndGet();
                  case "equals" -> {
                    return proxy == arguments[0];
                  }
                  case "hashCode" -> {
                    return 1;
                  }
                  default -> throw new AssertionError(method);
                }
                return null;
              });

  private int closedBy(Object keeper) throws SQLException {
    KeptConnection.closeUnlessKept(source(keeper), connection);
    return closed.get();
  }

  /** Captures the keeper in a field, as the classes of applications do. */
  private DataSource source(Object keeper) {
    return new Source() {
      @Override
      public Connection getConnection() {
        return keeper == connection ? (Connection) keeper : connection;
      }
    };
  }

  @Test
  void aConnectionMadeForTheCallerIsClosed() throws Exception {
    assertThat(closedBy("nothing")).isEqualTo(1);
  }

  @Test
  void oneThatTheSourceHandsOutAgainIsNot() throws Exception {
    assertThat(closedBy(connection)).isZero();
  }

  @Test
  void norIsOneThatAWrappedSourceKeeps() throws Exception {
    assertThat(closedBy(source(connection))).isZero();
  }

  @Test
  void norIsOneBehindAReference() throws Exception {
    assertThat(closedBy(new AtomicReference<>(connection))).isZero();
  }

  @Test
  void aWrapperThatAPoolNotesAsLentIsGivenBack() throws Exception {
    assertThat(closedBy(Map.of("borrower", connection))).isEqualTo(1);
  }

  @Test
  void springsSourceOfASingleConnectionIsAsked() throws Exception {
    KeptConnection.closeUnlessKept(new Smart(), connection);
    assertThat(closed).hasValue(0);
  }

  @Test
  void whereThereIsNoneNothingIsClosed() throws Exception {
    KeptConnection.closeUnlessKept(source(""), null);
    assertThat(closed).hasValue(0);
  }

  /** As {@code SmartDataSource} declares it. */
  static final class Smart extends Source {
    public boolean shouldClose(Connection connection) {
      return connection == null;
    }
  }

  /** The methods that nobody calls. */
  static class Source implements DataSource {
    @Override
    public Connection getConnection() throws SQLException {
      throw new SQLException();
    }

    @Override
    public Connection getConnection(String user, String password) throws SQLException {
      return getConnection();
    }

    @Override
    public java.io.PrintWriter getLogWriter() {
      throw new AssertionError();
    }

    @Override
    public void setLogWriter(java.io.PrintWriter writer) {
      throw new AssertionError();
    }

    @Override
    public void setLoginTimeout(int seconds) {
      throw new AssertionError();
    }

    @Override
    public int getLoginTimeout() {
      throw new AssertionError();
    }

    @Override
    public java.util.logging.Logger getParentLogger() {
      throw new AssertionError();
    }

    @Override
    public <T> T unwrap(Class<T> type) {
      throw new AssertionError();
    }

    @Override
    public boolean isWrapperFor(Class<?> type) {
      throw new AssertionError();
    }
  }
}
