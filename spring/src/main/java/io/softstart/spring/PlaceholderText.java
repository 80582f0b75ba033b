package io.softstart.spring;

import io.softstart.text.Ascii;
import org.jspecify.annotations.Nullable;
import org.springframework.core.env.Environment;

/** A text that may hold placeholders, such as {@code ${NAME:default}}. */
final class PlaceholderText {
  private static final String BEGIN = "${";
  private static final String ESCAPED = "\\${";
  private static final String SIGNS = "_.-";

  private PlaceholderText() {}

  static boolean isIn(@Nullable Object value) {
    return value instanceof CharSequence && value.toString().contains(BEGIN);
  }

  /**
   * Returns the name of a placeholder that has no value; null if there is none. Only one that
   * stands in the text itself: what a resolved one brings may be a password with such letters.
   */
  static @Nullable String withoutValue(Environment environment, String text) {
    if (!text.contains(BEGIN) || text.contains(ESCAPED)) {
      return null;
    }
    String rest;
    try {
      rest = environment.resolvePlaceholders(text);
    } catch (IllegalArgumentException circular) {
      rest = text;
    }
    for (int at = rest.indexOf(BEGIN); at >= 0; at = rest.indexOf(BEGIN, at + 1)) {
      int end = at + BEGIN.length();
      while (end < rest.length() && rest.charAt(end) != '}' && rest.charAt(end) != ':') {
        end++;
      }
      String name = rest.substring(at + BEGIN.length(), end);
      if (!name.isEmpty() && Ascii.isMadeOf(name, SIGNS) && text.contains(BEGIN + name)) {
        return name;
      }
    }
    return null;
  }

  /** Whether a text is one placeholder and nothing else, as nobody's password is by chance. */
  static boolean isWhole(String text) {
    return text.startsWith(BEGIN) && text.indexOf('}') == text.length() - 1;
  }
}
