package io.softstart.config;

import io.softstart.net.ServiceUrl;
import io.softstart.net.Target;
import io.softstart.text.Ascii;
import java.util.Locale;
import java.util.Set;

/** {@code scheme://host...}; no part of a bad one is ever shown, since any may be a password. */
final class UrlType extends StrictType<ServiceUrl> {
  /** Others may name a local socket or a file, or leave the host to their client. */
  private static final Set<String> NEED_HOST =
      Set.of("http", "https", "ws", "wss", "tcp", "redis", "rediss", "kafka", "mongodb", "nats");

  UrlType() {
    super(
        "a URL such as redis://host:6379 or https://host/path",
        ServiceUrl.of("http://localhost"),
        LONG);
  }

  @Override
  ServiceUrl parse(String text) throws BadValue {
    ServiceUrl url = ServiceUrl.of(text); // first of all: it makes its password known
    refuseBlanks(text);
    int colon = text.indexOf("://");
    if (colon < 1 || !Ascii.isMadeOf(text.substring(0, colon), "+.-")) {
      throw new BadValue("does not begin with a scheme such as redis:// or https://");
    }
    String scheme = text.substring(0, colon).toLowerCase(Locale.ROOT);
    String rest = text.substring(colon + 3);
    // Redis URLs may begin with ://:password@host
    boolean userInfo = rest.startsWith(":") && rest.indexOf('@') > 0;
    boolean local = rest.length() > 1 && rest.charAt(0) == '/' && !NEED_HOST.contains(scheme);
    if (rest.isEmpty() || ("/?#:".indexOf(rest.charAt(0)) >= 0 && !userInfo && !local)) {
      throw new BadValue("names no host");
    }
    if (hasPorts(text.substring(0, colon))) {
      refusePorts(rest);
    }
    return url;
  }

  /** Elsewhere a colon may stand before something else: {@code git+ssh://git@host:path}. */
  private static boolean hasPorts(String scheme) {
    return Target.of(scheme + "://host").endpoint().isPresent(); // its port is the usual one
  }

  /**
   * Looks at the ports of all hosts; not where a password may hold a slash, and so end the hosts.
   */
  private static void refusePorts(String rest) throws BadValue {
    int end = 0;
    while (end < rest.length() && "/?#;".indexOf(rest.charAt(end)) < 0) {
      end++;
    }
    if (rest.indexOf('@', end) >= 0) {
      return;
    }
    String hosts = rest.substring(rest.lastIndexOf('@', end) + 1, end);
    for (String host : hosts.split(",", -1)) {
      int colon = host.indexOf(':', host.indexOf(']') + 1);
      String port = colon < 0 ? "" : host.substring(colon + 1);
      boolean number = Ascii.isDigits(port) && port.length() <= 5;
      if (!port.isEmpty() && (!number || Integer.parseInt(port) > 65_535)) {
        throw new BadValue("has a port that is not a number between 1 and 65535");
      }
    }
  }

  private static void refuseBlanks(String text) throws BadValue {
    for (int i = 0; i < text.length(); i++) {
      if (Character.isWhitespace(text.charAt(i))) {
        throw new BadValue("has a space in it", "a URL has none; in a password write %20");
      }
    }
  }
}
