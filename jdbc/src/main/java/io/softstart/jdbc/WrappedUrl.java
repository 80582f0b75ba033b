package io.softstart.jdbc;

import java.util.List;

/**
 * Sees through the URLs of drivers that pass everything on to another driver: their limits, targets
 * and rules are those of the driver behind.
 */
final class WrappedUrl {
  private static final List<String> WRAPPERS =
      List.of("p6spy", "otel", "aws-wrapper", "log4jdbc", "tracing");

  static final String SECRETS = "jdbc-secretsmanager:";

  private WrappedUrl() {}

  /** Returns the URL of the driver behind; the URL itself where nothing wraps it. */
  static String behind(String url) {
    String plain = url.startsWith(SECRETS) ? "jdbc:" + url.substring(SECRETS.length()) : url;
    for (String wrapper : WRAPPERS) {
      if (plain.startsWith(wrapper + ':', 5) && plain.startsWith("jdbc:")) {
        return behind("jdbc:" + plain.substring(6 + wrapper.length()));
      }
    }
    return plain;
  }
}
