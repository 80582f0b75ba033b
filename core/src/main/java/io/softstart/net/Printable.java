package io.softstart.net;

import io.softstart.text.Ascii;

/** The whitelists: a character that is not named here is not printed. */
final class Printable {
  private Printable() {}

  static boolean isScheme(String text) {
    return Ascii.isMadeOf(text, "+.-:") && !text.isEmpty();
  }

  static boolean isName(String text) {
    return Ascii.isMadeOf(text, "._-$/");
  }
}
