package io.softstart.config;

import io.softstart.net.Target.Endpoint;
import io.softstart.text.Ascii;
import io.softstart.text.HostPort;

/** {@code host:port[,host:port...]}, as Kafka's bootstrap servers are written. */
final class EndpointsType extends StrictType<String> {
  private static final int LONGEST_HOST = 60;

  EndpointsType() {
    super("host:port, or several separated by commas", "localhost:1", LONG);
  }

  @Override
  String parse(String text) throws BadValue {
    if (text.contains("://")) {
      throw new BadValue("holds a URL", "write host:port, without a scheme");
    }
    StringBuilder normal = new StringBuilder();
    String[] entries = text.split(",", -1);
    for (int i = 0; i < entries.length; i++) {
      String entry = entries[i].strip();
      if (entry.isEmpty()) {
        throw new BadValue("has an empty entry between its commas");
      }
      normal.append(i == 0 ? "" : ",").append(endpoint(entry, named(entry, i + 1, entries.length)));
    }
    return normal.toString();
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
    if (!parts.bracketed() && parts.host().indexOf(':') >= 0) {
      throw BadValue.quoting(
          "has a host with a colon" + named, "write an IPv6 address in brackets", text);
    }
    try {
      return new Endpoint(parts.host(), parts.number());
    } catch (IllegalArgumentException e) {
      throw BadValue.quoting("has no host and port" + named + ": " + e.getMessage(), null, text);
    }
  }
}
