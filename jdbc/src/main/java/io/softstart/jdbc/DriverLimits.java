package io.softstart.jdbc;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Properties;

/**
 * The time-outs of a driver, for a login where the user has not set them. Without them a server
 * that accepts and hangs would keep the thread of a cut-off attempt for ever. Immutable.
 *
 * <p>Known are PostgreSQL's, all in seconds: {@code connectTimeout} is 10 by default, {@code
 * socketTimeout} and {@code loginTimeout} are off.
 */
final class DriverLimits {
  private static final String CONNECT = "connectTimeout";
  private static final String READ = "socketTimeout";
  private static final String LOGIN = "loginTimeout";
  private static final String SERVICE = "service";

  private final boolean connect;
  private final boolean read;
  private final boolean login;

  private DriverLimits(boolean connect, boolean read, boolean login) {
    this.connect = connect;
    this.read = read;
    this.login = login;
  }

  /** Finds out what the user has left open. */
  static DriverLimits of(String url, Properties options) {
    // A service file may set them too, with less precedence than ours would have.
    boolean known = url.startsWith("jdbc:postgresql:") && isOpen(SERVICE, url, options);
    return new DriverLimits(
        known && isOpen(CONNECT, url, options),
        known && isOpen(READ, url, options),
        known && isOpen(LOGIN, url, options));
  }

  private static boolean isOpen(String name, String url, Properties options) {
    return UrlOptions.find(url, name) == null && !options.containsKey(name);
  }

  /** Bounds connecting and each read by the time that an attempt has left, at least a second. */
  void limitAttempt(Properties properties, Duration left) {
    String seconds = Long.toString(Math.max(1, left.toSeconds()));
    if (connect) {
      properties.setProperty(CONNECT, seconds);
    }
    if (read) {
      properties.setProperty(READ, seconds);
    }
  }

  /** Takes back what {@link #limitAttempt} has set and a connection keeps. */
  void release(Connection connection) throws SQLException {
    if (read) {
      connection.setNetworkTimeout(DirectExecutor.INSTANCE, 0);
    }
  }

  /**
   * Bounds a login of the pool as the pool wants it. HikariCP asks {@code DriverManager} for that,
   * where it would bound everybody's logins.
   */
  void limitLogin(Properties properties, int seconds) {
    if (login && seconds > 0 && DriverManager.getLoginTimeout() == 0) {
      properties.setProperty(LOGIN, Integer.toString(seconds));
    }
  }
}
