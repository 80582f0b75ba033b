package io.softstart.probe.url;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Takes {@code softstart.name=value} out of a URL's query, so that no driver sees them.
 *
 * @param rest the URL without them
 * @param options their values by name, percent-decoded
 */
record UrlOptions(String rest, Map<String, String> options) {
  private static final String PREFIX = "softstart.";
  private static final String SEPARATORS = "?&;";

  static UrlOptions in(String url) {
    Map<String, String> options = new LinkedHashMap<>();
    StringBuilder rest = new StringBuilder();
    int at = 0;
    while (at < url.length()) {
      int end = endOfPart(url, at);
      boolean separated = at > 0;
      String part = url.substring(separated ? at + 1 : at, end);
      int assign = part.indexOf('=');
      if (separated && assign > 0 && part.startsWith(PREFIX)) {
        options.put(part.substring(PREFIX.length(), assign), decoded(part.substring(assign + 1)));
      } else if (separated) {
        // the first of the query's own parameters stands behind the ?
        boolean first = url.charAt(at) != ';' && rest.indexOf("?") < 0;
        rest.append(first ? '?' : url.charAt(at)).append(part);
      } else {
        rest.append(part);
      }
      at = end;
    }
    return new UrlOptions(rest.toString(), options);
  }

  private static int endOfPart(String url, int from) {
    int end = from + 1;
    while (end < url.length() && SEPARATORS.indexOf(url.charAt(end)) < 0) {
      end++;
    }
    return end;
  }

  private static String decoded(String value) {
    try {
      return URLDecoder.decode(value, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException notEncoded) {
      return value;
    }
  }
}
