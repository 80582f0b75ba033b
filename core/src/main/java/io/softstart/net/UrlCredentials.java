package io.softstart.net;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Finds the passwords that stand in a URL, so that they are known before a driver prints them. */
final class UrlCredentials {
  private static final String[] KEYS = {
    "pass", "pwd", "secret", "token", "credential", "apikey", "api_key", "accesskey", "jaas"
  };

  private static final String ORACLE = "jdbc:oracle:";

  private UrlCredentials() {}

  static List<String> in(String url) {
    List<String> found = new ArrayList<>();
    String userInfo = UrlShape.userInfoOf(url);
    if (!userInfo.isEmpty()) {
      // user:password (most), :password and password (Redis)
      found.add(userInfo.substring(userInfo.indexOf(':') + 1));
    } else if (url.regionMatches(true, 0, ORACLE, 0, ORACLE.length()) && url.indexOf('@') > 0) {
      // user/password@
      int end = url.lastIndexOf('@');
      found.add(url.substring(Math.min(end, url.indexOf('/') + 1), end));
    }
    addAssigned(url, found);
    return found;
  }

  /** Collects {@code key=value} after {@code ?}, {@code &}, {@code ;}, {@code (} or a comma. */
  private static void addAssigned(String url, List<String> found) {
    int assign = url.indexOf('=');
    while (assign >= 0) {
      int keyStart = assign;
      while (keyStart > 0 && "?&;(,".indexOf(url.charAt(keyStart - 1)) < 0) {
        keyStart--;
      }
      int end = assign + 1;
      while (end < url.length() && "&;)".indexOf(url.charAt(end)) < 0) {
        end++;
      }
      String key = url.substring(keyStart, assign).toLowerCase(Locale.ROOT);
      for (String hint : KEYS) {
        if (key.contains(hint)) {
          found.add(url.substring(assign + 1, end));
          break;
        }
      }
      assign = url.indexOf('=', assign + 1);
    }
  }
}
