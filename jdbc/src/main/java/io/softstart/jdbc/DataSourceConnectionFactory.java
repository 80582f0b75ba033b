package io.softstart.jdbc;

import com.zaxxer.hikari.util.PropertyElf;
import com.zaxxer.hikari.util.UtilityElf;
import io.softstart.net.Target.Endpoint;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import java.util.Properties;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** Logins through the {@code DataSource} that a HikariCP configuration gives, or names. */
final class DataSourceConnectionFactory implements ConnectionFactory {
  private static final Object[] NONE = {};

  private final @Nullable String className;
  private final Properties options;
  private volatile @Nullable DataSource source;

  /** Takes the user's own; nothing but its connections is used. */
  DataSourceConnectionFactory(DataSource source) {
    this.className = null;
    this.options = new Properties();
    this.source = source;
  }

  /** Takes one that is made at the first login, as HikariCP makes it. */
  DataSourceConnectionFactory(String className, Properties options) {
    this.className = className;
    this.options = new Properties();
    this.options.putAll(options);
  }

  @Override
  public Connection forAttempt(Credentials credentials, Duration left) throws SQLException {
    return connect(credentials);
  }

  @Override
  public void release(Connection connection) {
    // its time-outs are the user's
  }

  @Override
  public Connection forPool(Credentials credentials, int timeout) throws SQLException {
    return connect(credentials);
  }

  /** A data source connects as it likes. */
  @Override
  public Optional<Endpoint> dials() {
    return Optional.empty();
  }

  @Override
  public void preload() {
    // how it connects, only a login shows
  }

  @Override
  public <T> @Nullable T unwrap(Class<T> type) throws SQLException {
    DataSource own = source();
    if (type.isInstance(own)) {
      return type.cast(own);
    }
    return own.isWrapperFor(type) ? own.unwrap(type) : null;
  }

  private Connection connect(Credentials credentials) throws SQLException {
    DataSource own = source();
    Connection connection =
        credentials.user() == null
            ? own.getConnection()
            : own.getConnection(credentials.user(), credentials.password());
    if (connection == null) {
      throw new SQLException("DataSource returned null unexpectedly");
    }
    return connection;
  }

  private DataSource source() {
    DataSource made = source;
    if (made == null) {
      // HikariCP 5 to 7 have it with arguments, 7.1 also without
      made = UtilityElf.createInstance(className, DataSource.class, NONE);
      PropertyElf.setTargetFromProperties(made, options);
      source = made;
    }
    return made;
  }
}
