package io.softstart.config;

import io.softstart.net.Target.Endpoint;
import io.softstart.text.Ascii;

/** {@code host:port[,host:port...]}, as Kafka's bootstrap servers are written. */
final class EndpointsType extends StrictType<String> {
  EndpointsType() {
    super("host:port, or several separated by commas", "localhost:1");
  }

  @Override
  String parse(String text) throws BadValue {
    if (text.contains("://")) {
      throw new BadValue("holds a URL", "write host:port, without a scheme");
    }
    StringBuilder normal = new StringBuilder();
    for (String part : text.split(",", -1)) {
      normal.append(normal.isEmpty() ? "" : ",").append(endpoint(part.strip()));
    }
    return normal.toString();
  }

  private static Endpoint endpoint(String text) throws BadValue {
    if (text.isEmpty()) {
      throw new BadValue("has an empty item between its commas");
    }
    int colon = text.lastIndexOf(':');
    String port = text.substring(colon + 1);
    if (colon < 0 || port.endsWith("]")) {
      throw new BadValue("holds a host without a port");
    }
    if (!Ascii.isDigits(port) || port.length() > 5 || Integer.parseInt(port) > 65_535) {
      throw new BadValue("holds a port that is not a number between 1 and 65535");
    }
    String host = text.substring(0, colon);
    boolean bracketed = host.startsWith("[") && host.endsWith("]");
    if (!bracketed && host.indexOf(':') >= 0) {
      throw new BadValue("holds a host with a colon", "write an IPv6 address in brackets");
    }
    try {
      return new Endpoint(
          bracketed ? host.substring(1, host.length() - 1) : host, Integer.parseInt(port));
    } catch (IllegalArgumentException e) {
      throw new BadValue("holds what is no host and port: " + e.getMessage());
    }
  }
}
