package io.softstart.config;

import io.softstart.net.Target.Endpoint;
import io.softstart.text.Ascii;
import io.softstart.text.HostPort;

/**
 * {@code host:port[,host:port...]}, as Kafka's bootstrap servers are written. What its clients pass
 * over is left out: listeners' names, commas too many.
 */
final class EndpointsType extends StrictType<String> {
  private static final int LONGEST_HOST = 60;

  EndpointsType() {
    super("host:port, or several separated by commas", "localhost:1", LONG);
  }

  @Override
  String parse(String text) throws BadValue {
    StringBuilder normal = new StringBuilder();
    String[] entries = text.split(",", -1);
    for (int i = 0; i < entries.length; i++) {
      String entry = withoutScheme(entries[i].strip());
      if (!entry.isEmpty()) {
        normal
            .append(normal.length() == 0 ? "" : ",")
            .append(endpoint(entry, named(entry, i + 1, entries.length)));
      }
    }
    if (normal.length() == 0) {
      throw new BadValue("names no host");
    }
    return normal.toString();
  }

  /** Kafka's clients pass over the name of a listener, {@code SASL_SSL://host:9093}. */
  private static String withoutScheme(String entry) {
    int slashes = entry.indexOf("://");
    boolean named = slashes > 0 && Ascii.isMadeOf(entry.substring(0, slashes), "-%._");
    return named ? entry.substring(slashes + 3) : entry;
  }

  /** Returns how to speak of an entry, with a hole for its text if that is plainly a host. */
  private static String named(String entry, int number, int count) {
    boolean plain = entry.length() <= LONGEST_HOST && Ascii.isMadeOf(entry, ".-_");
    String shown = plain ? " in \"{}\"" : count == 1 ? "" : " in";
    return count == 1 ? shown : shown + (plain ? " (entry " + number + ")" : " entry " + number);
  }

  private static Endpoint endpoint(String text, String named) throws BadValue {
    HostPort parts = HostPort.parse(text);
    if (parts.port() == null) {
      throw BadValue.quoting("has no port" + named, "add :port", text);
    }
    if (parts.number() == 0) {
      throw BadValue.quoting(
          "has a port that is not a number between 1 and 65535" + named, null, text);
    }
    if (!parts.bracketed() && parts.host().indexOf(':') >= 0 && !isAddress(parts.host())) {
      throw BadValue.quoting(
          "has a host with a colon" + named, "write an IPv6 address in brackets", text);
    }
    try {
      return new Endpoint(parts.host(), parts.number());
    } catch (IllegalArgumentException e) {
      throw BadValue.quoting("has no host and port" + named + ": " + e.getMessage(), null, text);
    }
  }

  /** Whether it can only be an IPv6 address: of eight parts, or with some left out. */
  private static boolean isAddress(String host) {
    int parts = host.split(":", -1).length;
    boolean hex = true;
    for (int i = 0; i < host.length() && hex; i++) {
      hex = Character.digit(host.charAt(i), 16) >= 0 || host.charAt(i) == ':';
    }
    boolean whole = parts == 8 || (parts < 8 && host.contains("::"));
    return hex && whole && !host.endsWith(":");
  }
}
