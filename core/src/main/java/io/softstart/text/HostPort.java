package io.softstart.text;

import org.jspecify.annotations.Nullable;

/**
 * A text of the shape {@code host:port}, {@code host}, {@code [address]:port} or {@code [address]},
 * cut into its parts; neither part need be right.
 *
 * @param host without the brackets of an IPv6 address; may be empty
 * @param port what stands behind the last colon; null if there is no colon behind the host
 * @param bracketed whether the host stands in brackets
 */
@SuppressWarnings("exports") // JSpecify is not needed at run time
public record HostPort(String host, @Nullable String port, boolean bracketed) {
  private static final int GREATEST = 65_535;

  /**
   * Cuts a text.
   *
   * @param text any text
   * @return its parts
   */
  public static HostPort parse(String text) {
    int colon = text.lastIndexOf(':');
    boolean ported = colon >= 0 && text.indexOf(']', colon) < 0;
    String host = ported ? text.substring(0, colon) : text;
    String port = ported ? text.substring(colon + 1) : null;
    boolean bracketed = host.length() > 2 && host.startsWith("[") && host.endsWith("]");
    return new HostPort(bracketed ? host.substring(1, host.length() - 1) : host, port, bracketed);
  }

  /**
   * {@return the port as a number from 1 to 65535; 0 if there is none, or what is there is none}
   */
  public int number() {
    String digits = port;
    if (digits == null || digits.length() > 5 || !Ascii.isDigits(digits)) {
      return 0;
    }
    int number = Integer.parseInt(digits);
    return number <= GREATEST ? number : 0;
  }

  /** {@return whether all characters may stand in a host} */
  public static boolean isHost(String text) {
    return Ascii.isMadeOf(text, "._-:%");
  }

  /** {@return whether the host is one by its characters, with a colon only in brackets} */
  public boolean hasHost() {
    return !host.isEmpty() && isHost(host) && (bracketed || host.indexOf(':') < 0);
  }
}
