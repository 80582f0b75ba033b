package io.softstart.net;

import io.softstart.text.HostPort;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Takes a URL apart without trusting it: passwords hold unescaped {@code @ / ? #}, so a part is
 * printed only if every other way to cut the URL would call it harmless too.
 */
final class UrlShape {
  private final String scheme;
  private final String authority;
  private final String rest;

  /** What may be printed. */
  record Parts(String scheme, List<HostPort> hosts, String name) {}

  private UrlShape(String scheme, String authority, String rest) {
    this.scheme = scheme;
    this.authority = authority;
    this.rest = rest;
  }

  /** {@return the printable parts of a URL; no hosts if one of them is not printable} */
  static Parts partsOf(String url) {
    String text = url.strip();
    UrlShape shape = cut(text);
    if (shape == null) {
      String scheme = schemeOf(text);
      return new Parts(scheme == null ? "unreadable" : scheme, List.of(), "");
    }
    return shape.parts();
  }

  /**
   * {@return what stands before {@code ://}, the authority, and the rest; null without {@code ://}}
   */
  private static @Nullable UrlShape cut(String text) {
    int slashes = text.indexOf("://");
    if (slashes < 1) {
      return null;
    }
    String scheme = text.substring(0, slashes).toLowerCase(Locale.ROOT);
    if (!Printable.isScheme(scheme)) {
      return null;
    }
    int start = slashes + 3;
    int end = start;
    while (end < text.length() && "/?#;".indexOf(text.charAt(end)) < 0) {
      end++;
    }
    return new UrlShape(scheme, text.substring(start, end), text.substring(end));
  }

  /** {@return what stands before the @ of a URL, as far as it can be a credential; or empty} */
  static String userInfoOf(String url) {
    UrlShape shape = cut(url.strip());
    if (shape == null) {
      return "";
    }
    String text = shape.isCutInsideUserInfo() ? shape.authority + shape.rest : shape.authority;
    int at = text.lastIndexOf('@');
    return at < 0 ? "" : text.substring(0, at);
  }

  private Parts parts() {
    Parts schemeOnly = new Parts(scheme, List.of(), "");
    if (isCutInsideUserInfo()) {
      return schemeOnly;
    }
    String name = nameIn(rest);
    Integer usual = DefaultPort.of(scheme);
    List<HostPort> hosts = new ArrayList<>();
    for (String text : authority.substring(authority.lastIndexOf('@') + 1).split(",", -1)) {
      HostPort host = HostPort.parse(text);
      if (host.port() == null && usual != null) {
        host = new HostPort(host.host(), usual.toString(), host.bracketed());
      }
      if (!host.hasHost() || host.number() == 0) {
        return schemeOnly;
      }
      hosts.add(host);
    }
    String printable = name.startsWith("/") ? name.substring(1) : name;
    return new Parts(scheme, hosts, Printable.isName(printable) ? printable : "");
  }

  private static String nameIn(String rest) {
    int end = 0;
    while (end < rest.length() && "?#;".indexOf(rest.charAt(end)) < 0) {
      end++;
    }
    return rest.substring(0, end);
  }

  /** Whether an @ stands in the path, in a fragment, or in a query before its first parameter. */
  private boolean isCutInsideUserInfo() {
    int at = rest.lastIndexOf('@');
    if (at < 0) {
      return false;
    }
    int query = nameIn(rest).length();
    int assign = rest.indexOf('=', query);
    return at < query || rest.charAt(query) == '#' || assign < 0 || at < assign;
  }

  /** {@return what stands before the last colon of a leading run of letters and colons, if any} */
  private static @Nullable String schemeOf(String text) {
    int first = text.indexOf(':');
    if (first < 1) {
      return null;
    }
    boolean jdbc = text.regionMatches(true, 0, "jdbc:", 0, 5);
    int end = jdbc ? text.indexOf(':', 5) : first;
    String scheme = end < 0 ? "jdbc" : text.substring(0, end).toLowerCase(Locale.ROOT);
    boolean known = jdbc || DefaultPort.of(scheme) != null;
    return known && Printable.isScheme(scheme) ? scheme : null;
  }
}
