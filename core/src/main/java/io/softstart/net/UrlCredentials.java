package io.softstart.net;

import io.softstart.redact.SecretNames;
import java.util.ArrayList;
import java.util.List;

/** Finds the passwords that stand in a URL, so that they are known before a driver prints them. */
final class UrlCredentials {
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
    int keyStart = 0;
    int end = 0; // of the value that was added last: a = in it begins no other
    for (int i = 0; i < url.length(); i++) {
      char c = url.charAt(i);
      if (c == '=' && i >= end && SecretNames.isSecret(url.substring(keyStart, i))) {
        end = valueEnd(url, i + 1);
        found.add(url.substring(i + 1, end));
        int whole = wholeEnd(url, end);
        if (whole > end) {
          found.add(url.substring(i + 1, whole));
        }
      }
      if ("=?&;(,".indexOf(c) >= 0) {
        keyStart = i + 1;
      }
    }
  }

  /** Where a value ends that holds a separator, by mistake or in quotes: before the next key. */
  private static int wholeEnd(String url, int start) {
    int end = start;
    while (end < url.length() && url.charAt(end) != ')' && !isKey(url, end + 1)) {
      end = valueEnd(url, end + 1);
    }
    return end;
  }

  private static boolean isKey(String url, int start) {
    int end = start;
    while (end < url.length()
        && (Character.isLetterOrDigit(url.charAt(end)) || "._-".indexOf(url.charAt(end)) >= 0)) {
      end++;
    }
    return end > start && end < url.length() && url.charAt(end) == '=';
  }

  private static int valueEnd(String url, int start) {
    int end = start;
    while (end < url.length() && "&;)".indexOf(url.charAt(end)) < 0) {
      end++;
    }
    return end;
  }
}
