package io.softstart.jdbc;

import com.zaxxer.hikari.HikariConfig;
import java.io.PrintWriter;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.logging.Logger;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** Real logins that take their time and cannot be interrupted; closing one hangs until the end. */
final class HangingClose implements DataSource, AutoCloseable {
  private final String url;
  private final Duration delay;
  private final CountDownLatch end = new CountDownLatch(1);
  private final AtomicInteger logins = new AtomicInteger();
  private final AtomicInteger closing = new AtomicInteger();

  HangingClose(String url, Duration delay) {
    this.url = url;
    this.delay = delay;
  }

  HikariConfig asPool() {
    HikariConfig config = new HikariConfig();
    config.setDataSource(this);
    return config;
  }

  int logins() {
    return logins.get();
  }

  int closing() {
    return closing.get();
  }

  @Override
  public Connection getConnection() throws SQLException {
    logins.incrementAndGet();
    sleepThroughInterrupts();
    Connection real = DriverManager.getConnection(url, "app", "app-password");
    return (Connection)
        Proxy.newProxyInstance(
            HangingClose.class.getClassLoader(),
            new Class<?>[] {Connection.class},
            (proxy, method, args) -> {
              if (method.getName().equals("close")) {
                closing.incrementAndGet();
                end.await();
              }
              try {
                return method.invoke(real, args);
              } catch (InvocationTargetException thrown) {
                throw thrown.getCause();
              }
            });
  }

  private void sleepThroughInterrupts() {
    long until = System.nanoTime() + delay.toNanos();
    while (System.nanoTime() - until < 0) {
      try {
        Thread.sleep(10);
      } catch (InterruptedException ignored) {
        // as drivers do
      }
    }
  }

  /** Lets what hangs go. */
  @Override
  public void close() {
    end.countDown();
  }

  @Override
  public Connection getConnection(String user, String password) throws SQLException {
    return getConnection();
  }

  @Override
  public @Nullable PrintWriter getLogWriter() {
    return null;
  }

  @Override
  public void setLogWriter(@Nullable PrintWriter out) {}

  @Override
  public void setLoginTimeout(int seconds) {}

  @Override
  public int getLoginTimeout() {
    return 0;
  }

  @Override
  public Logger getParentLogger() throws SQLFeatureNotSupportedException {
    throw new SQLFeatureNotSupportedException();
  }

  @Override
  public <T> T unwrap(Class<T> type) throws SQLException {
    throw new SQLException("wraps nothing");
  }

  @Override
  public boolean isWrapperFor(Class<?> type) {
    return false;
  }
}
