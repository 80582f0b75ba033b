package io.softstart.jdbc;

import java.sql.Driver;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** All drivers but PostgreSQL's, as if their jars were not there, until it is closed. */
final class HiddenDrivers implements AutoCloseable {
  private final List<Driver> hidden = new ArrayList<>();
  private final ClassLoader context = Thread.currentThread().getContextClassLoader();

  HiddenDrivers() throws SQLException {
    for (Driver driver : Collections.list(DriverManager.getDrivers())) {
      if (!driver.getClass().getName().startsWith("org.postgresql.")) {
        DriverManager.deregisterDriver(driver);
        hidden.add(driver);
      }
    }
    Thread.currentThread().setContextClassLoader(ClassLoader.getPlatformClassLoader());
  }

  @Override
  public void close() throws SQLException {
    Thread.currentThread().setContextClassLoader(context);
    for (Driver driver : hidden) {
      DriverManager.registerDriver(driver);
    }
  }
}
