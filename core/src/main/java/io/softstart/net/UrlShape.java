package io.softstart.net;

import io.softstart.net.Target.Endpoint;
import io.softstart.text.Ascii;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Takes a URL apart without trusting it: passwords hold unescaped {@code @ / ? #}, so a part is
 * printed only if every other way to cut the URL would call it harmless too.
 */
final class UrlShape {
  private static final Target UNREADABLE = new Target("unreadable", List.of(), "");

  private final String scheme;
  private final String authority;
  private final String rest;

  private UrlShape(String scheme, String authority, String rest) {
    this.scheme = scheme;
    this.authority = authority;
    this.rest = rest;
  }

  static Target targetOf(String url) {
    String text = url.strip();
    UrlShape shape = cut(text);
    if (shape == null) {
      String scheme = schemeOf(text);
      return scheme == null ? UNREADABLE : new Target(scheme, List.of(), "");
    }
    return shape.target();
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

  private Target target() {
    Target schemeOnly = new Target(scheme, List.of(), "");
    if (isCutInsideUserInfo()) {
      return schemeOnly;
    }
    String name = nameIn(rest);
    String hosts = authority.substring(authority.lastIndexOf('@') + 1);
    List<Endpoint> endpoints = new ArrayList<>();
    for (String host : hosts.split(",", -1)) {
      Endpoint endpoint = endpointIn(host);
      if (endpoint == null) {
        return schemeOnly;
      }
      endpoints.add(endpoint);
    }
    String printable = name.startsWith("/") ? name.substring(1) : name;
    return new Target(scheme, endpoints, Printable.isName(printable) ? printable : "");
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

  private @Nullable Endpoint endpointIn(String text) {
    int colon = text.lastIndexOf(':');
    boolean ported = colon >= 0 && text.indexOf(']', colon) < 0;
    String host = ported ? text.substring(0, colon) : text;
    Integer port = ported ? port(text.substring(colon + 1)) : DefaultPort.of(scheme);
    boolean bracketed = host.length() > 2 && host.startsWith("[") && host.endsWith("]");
    String bare = bracketed ? host.substring(1, host.length() - 1) : host;
    boolean sane =
        !bare.isEmpty() && Printable.isHost(bare) && (bracketed || bare.indexOf(':') < 0);
    return sane && port != null ? new Endpoint(bare, port) : null;
  }

  private static @Nullable Integer port(String digits) {
    int port = Ascii.isDigits(digits) && digits.length() <= 5 ? Integer.parseInt(digits) : 0;
    return port >= 1 && port <= 65_535 ? port : null;
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
