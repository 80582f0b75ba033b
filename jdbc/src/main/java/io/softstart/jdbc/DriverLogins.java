package io.softstart.jdbc;

import java.sql.Connection;
import java.sql.Driver;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/** Bare logins of a driver: no pool, no {@code DriverManager} time-out. */
final class DriverLogins implements Logins {
  private final String url;
  private final @Nullable String driverClass;
  private final Properties options;
  private final DriverLimits limits;
  private volatile @Nullable Driver driver;

  /**
   * Prepares logins; the driver is looked for at the first.
   *
   * @param driverClass its name, null to take the one that accepts the URL
   * @param options passed to the driver; copied
   */
  DriverLogins(String url, @Nullable String driverClass, Properties options) {
    this.url = url;
    this.driverClass = driverClass;
    this.options = new Properties();
    this.options.putAll(options);
    this.limits = DriverLimits.of(url, this.options);
  }

  @Override
  public Connection forAttempt(Credentials credentials, Duration left) throws SQLException {
    Properties login = login(credentials);
    limits.limitAttempt(login, left);
    return connect(login);
  }

  @Override
  public void release(Connection connection) throws SQLException {
    limits.release(connection);
  }

  @Override
  public Connection forPool(Credentials credentials, int timeout) throws SQLException {
    Properties login = login(credentials);
    limits.limitLogin(login, timeout);
    return connect(login);
  }

  @Override
  public <T> @Nullable T unwrap(Class<T> type) {
    return null;
  }

  private Properties login(Credentials credentials) {
    Properties login = new Properties();
    login.putAll(options);
    credentials.addTo(login);
    return login;
  }

  private Connection connect(Properties login) throws SQLException {
    Driver found = driver;
    if (found == null) {
      found = Drivers.find(url, driverClass);
      driver = found;
    }
    Connection connection = found.connect(url, login);
    if (connection == null) {
      throw NoDriverException.refusing(found);
    }
    return connection;
  }
}
