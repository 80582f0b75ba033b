package io.softstart.jdbc;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/**
 * The time-outs of a driver, for a login where the user has not set them. Without them a server
 * that accepts and hangs would keep the thread of a cut-off attempt for ever. Immutable.
 *
 * <p>Unless told otherwise no driver bounds a read, and only some bound connecting.
 */
final class DriverLimits {
  private static final DriverLimits NONE = new DriverLimits(null, null, null);

  /** As {@link #NONE}, where the driver itself would take the limits that a pool asks for. */
  private static final DriverLimits FROM_OUTSIDE = new DriverLimits(null, null, null);

  /**
   * As {@link #FROM_OUTSIDE}, for the hosts of a list: a first one that drops packets leaves time
   * for the next. Connecting later within that time harms nothing; a limit of reads would.
   */
  private static final DriverLimits HOST_LIST =
      new DriverLimits(TimeOut.millis("connectTimeout"), null, null);

  private final @Nullable TimeOut connect;
  private final @Nullable TimeOut read;
  private final @Nullable TimeOut login;
  private final boolean readsInLogin;
  private final boolean fromOutside;
  private final int shares;

  private DriverLimits(@Nullable TimeOut connect, @Nullable TimeOut read, @Nullable TimeOut login) {
    this(connect, read, login, false, false, 1);
  }

  private DriverLimits(
      @Nullable TimeOut connect,
      @Nullable TimeOut read,
      @Nullable TimeOut login,
      boolean readsInLogin,
      boolean fromOutside,
      int shares) {
    this.connect = connect;
    this.read = read;
    this.login = login;
    this.readsInLogin = readsInLogin;
    this.fromOutside = fromOutside;
    this.shares = shares;
  }

  /** Finds out what the user has left open. */
  static DriverLimits of(String url, Properties options) {
    Vendor vendor = Vendor.of(url);
    DriverLimits all = vendor == null ? NONE : ofDriver(vendor, url, options);
    return new DriverLimits(
        open(all.connect, url, options),
        open(all.read, url, options),
        open(all.login, url, options),
        vendor == Vendor.MYSQL,
        all == FROM_OUTSIDE || all == HOST_LIST,
        1 + HostUrls.of(url).size());
  }

  private static DriverLimits ofDriver(Vendor vendor, String url, Properties options) {
    return switch (vendor) {
      // A service file may set them too, with less precedence than ours would have.
      case POSTGRESQL ->
          isSet("service", url, options)
              ? FROM_OUTSIDE
              : new DriverLimits(
                  TimeOut.seconds("connectTimeout"),
                  TimeOut.seconds("socketTimeout"),
                  TimeOut.seconds("loginTimeout"));
      case MYSQL, MARIADB ->
          reconnects(url, options)
              ? HostUrls.of(url).isEmpty() ? FROM_OUTSIDE : HOST_LIST
              : new DriverLimits(
                  TimeOut.millis("connectTimeout"),
                  TimeOut.millis("socketTimeout"),
                  TimeOut.millis("connectTimeout"));
      // No socketTimeout: when the driver reconnects in silence it would take that of the attempt.
      case SQLSERVER ->
          new DriverLimits(TimeOut.seconds("loginTimeout"), null, TimeOut.seconds("loginTimeout"));
      case ORACLE ->
          new DriverLimits(
              TimeOut.millis("oracle.net.CONNECT_TIMEOUT"),
              TimeOut.millis("oracle.jdbc.ReadTimeout"),
              TimeOut.millis("oracle.net.CONNECT_TIMEOUT"));
      case H2 -> NONE; // has none
    };
  }

  /** Whether the driver may connect again later, with the limits of the attempt. */
  private static boolean reconnects(String url, Properties options) {
    return JdbcTarget.of(url).endpoints().size() != 1 || isSet("autoReconnect", url, options);
  }

  private static @Nullable TimeOut open(@Nullable TimeOut timeOut, String url, Properties options) {
    return timeOut == null || isSet(timeOut.name, url, options) ? null : timeOut;
  }

  private static boolean isSet(String name, String url, Properties options) {
    return UrlOptions.isSet(url, name) || options.containsKey(name);
  }

  /** Bounds connecting and each read by the time that an attempt has left, at least a second. */
  void limitAttempt(Properties properties, Duration left) {
    long seconds = Math.max(1, left.toSeconds());
    if (connect != null) {
      connect.set(properties, Math.max(1, seconds / shares));
    }
    if (read != null) {
      read.set(properties, seconds);
    }
  }

  /** Takes back what {@link #limitAttempt} has set and a connection keeps. */
  void release(Connection connection) throws SQLException {
    if (read != null) {
      connection.setNetworkTimeout(DirectExecutor.INSTANCE, 0);
    }
  }

  /**
   * Bounds a login of the pool as the pool wants it. HikariCP asks {@code DriverManager} for that,
   * where it would bound everybody's logins.
   *
   * @return whether {@link #release} has to take something back once it is through
   */
  boolean limitLogin(Properties properties, int seconds) {
    if (seconds <= 0 || DriverManager.getLoginTimeout() != 0) {
      return false;
    }
    if (login != null) {
      login.set(properties, seconds);
    }
    // connectTimeout ends where MySQL's handshake begins
    if (readsInLogin && read != null) {
      read.set(properties, seconds);
      return true;
    }
    return false;
  }

  /** Whether a login for the pool has to be bounded by who waits for it: no option may do it. */
  boolean isLimitedFromOutside(int seconds) {
    return fromOutside && seconds > 0 && DriverManager.getLoginTimeout() == 0;
  }

  /** One option of a driver. */
  private static final class TimeOut {
    private final String name;
    private final int unitsPerSecond;

    private TimeOut(String name, int unitsPerSecond) {
      this.name = name;
      this.unitsPerSecond = unitsPerSecond;
    }

    static TimeOut seconds(String name) {
      return new TimeOut(name, 1);
    }

    static TimeOut millis(String name) {
      return new TimeOut(name, 1_000);
    }

    void set(Properties properties, long seconds) {
      properties.setProperty(name, Long.toString(seconds * unitsPerSecond));
    }
  }
}
