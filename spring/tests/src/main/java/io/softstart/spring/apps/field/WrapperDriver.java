package io.softstart.spring.apps.field;

import java.sql.Connection;
import java.sql.Driver;
import java.sql.DriverManager;
import java.sql.DriverPropertyInfo;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.util.Properties;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * A driver without a service file, whose URLs only it can read: {@code
 * jdbc-secretsmanager:postgresql:} (user and password come from elsewhere) and {@code
 * jdbc:mine:postgresql:}.
 */
public final class WrapperDriver implements Driver {
  private static final String SECRETS = "jdbc-secretsmanager:";
  private static final String MINE = "jdbc:mine:";

  @Override
  public @Nullable Connection connect(String url, Properties options) throws SQLException {
    Properties real = new Properties();
    real.putAll(options);
    if (url.startsWith(SECRETS)) {
      real.setProperty("user", "app");
      real.setProperty("password", Secrets.password());
      return DriverManager.getConnection("jdbc:" + url.substring(SECRETS.length()), real);
    }
    return url.startsWith(MINE)
        ? DriverManager.getConnection("jdbc:" + url.substring(MINE.length()), real)
        : null;
  }

  @Override
  public boolean acceptsURL(String url) {
    return url.startsWith(SECRETS) || url.startsWith(MINE);
  }

  @Override
  public DriverPropertyInfo[] getPropertyInfo(String url, Properties info) {
    return new DriverPropertyInfo[0];
  }

  @Override
  public int getMajorVersion() {
    return 1;
  }

  @Override
  public int getMinorVersion() {
    return 0;
  }

  @Override
  public boolean jdbcCompliant() {
    return false;
  }

  @Override
  public Logger getParentLogger() throws SQLFeatureNotSupportedException {
    throw new SQLFeatureNotSupportedException("no java.util.logging");
  }
}
