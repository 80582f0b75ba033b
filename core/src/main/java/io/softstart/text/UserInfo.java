package io.softstart.text;

/** User and password before the host, where a driver such as PostgreSQL's understands none. */
public final class UserInfo {
  private UserInfo() {}

  /**
   * {@return whether an address holds some} An @ in the name of a database is none; but a password
   * may hold the slash before it.
   *
   * @param address {@code host:port/database}, without scheme and options
   */
  public static boolean isIn(String address) {
    int at = address.indexOf('@');
    int slash = address.indexOf('/');
    if (at < 0) {
      return false;
    }
    if (slash < 0 || slash != address.lastIndexOf('/') || at < slash) {
      return true;
    }
    int colon = address.indexOf(':');
    return colon >= 0 && colon < slash && !Ascii.isDigits(address.substring(colon + 1, slash));
  }
}
