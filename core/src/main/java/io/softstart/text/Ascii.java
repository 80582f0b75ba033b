package io.softstart.text;

import java.util.Locale;

/** Looks at characters without a regular expression, which would cost milliseconds at start-up. */
public final class Ascii {
  private Ascii() {}

  /** Whether a text, which may be empty, is made of letters, digits and the signs given. */
  public static boolean isMadeOf(String text, String signs) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (!isLetter(c) && !isDigit(c) && signs.indexOf(c) < 0) {
        return false;
      }
    }
    return true;
  }

  public static boolean isDigits(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (!isDigit(text.charAt(i))) {
        return false;
      }
    }
    return !text.isEmpty();
  }

  public static boolean isLetter(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
  }

  public static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }

  /** Returns a name in lower case, its separators ({@code - _ .}) all alike. */
  public static String lower(String name, char separator) {
    String alike = name.replace('_', separator).replace('-', separator).replace('.', separator);
    return alike.toLowerCase(Locale.ROOT);
  }
}
