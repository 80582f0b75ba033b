package io.softstart.probe.url;

import io.softstart.text.Ascii;

/** Names a port that no host has, where a URL is sure to have a port there. */
final class PortRange {
  private static final String HIGHEST = "65535";

  private PortRange() {}

  /**
   * Passes over what may be a part of a password.
   *
   * @throws IllegalArgumentException if a port is out of range
   */
  static void check(String url) {
    int start = url.indexOf("://") + 3;
    if (start < 3 || url.startsWith("jdbc:")) { // drivers have shapes of their own
      return;
    }
    int end = start;
    while (end < url.length() && "/?#;".indexOf(url.charAt(end)) < 0) {
      end++;
    }
    if (url.indexOf('@', end) >= 0) { // then the password may end there
      return;
    }
    String hosts = url.substring(start, end);
    for (String host : hosts.substring(hosts.lastIndexOf('@') + 1).split(",", -1)) {
      int colon = host.lastIndexOf(':');
      boolean sole = host.indexOf(':') == colon || host.indexOf(']') == colon - 1;
      String port = host.substring(colon + 1);
      if (colon > 0 && sole && Ascii.isDigits(port) && isOutside(port)) {
        throw new IllegalArgumentException("port " + port + " is not between 1 and " + HIGHEST);
      }
    }
  }

  private static boolean isOutside(String digits) {
    int zeros = 0;
    while (zeros < digits.length() && digits.charAt(zeros) == '0') {
      zeros++;
    }
    String number = digits.substring(zeros);
    return number.isEmpty()
        || number.length() > HIGHEST.length()
        || Integer.parseInt(number) > Integer.parseInt(HIGHEST);
  }
}
