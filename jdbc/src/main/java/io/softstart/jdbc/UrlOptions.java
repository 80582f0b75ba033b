package io.softstart.jdbc;

import org.jspecify.annotations.Nullable;

/** Reads {@code ?name=value&...} of a JDBC URL. */
final class UrlOptions {
  private UrlOptions() {}

  /** Returns the option's value as it stands there, null if the URL does not have it. */
  static @Nullable String find(String url, String name) {
    int at = url.indexOf('?');
    while (at >= 0) {
      int start = at + 1;
      int next = url.indexOf('&', start);
      int end = next < 0 ? url.length() : next;
      int value = start + name.length() + 1;
      if (value <= end && url.startsWith(name, start) && url.charAt(value - 1) == '=') {
        return url.substring(value, end);
      }
      at = next;
    }
    return null;
  }
}
