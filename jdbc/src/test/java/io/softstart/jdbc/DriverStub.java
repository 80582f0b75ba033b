package io.softstart.jdbc;

import java.sql.Driver;
import java.sql.DriverManager;
import java.sql.DriverPropertyInfo;
import java.sql.SQLException;
import java.util.Properties;
import java.util.logging.Logger;

/** A driver of a test, which says what it takes and how it connects. */
abstract class DriverStub implements Driver {
  /** What is done while DriverManager knows a driver. */
  interface Body {
    void run() throws SQLException;
  }

  void whileRegistered(Body body) throws SQLException {
    DriverManager.registerDriver(this);
    try {
      body.run();
    } finally {
      DriverManager.deregisterDriver(this);
    }
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
  public Logger getParentLogger() {
    return Logger.getGlobal();
  }
}
