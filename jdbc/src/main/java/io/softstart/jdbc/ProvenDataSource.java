package io.softstart.jdbc;

import java.io.PrintWriter;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.logging.Logger;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * What the pool is built on: hands out the connection that proved readiness first, and logs in anew
 * afterwards. Closing it closes that connection if nobody took it. Thread-safe.
 */
final class ProvenDataSource implements DataSource, AutoCloseable {
  private final AtomicReference<@Nullable Connection> proven;
  private final ConnectionFactory logins;
  private final CredentialsSource account;
  private volatile int loginTimeout;

  ProvenDataSource(Connection proven, ConnectionFactory logins, CredentialsSource account) {
    this.proven = new AtomicReference<>(proven);
    this.logins = logins;
    this.account = account;
  }

  @Override
  public Connection getConnection() throws SQLException {
    Connection first = proven.getAndSet(null);
    return first != null ? first : logins.forPool(account.now(), loginTimeout);
  }

  /** The pool's configuration may be given other credentials while it runs. */
  @Override
  public Connection getConnection(@Nullable String user, @Nullable String password)
      throws SQLException {
    Connection first = proven.getAndSet(null);
    return first != null ? first : logins.forPool(new Credentials(user, password), loginTimeout);
  }

  /** What goes wrong then says nothing of the database. */
  @Override
  public void close() {
    Connection untaken = proven.getAndSet(null);
    if (untaken != null) {
      try {
        untaken.close();
      } catch (SQLException | RuntimeException broken) {
        return; // nobody has it
      }
    }
  }

  /** Kept for the logins to come: set on {@code DriverManager} it would bound everybody's. */
  @Override
  public void setLoginTimeout(int seconds) {
    loginTimeout = seconds;
  }

  @Override
  public int getLoginTimeout() {
    return loginTimeout;
  }

  @Override
  public @Nullable PrintWriter getLogWriter() {
    return null;
  }

  @Override
  public void setLogWriter(@Nullable PrintWriter out) {
    // nothing is written
  }

  @Override
  public Logger getParentLogger() throws SQLFeatureNotSupportedException {
    throw new SQLFeatureNotSupportedException();
  }

  @Override
  public <T> T unwrap(Class<T> type) throws SQLException {
    T own = type.isInstance(this) ? type.cast(this) : logins.unwrap(type);
    if (own == null) {
      throw new SQLException("wraps no " + type.getName());
    }
    return own;
  }

  @Override
  public boolean isWrapperFor(Class<?> type) throws SQLException {
    return type.isInstance(this) || logins.unwrap(type) != null;
  }
}
