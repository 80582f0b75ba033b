package io.softstart.spring;

import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.util.DriverDataSource;
import com.zaxxer.hikari.util.PropertyElf;
import java.io.PrintWriter;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.util.logging.Logger;
import javax.sql.DataSource;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

/**
 * Stands beneath a HikariCP pool, in the place of what the pool would have made of its settings,
 * and waits inside of the application's own first connection. It has all that the pool has, it is
 * never too early, and an application that never connects is never delayed.
 */
final class BeneathPool implements DataSource {
  private static final String SHARED =
      "a pool has begun with a copy of the settings of another one, which has not connected yet: it"
          + " connects to the same server. To do: call setDataSource(null) on the copy";

  private final HikariDataSource pool;
  private final OwnClient client;
  private @Nullable DataSource real;
  private volatile boolean left;

  BeneathPool(HikariDataSource pool, OwnClient client) {
    this.pool = pool;
    this.client = client;
  }

  /** {@return the pool that a source is, or is wrapped around; null for another kind} */
  static @Nullable HikariDataSource poolIn(DataSource source) {
    if (source instanceof HikariDataSource pool) {
      return pool;
    }
    try {
      return source.isWrapperFor(HikariDataSource.class)
          ? source.unwrap(HikariDataSource.class)
          : null;
    } catch (SQLException notKnown) {
      return null;
    }
  }

  /** Lets a client wait inside of a pool that has not begun, and has nothing of its own. */
  static void getBeneath(DataSource source, OwnClient client) {
    HikariDataSource pool = (HikariDataSource) source;
    if (!pool.isRunning()
        && (pool.getDataSource() == null || isCopied(pool))
        && pool.getDataSourceJNDI() == null
        && (pool.getJdbcUrl() != null || pool.getDataSourceClassName() != null)) {
      pool.setDataSource(new BeneathPool(pool, client));
    }
  }

  /** A pool that was made with the settings of another one has what stands beneath that one. */
  private static boolean isCopied(HikariDataSource pool) {
    return pool.getDataSource() instanceof BeneathPool other && other.pool != pool;
  }

  @Override
  public Connection getConnection() throws SQLException {
    return connection(null, null);
  }

  @Override
  public Connection getConnection(String user, String password) throws SQLException {
    return connection(user, password);
  }

  private Connection connection(@Nullable String user, @Nullable String password)
      throws SQLException {
    DataSource source = real();
    if (client.isDecided() && !client.isGivenUp()) {
      Connection connection = login(source, user, password);
      leaveSettings();
      return connection;
    }
    try {
      Connection connection =
          client.ask(
              () -> login(source, user, password),
              failed -> FewLogins.of(new PoolLogin(this::login, pool), client.derived(), failed),
              this::login);
      leaveSettings();
      return connection;
    } catch (SQLException given) {
      throw client.isGivenUp() ? QuietFailure.of(given) : given;
    } catch (RuntimeException defect) {
      throw defect;
    } catch (Exception never) {
      throw new IllegalStateException(never);
    }
  }

  /** The pool has read them: a copy of them for another server must not lead to this one. */
  private void leaveSettings() {
    if (!left) {
      left = true;
      try {
        pool.setDataSource(null);
      } catch (IllegalStateException sealed) {
        // a pool that connects on a thread of its own, later
      }
    }
  }

  private static Connection login(
      DataSource source, @Nullable String user, @Nullable String password) throws SQLException {
    return user == null ? source.getConnection() : source.getConnection(user, password);
  }

  /** Logs in as whom the pool names by now: a longer wait may have brought a new password. */
  Connection login() throws SQLException {
    return login(real(), pool.getUsername(), pool.getPassword());
  }

  /** What the pool itself would have made, made when it would have been needed. */
  private synchronized DataSource real() {
    DataSource known = real;
    if (known == null) {
      known = make();
      real = known;
    }
    return known;
  }

  private DataSource make() {
    String type = pool.getDataSourceClassName();
    if (type == null) {
      return new DriverDataSource(
          pool.getJdbcUrl(),
          pool.getDriverClassName(),
          pool.getDataSourceProperties(),
          pool.getUsername(),
          pool.getPassword());
    }
    try {
      ClassLoader loader = pool.getClass().getClassLoader();
      DataSource made =
          Class.forName(type, true, loader)
              .asSubclass(DataSource.class)
              .getDeclaredConstructor()
              .newInstance();
      PropertyElf.setTargetFromProperties(made, pool.getDataSourceProperties());
      return made;
    } catch (ReflectiveOperationException | ClassCastException cannot) {
      throw new IllegalStateException("cannot make a " + type, cannot);
    }
  }

  /** The pool's first call, by the thread that is the first to ask it. */
  @Override
  public void setLoginTimeout(int seconds) throws SQLException {
    if (!Thread.holdsLock(pool)) { // as a pool does that begins with its first connection
      LogFactory.getLog("io.softstart").warn(SHARED);
    }
    real().setLoginTimeout(seconds);
    if (pool.getInitializationFailTimeout() < 0) {
      awaitForCaller();
    }
  }

  /** Such a pool connects on a thread of its own, and its callers time out: they wait before it. */
  private void awaitForCaller() {
    try {
      client.ask(
          () -> {
            login().close();
            return true;
          },
          failed -> FewLogins.of(new PoolLogin(this::login, pool), client.derived(), failed),
          () -> true);
    } catch (Exception given) {
      // the caller meets the same, and is told
    }
  }

  /** Of the driver: with 0 HikariCP warns at every shutdown. */
  @Override
  public int getLoginTimeout() throws SQLException {
    return real().getLoginTimeout();
  }

  @Override
  public @Nullable PrintWriter getLogWriter() throws SQLException {
    return real().getLogWriter();
  }

  @Override
  public void setLogWriter(@Nullable PrintWriter writer) throws SQLException {
    real().setLogWriter(writer);
  }

  @Override
  public Logger getParentLogger() throws SQLFeatureNotSupportedException {
    return real().getParentLogger();
  }

  @Override
  public <T> T unwrap(Class<T> type) throws SQLException {
    DataSource source = real();
    return type.isInstance(source) ? type.cast(source) : source.unwrap(type);
  }

  @Override
  public boolean isWrapperFor(Class<?> type) throws SQLException {
    DataSource source = real();
    return type.isInstance(source) || source.isWrapperFor(type);
  }
}
