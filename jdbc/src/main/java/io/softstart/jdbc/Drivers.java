package io.softstart.jdbc;

import java.sql.Driver;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Enumeration;
import java.util.Iterator;
import java.util.List;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import org.jspecify.annotations.Nullable;

/** Finds the driver for a URL: by its name, among those registered, or on the context loader. */
final class Drivers {
  /** The name of the class loader of {@code softstart-agent}. */
  private static final String AGENT = "softstart-agent";

  /** A loader that fails at one and the same place again and again is given up. */
  private static final int MOST_BROKEN = 100;

  private Drivers() {}

  static Driver find(String url, @Nullable String className) throws SQLException {
    if (className != null) {
      return named(className);
    }
    if (!isInAgent()) {
      try {
        return DriverManager.getDriver(url);
      } catch (SQLException | RuntimeException noneRegistered) {
        // DriverManager looked once, on the context loader of its first caller; and a driver that
        // breaks at the URL of another one hides those behind it
      }
    }
    List<Driver> others = others(url, null);
    if (!others.isEmpty()) {
      return others.get(0);
    }
    throw NoDriverException.of(url);
  }

  /**
   * Returns the drivers that say they take the URL, but one: some say so of any URL, and then do
   * not connect.
   */
  static List<Driver> others(String url, @Nullable Driver declines) {
    List<Driver> others = new ArrayList<>();
    if (!isInAgent()) {
      Enumeration<Driver> registered = DriverManager.getDrivers();
      while (registered.hasMoreElements()) {
        Driver driver = registered.nextElement();
        if (!driver.equals(declines) && accepts(driver, url)) {
          others.add(driver);
        }
      }
    }
    Driver onPath = onContextLoader(url, declines == null ? null : declines.getClass());
    if (onPath != null) {
      others.add(onPath);
    }
    return others;
  }

  /**
   * The class loader of an agent sees no driver; and DriverManager would look for all drivers now,
   * before the application can see them, and never again.
   */
  private static boolean isInAgent() {
    return AGENT.equals(Drivers.class.getClassLoader().getName());
  }

  private static @Nullable Driver onContextLoader(String url, @Nullable Class<?> but) {
    Iterator<Driver> drivers = ServiceLoader.load(Driver.class).iterator();
    for (int broken = 0; broken < MOST_BROKEN; ) {
      try {
        if (!drivers.hasNext()) {
          return null;
        }
        Driver driver = drivers.next();
        if (driver.getClass() != but && accepts(driver, url)) {
          return driver;
        }
      } catch (ServiceConfigurationError | LinkageError unloadable) {
        broken++; // those behind it are looked at still
      }
    }
    return null;
  }

  private static boolean accepts(Driver driver, String url) {
    try {
      return driver.acceptsURL(url);
    } catch (SQLException | RuntimeException notIts) {
      return false;
    }
  }

  private static Driver named(String className) throws SQLException {
    Enumeration<Driver> registered = DriverManager.getDrivers();
    while (registered.hasMoreElements()) {
      Driver driver = registered.nextElement();
      if (driver.getClass().getName().equals(className)) {
        return driver;
      }
    }
    try {
      ClassLoader context = Thread.currentThread().getContextClassLoader();
      ClassLoader loader = context == null ? Drivers.class.getClassLoader() : context;
      Class<?> type = Class.forName(className, true, loader);
      return (Driver) type.getDeclaredConstructor().newInstance();
    } catch (ReflectiveOperationException | ClassCastException unusable) {
      throw NoDriverException.named(className, unusable);
    }
  }
}
