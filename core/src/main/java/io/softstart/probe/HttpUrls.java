package io.softstart.probe;

import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** URLs that browsers, curl and {@link java.net.URL} take, and {@link URI} by itself does not. */
final class HttpUrls {
  private static final String FORBIDDEN = " \"<>\\^`{|}";

  private HttpUrls() {}

  /** Reads a URL, and writes as {@code %20} and the like what may not stand in one. */
  static URI uri(String url) throws URISyntaxException {
    try {
      return new URI(url);
    } catch (URISyntaxException strict) {
      return new URI(encoded(url));
    }
  }

  private static String encoded(String url) {
    StringBuilder text = new StringBuilder();
    int path = url.indexOf('/', url.indexOf("://") + 3);
    for (int i = 0; i < url.length(); i++) {
      char c = url.charAt(i);
      boolean stray = c == '%' && !isEscape(url, i);
      boolean bracket = (c == '[' || c == ']') && path > 0 && i > path; // before it: of an address
      if (FORBIDDEN.indexOf(c) >= 0 || stray || bracket) {
        text.append('%').append(Integer.toHexString(c).toUpperCase(Locale.ROOT));
      } else {
        text.append(c);
      }
    }
    return text.toString();
  }

  private static boolean isEscape(String url, int percent) {
    return percent + 2 < url.length()
        && Character.digit(url.charAt(percent + 1), 16) >= 0
        && Character.digit(url.charAt(percent + 2), 16) >= 0;
  }

  /** Returns {@code user:password}; of a host with an underscore {@link URI} knows no user. */
  static @Nullable String login(URI uri) {
    String authority = uri.getRawAuthority();
    int at = authority == null ? -1 : authority.lastIndexOf('@');
    return at < 0
        ? null
        : URLDecoder.decode(authority.substring(0, at).replace("+", "%2B"), StandardCharsets.UTF_8);
  }
}
