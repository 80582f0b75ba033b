package io.softstart.jdbc;

import io.softstart.net.Target;
import java.sql.Driver;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Enumeration;

/**
 * No driver takes the URL. Unlike {@code DriverManager}'s own text, this one does not repeat the
 * URL; {@code jdbc.rules} reads it.
 */
final class NoDriverException extends SQLException {
  private static final long serialVersionUID = 1;

  /** The state that DriverManager gives: "unable to establish connection". */
  private static final String STATE = "08001";

  private NoDriverException(String text) {
    super(text, STATE);
  }

  /** Nobody takes it: a driver is missing; or the URL's own driver does not understand it. */
  static NoDriverException of(String url) {
    String scheme = Target.of(url).scheme(); // jdbc:vendor, or jdbc:vendor:kind
    String vendor = scheme.substring(scheme.indexOf(':') + 1);
    String wanted = "." + vendor.substring(0, (vendor + ':').indexOf(':')) + ".";
    StringBuilder known = new StringBuilder();
    Enumeration<Driver> registered = DriverManager.getDrivers();
    while (registered.hasMoreElements()) {
      Driver driver = registered.nextElement();
      String name = driver.getClass().getName();
      if (("." + name).contains(wanted)) { // org.postgresql.Driver, oracle.jdbc.OracleDriver
        return refusing(driver);
      }
      known.append(known.length() == 0 ? "" : ", ").append(name);
    }
    String others = known.length() == 0 ? "no driver at all" : known.toString();
    return new NoDriverException("no driver for " + scheme + ": among " + others);
  }

  static NoDriverException refusing(Driver driver) {
    return new NoDriverException(driver.getClass().getName() + " does not take the URL");
  }

  static NoDriverException named(String className, Throwable why) {
    NoDriverException none = new NoDriverException("driverClassName " + className + ": unusable");
    none.initCause(why);
    return none;
  }
}
