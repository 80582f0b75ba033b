package io.softstart.jdbc;

import io.softstart.gate.Attempt;
import io.softstart.net.Target.Endpoint;
import java.sql.Connection;
import java.sql.Driver;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/** Bare logins of a driver: no pool, no {@code DriverManager} time-out. */
final class DriverConnectionFactory implements ConnectionFactory {
  private static final Duration LEAST = Duration.ofSeconds(1);

  private final String url;
  private final @Nullable String driverClass;
  private final Properties options;
  private final DriverLimits limits;
  private final TimedLogin timed = new TimedLogin();
  private volatile @Nullable Driver driver;

  /**
   * Prepares logins; the driver is looked for at the first.
   *
   * @param driverClass its name, null to take the one that accepts the URL
   * @param options passed to the driver; copied
   */
  DriverConnectionFactory(String url, @Nullable String driverClass, Properties options) {
    this.url = url;
    this.driverClass = driverClass;
    this.options = new Properties();
    this.options.putAll(options);
    for (String name : options.stringPropertyNames()) { // defaults too
      this.options.setProperty(name, options.getProperty(name));
    }
    this.limits = DriverLimits.of(url, this.options);
  }

  @Override
  public Connection forAttempt(Credentials credentials, Duration left) throws SQLException {
    Properties login = login(credentials);
    limits.limitAttempt(login, left);
    return connect(url, login);
  }

  @Override
  public List<HostFailure> failuresByHost(Credentials credentials, Attempt attempt) {
    List<HostFailure> failures = new ArrayList<>();
    List<String> urls = HostUrls.of(url);
    for (String one : urls) {
      if (attempt.remaining().compareTo(LEAST) < 0) {
        return failures; // the failure that is known is to be heard
      }
      Properties login = login(credentials);
      DriverLimits.of(one, options)
          .limitAttempt(login, attempt.remaining().dividedBy(1 + urls.size() - failures.size()));
      try {
        connect(one, login).close();
        return List.of();
      } catch (SQLException failure) {
        failures.add(new HostFailure(one, failure));
      } catch (RuntimeException broken) { // what the other hosts say counts still
        failures.add(new HostFailure(one, new SQLException(broken)));
      }
    }
    return failures;
  }

  @Override
  public void release(Connection connection) throws SQLException {
    limits.release(connection);
  }

  @Override
  public Connection forPool(Credentials credentials, int timeout) throws SQLException {
    Properties login = login(credentials);
    if (limits.isLimitedFromOutside(timeout)) {
      return timed.connect(() -> connect(url, login), timeout);
    }
    boolean limitsReads = limits.limitLogin(login, timeout);
    Connection connection = connect(url, login);
    return limitsReads ? released(connection) : connection;
  }

  /** Another driver than the vendor's may take the same URL; that shows once it is found. */
  @Override
  public Optional<Endpoint> dials() {
    Driver found = driver;
    String name = found == null ? driverClass : found.getClass().getName();
    return DialedAddress.of(url, options, name);
  }

  @Override
  public void preload() {
    try {
      driver();
    } catch (SQLException none) {
      // the login tells
    }
  }

  @Override
  public <T> @Nullable T unwrap(Class<T> type) {
    return null;
  }

  private Connection released(Connection connection) throws SQLException {
    try {
      limits.release(connection);
      return connection;
    } catch (SQLException | RuntimeException broken) {
      connection.close();
      throw broken;
    }
  }

  private Properties login(Credentials credentials) {
    Properties login = new Properties();
    login.putAll(options);
    credentials.addTo(login);
    return login;
  }

  private Connection connect(String to, Properties login) throws SQLException {
    Driver found = driver();
    Connection connection = found.connect(to, login);
    return connection == null ? connectByAnother(found, to, login) : connection;
  }

  /** As DriverManager does where a driver takes a URL of another one and does not connect. */
  private Connection connectByAnother(Driver declines, String to, Properties login)
      throws SQLException {
    List<Driver> others = driverClass == null ? Drivers.others(url, declines) : List.of();
    for (Driver other : others) {
      Connection connection = other.connect(to, login);
      if (connection != null) {
        driver = other;
        return connection;
      }
    }
    throw NoDriverException.refusing(declines);
  }

  private Driver driver() throws SQLException {
    Driver found = driver;
    if (found == null) {
      found = Drivers.find(url, driverClass);
      driver = found;
    }
    return found;
  }
}
