package io.softstart.jdbc;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Reads {@code ?name=value&...} of a JDBC URL, or {@code ;name=value;...}. */
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

  /** Whether the URL sets the option, in any vendor's shape; case does not matter. */
  static boolean isSet(String url, String name) {
    String text = url.toLowerCase(Locale.ROOT);
    String wanted = name.toLowerCase(Locale.ROOT) + "=";
    for (int at = text.indexOf(wanted); at > 0; at = text.indexOf(wanted, at + 1)) {
      if ("?&;(,".indexOf(text.charAt(at - 1)) >= 0) {
        return true;
      }
    }
    return false;
  }

  /**
   * Whether nothing in the URL can lead to the name of a user: no option, no login before the host,
   * no service file, no wrapper that knows one.
   */
  static boolean namesNoUser(String url) {
    return url.indexOf('@') < 0
        && !isSet(url, "user")
        && !isSet(url, "username")
        && !isSet(url, "service")
        && WrappedUrl.behind(url).equals(url);
  }

  /** Splits at each semicolon that does not stand in {@code {braces}}. */
  static List<String> semicolons(String text) {
    List<String> parts = new ArrayList<>();
    int start = 0;
    boolean braced = false;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      braced = braced ? c != '}' : c == '{';
      if (c == ';' && !braced) {
        parts.add(text.substring(start, i));
        start = i + 1;
      }
    }
    parts.add(text.substring(start));
    return parts;
  }

  /** Returns the value of the first part that has one of these names, in lower case, or empty. */
  static String first(List<String> parts, String... names) {
    for (String part : parts) {
      int assign = part.indexOf('=');
      String name = assign < 0 ? "" : part.substring(0, assign).strip().toLowerCase(Locale.ROOT);
      if (List.of(names).contains(name)) {
        return part.substring(assign + 1).strip();
      }
    }
    return "";
  }
}
