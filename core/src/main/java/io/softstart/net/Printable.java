package io.softstart.net;

/** The whitelists: a character that is not named here is not printed. */
final class Printable {
  private Printable() {}

  static boolean isScheme(String text) {
    return isMadeOf(text, "+.-:") && !text.isEmpty();
  }

  static boolean isHost(String text) {
    return isMadeOf(text, "._-:%");
  }

  static boolean isName(String text) {
    return isMadeOf(text, "._-$/");
  }

  private static boolean isMadeOf(String text, String signs) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      boolean letterOrDigit =
          (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
      if (!letterOrDigit && signs.indexOf(c) < 0) {
        return false;
      }
    }
    return true;
  }
}
