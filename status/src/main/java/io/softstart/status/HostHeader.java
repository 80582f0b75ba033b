package io.softstart.status;

import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * The name under which a request asks. A page of somebody else's that a browser shows may make its
 * own name point here, and read what only this machine's user may: so a public name is refused.
 */
final class HostHeader {
  private static final String[] LOCAL = {"localhost", ".localhost", ".local", ".internal", ".svc"};

  private HostHeader() {}

  /**
   * {@return whether a request names this place by an address, a name of the own network, or the
   * machine's own name}
   */
  static boolean isOwn(byte[] head, int length) {
    String name = name(head, length);
    if (name.indexOf('.') < 0 || isAddress(name)) {
      return true;
    }
    for (String local : LOCAL) {
      if (name.endsWith(local)) {
        return true;
      }
    }
    return name.equalsIgnoreCase(System.getenv("HOSTNAME"));
  }

  /**
   * {@return the same, or whether it names this machine by its full name, as those do who collect
   * the meters of many}
   */
  static boolean isOfMachine(byte[] head, int length, String machine) {
    String name = name(head, length);
    int dot = name.indexOf('.');
    String first = dot < 0 ? name : name.substring(0, dot);
    return isOwn(head, length)
        || (!machine.isEmpty()
            && (first.equalsIgnoreCase(machine) || name.equalsIgnoreCase(machine)));
  }

  private static String name(byte[] head, int length) {
    String host = in(new String(head, 0, length, StandardCharsets.ISO_8859_1));
    int colon = host.lastIndexOf(':');
    return colon > host.lastIndexOf(']') ? host.substring(0, colon) : host;
  }

  private static String in(String head) {
    for (String line : head.split("\r?\n", -1)) {
      if (line.regionMatches(true, 0, "host:", 0, 5)) {
        return line.substring(5).strip().toLowerCase(Locale.ROOT);
      }
    }
    return "";
  }

  private static boolean isAddress(String name) {
    if (name.startsWith("[")) {
      return true;
    }
    for (int i = 0; i < name.length(); i++) {
      if (name.charAt(i) != '.' && !Character.isDigit(name.charAt(i))) {
        return false;
      }
    }
    return true;
  }
}
