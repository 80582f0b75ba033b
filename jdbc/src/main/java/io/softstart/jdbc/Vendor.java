package io.softstart.jdbc;

import org.jspecify.annotations.Nullable;

/**
 * The databases that this module knows. Their codes must not be mixed up: 1045 is a wrong password
 * to MySQL and a missing right to Oracle.
 */
enum Vendor {
  POSTGRESQL("postgresql.rules", "org.postgresql.", "jdbc:postgresql"),
  MYSQL("mysql.rules", "com.mysql.", "jdbc:mysql"),
  MARIADB("mysql.rules", "org.mariadb.", "jdbc:mariadb"),
  SQLSERVER("sqlserver.rules", "com.microsoft.sqlserver.", "jdbc:sqlserver"),
  ORACLE("oracle.rules", "oracle.", "jdbc:oracle"),
  H2("h2.rules", "org.h2.", "jdbc:h2");

  private final String rules;
  private final String packages;
  private final String scheme;

  Vendor(String rules, String packages, String scheme) {
    this.rules = rules;
    this.packages = packages;
    this.scheme = scheme;
  }

  /** Whether a class is one of the vendor's own, of its driver. */
  boolean owns(String className) {
    return className.startsWith(packages);
  }

  /** Returns the resource with what its servers and drivers say. */
  String rules() {
    return rules;
  }

  /** Returns whose URL it is, null if that is not known. */
  static @Nullable Vendor of(String given) {
    String url = WrappedUrl.behind(given);
    for (Vendor vendor : values()) {
      // jdbc:mysql+srv: finds its servers in DNS
      if (url.startsWith(vendor.scheme + ":") || url.startsWith(vendor.scheme + "+")) {
        return vendor;
      }
    }
    return null;
  }

  /** Returns whose driver threw it: MySQL's and Oracle's throw classes of {@code java.sql}. */
  static @Nullable Vendor of(Throwable thrown) {
    Throwable t = thrown;
    for (int depth = 0; t != null && depth < 20; depth++) {
      for (StackTraceElement frame : t.getStackTrace()) {
        for (Vendor vendor : values()) {
          if (vendor.owns(frame.getClassName())) {
            return vendor;
          }
        }
      }
      t = t.getCause();
    }
    return null;
  }
}
