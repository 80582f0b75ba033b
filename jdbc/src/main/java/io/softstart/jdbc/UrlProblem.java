package io.softstart.jdbc;

import io.softstart.diagnosis.Failure;
import io.softstart.diagnosis.FailureKind;
import io.softstart.text.UserInfo;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What is wrong with a JDBC URL, found without a driver: PostgreSQL's logs a malformed URL with the
 * password in it. No text of the URL is repeated, but the name of a placeholder.
 */
final class UrlProblem {
  private static final String POSTGRESQL = "jdbc:postgresql://";
  private static final String MARIADB = "jdbc:mariadb:";
  private static final String SAMPLE = "jdbc:postgresql://host:5432/database";

  private UrlProblem() {}

  /** Returns the first fault, or null if only the driver can tell. */
  static @Nullable Failure in(String url) {
    if (url.isBlank()) {
      return fault("no JDBC URL is configured", "set it, for example to " + SAMPLE);
    }
    int query = url.indexOf('?');
    boolean blankEnd = url.stripTrailing().length() < url.length();
    boolean isInName = query < 0 && (url.startsWith(POSTGRESQL) || url.startsWith(MARIADB));
    if (url.stripLeading().length() < url.length() || (blankEnd && isInName)) {
      return blankEnd(url);
    }
    String address = query < 0 ? url : url.substring(0, query);
    String placeholder = placeholder(address);
    if (placeholder != null) {
      return fault(
          "the JDBC URL holds the placeholder {}, which nobody has filled in",
          "set the variable of that name where the URL is put together",
          placeholder);
    }
    if (!isJdbc(url)) {
      return fault(
          "the JDBC URL does not begin with jdbc:",
          "write " + SAMPLE + ", user and password as settings of their own");
    }
    if (WrappedUrl.behind(url).indexOf(':', 5) < 6) {
      return fault("the JDBC URL names no vendor after jdbc:", "write " + SAMPLE);
    }
    return address.startsWith(POSTGRESQL) ? inPostgresql(address.substring(18)) : null;
  }

  /**
   * Returns what is the likely reason where a login has failed; null if there is none. Drivers pass
   * over a blank at the end where it is part of an option that does not matter.
   */
  static @Nullable Failure blankEnd(String url) {
    return url.strip().length() == url.length()
        ? null
        : fault(
            "the JDBC URL begins or ends with a blank or a line break",
            "remove it; files made by echo or an editor end with a line break");
  }

  /**
   * Whether the scheme is that of JDBC: {@code jdbc:}, or AWS' {@code jdbc-secretsmanager:}. Some
   * drivers take capitals too; those of PostgreSQL, MariaDB and H2 do not.
   */
  private static boolean isJdbc(String url) {
    if (url.startsWith("jdbc:") || url.startsWith(WrappedUrl.SECRETS)) {
      return true;
    }
    Vendor vendor = Vendor.of(url.toLowerCase(Locale.ROOT));
    return url.regionMatches(true, 0, "jdbc:", 0, 5)
        && vendor != Vendor.POSTGRESQL
        && vendor != Vendor.MARIADB
        && vendor != Vendor.H2;
  }

  /** Finds {@code ${name}} and {@code $(name)}. */
  private static @Nullable String placeholder(String text) {
    int start = text.indexOf('$');
    if (start < 0 || start + 2 >= text.length()) {
      return null;
    }
    char open = text.charAt(start + 1);
    char close = open == '{' ? '}' : ')';
    int end = open == '{' || open == '(' ? text.indexOf(close, start) : -1;
    for (int i = start + 2; i < end; i++) {
      char c = text.charAt(i);
      if (!Character.isLetterOrDigit(c) && "_.-:".indexOf(c) < 0) {
        return null;
      }
    }
    return end < 0 ? null : text.substring(start, end + 1);
  }

  private static @Nullable Failure inPostgresql(String address) {
    if (UserInfo.isIn(address)) {
      return fault(
          "the JDBC URL holds a user or password before the host, which PostgreSQL's driver"
              + " does not understand",
          "give user and password as settings of their own");
    }
    if (address.isEmpty() || address.equals("/")) {
      return null; // localhost and the user's own database
    }
    int slash = address.indexOf('/');
    if (slash < 0 || slash != address.lastIndexOf('/')) {
      return fault(
          "the JDBC URL does not have exactly one / between host and database",
          "write " + SAMPLE + ", or / at the end for the user's own database");
    }
    for (String host : address.substring(0, slash).split(",", -1)) {
      int colon = host.lastIndexOf(':');
      if (colon > host.lastIndexOf(']') && !isPort(host.substring(colon + 1))) {
        return fault(
            "what stands behind a host in the JDBC URL is not a port from 1 to 65535",
            "write "
                + SAMPLE
                + ", an IPv6 address in brackets, user and password as settings of"
                + " their own");
      }
    }
    return null;
  }

  private static boolean isPort(String digits) {
    int port = 0;
    for (int i = 0; i < digits.length() && port <= 65_535; i++) {
      int digit = digits.charAt(i) - '0';
      if (digit < 0 || digit > 9) {
        return false;
      }
      port = port * 10 + digit;
    }
    return port >= 1 && port <= 65_535;
  }

  private static Failure fault(String reason, String action, Object... values) {
    return Failure.worded(FailureKind.MISCONFIGURED, reason, action, values);
  }
}
