package io.softstart.config;

import io.softstart.net.ServiceUrl;
import io.softstart.text.Ascii;

/** {@code scheme://host...}; no part of a bad one is ever shown, since any may be a password. */
final class UrlType extends StrictType<ServiceUrl> {
  UrlType() {
    super(
        "a URL such as redis://host:6379 or https://host/path", ServiceUrl.of("http://localhost"));
  }

  @Override
  ServiceUrl parse(String text) throws BadValue {
    ServiceUrl url = ServiceUrl.of(text); // first of all: it makes its password known
    refuseBlanks(text);
    int colon = text.indexOf("://");
    if (colon < 1 || !Ascii.isMadeOf(text.substring(0, colon), "+.-")) {
      throw new BadValue("does not begin with a scheme such as redis:// or https://");
    }
    String rest = text.substring(colon + 3);
    // Redis URLs may begin with ://:password@host
    boolean userInfo = rest.startsWith(":") && rest.indexOf('@') > 0;
    if (rest.isEmpty() || ("/?#:".indexOf(rest.charAt(0)) >= 0 && !userInfo)) {
      throw new BadValue("names no host");
    }
    return url;
  }

  static void refuseBlanks(String text) throws BadValue {
    for (int i = 0; i < text.length(); i++) {
      if (Character.isWhitespace(text.charAt(i))) {
        throw new BadValue("holds a blank", "a URL has none; in a password write %20");
      }
    }
  }
}
