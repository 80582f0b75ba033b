package io.softstart.redact;

import java.nio.charset.StandardCharsets;

/**
 * Finds a text however others have escaped it, in any mixture: percent-encoded in either case, JSON
 * and Java escapes, HTML entities, doubled quotes of SQL and CSV, blanks for control characters,
 * line breaks removed.
 */
final class EscapedText {
  private static final String[] ENTITIES = {"&amp;", "&lt;", "&gt;", "&quot;", "&apos;"};
  private static final String ENTITY_VALUES = "&<>\"'";
  private static final int LONGEST_ENTITY = 10;

  /** Any character may be meant. */
  static final int ANY = 0x10000;

  private EscapedText() {}

  /** {@return the character whose escape begins here; -1 if none does} */
  static int first(String text, int at) {
    char c = text.charAt(at);
    if (c == '%') {
      int value = percent(text, at);
      return value < 0xC0 ? value : ANY;
    }
    if (c == '&') {
      int end = at + 1;
      while (end < text.length() && end < at + LONGEST_ENTITY && text.charAt(end) != ';') {
        end++;
      }
      return isAt(text, end, ';') ? ANY : -1;
    }
    if (c == '+') {
      return ' ';
    }
    if (c != '\\' || at + 1 == text.length()) {
      return -1;
    }
    char escaped = text.charAt(at + 1);
    return switch (escaped) {
      case 'u' -> hex(text, at + 2, 4);
      case 'x' -> hex(text, at + 2, 2);
      default -> escaped;
    };
  }

  /**
   * {@return where the secret ends in the text if it begins there, else -1}
   *
   * @param text what may hold it
   * @param at where it may begin
   * @param secret not empty
   */
  static int end(String text, int at, String secret) {
    if (text.startsWith(secret, at)) {
      return at + secret.length();
    }
    int end = end(text, at, secret, true);
    return end > 0 ? end : end(text, at, secret, false);
  }

  /** A backslash may be one that escapes, or one that is meant. */
  private static int end(String text, int at, String secret, boolean escapesFirst) {
    int from = at;
    int j = 0;
    while (j < secret.length()) {
      char wanted = secret.charAt(j);
      boolean plain = !escapesFirst && from < text.length() && text.charAt(from) == wanted;
      int next = plain ? from + 1 : unitEnd(text, from, wanted, secret, j);
      if (next > 0) {
        from = next;
        j++;
      } else if (next < 0) { // two characters of the secret, one code point
        from = -next;
        j += 2;
      } else if (wanted == '\n' || wanted == '\r') {
        j++;
      } else {
        return -1;
      }
    }
    return from > at ? from : -1;
  }

  /**
   * {@return where the escaped form of the wanted character ends; negative if it is that of the
   * surrogate pair which begins there; 0 if something else stands in the text}
   */
  private static int unitEnd(String text, int at, char wanted, String secret, int j) {
    if (at >= text.length()) {
      return 0;
    }
    char c = text.charAt(at);
    int end =
        switch (c) {
          case '\\' -> backslash(text, at, wanted);
          case '&' -> entity(text, at, secret, j);
          case '%' -> percentEncoded(text, at, secret, j);
          case '\'', '"' ->
              wanted == c && isAt(text, at + 1, c) && !isAt(secret, j + 1, c) ? at + 2 : 0;
          case '+' -> wanted == ' ' ? at + 1 : 0;
          case ' ' -> Character.isISOControl(wanted) ? at + 1 : 0;
          default -> 0;
        };
    return end != 0 ? end : c == wanted ? at + 1 : 0;
  }

  private static int backslash(String text, int at, char wanted) {
    if (at + 1 >= text.length()) {
      return 0;
    }
    char c = text.charAt(at + 1);
    if (c == 'u' || c == 'x') {
      int digits = c == 'u' ? 4 : 2;
      return hex(text, at + 2, digits) == wanted ? at + 2 + digits : 0;
    }
    int control = "nrtbf".indexOf(c);
    if (control >= 0 && "\n\r\t\b\f".charAt(control) == wanted) {
      return at + 2;
    }
    return c == wanted ? at + 2 : 0;
  }

  private static int entity(String text, int at, String secret, int j) {
    char wanted = secret.charAt(j);
    for (int i = 0; i < ENTITIES.length; i++) {
      if (ENTITY_VALUES.charAt(i) == wanted && text.startsWith(ENTITIES[i], at)) {
        return at + ENTITIES[i].length();
      }
    }
    if (!isAt(text, at + 1, '#')) {
      return 0;
    }
    boolean hex = isAt(text, at + 2, 'x') || isAt(text, at + 2, 'X');
    int value = 0;
    for (int i = at + (hex ? 3 : 2); i < Math.min(text.length(), at + LONGEST_ENTITY); i++) {
      char c = text.charAt(i);
      if (c == ';') {
        boolean pair = value == secret.codePointAt(j) && value != wanted;
        return pair ? -(i + 1) : value == wanted ? i + 1 : 0;
      }
      int digit = Character.digit(c, hex ? 16 : 10);
      if (digit < 0) {
        return 0;
      }
      value = value * (hex ? 16 : 10) + digit;
    }
    return 0;
  }

  private static int percentEncoded(String text, int at, String secret, int j) {
    int first = percent(text, at);
    char wanted = secret.charAt(j);
    if (first < 0) {
      return 0;
    }
    if (first == wanted) { // ASCII, or Latin-1 as old clients encode it
      return at + 3;
    }
    if (first < 0xC0) {
      return 0;
    }
    int codePoint = secret.codePointAt(j);
    byte[] bytes = new String(Character.toChars(codePoint)).getBytes(StandardCharsets.UTF_8);
    for (int i = 0; i < bytes.length; i++) {
      if (percent(text, at + 3 * i) != (bytes[i] & 0xff)) {
        return 0;
      }
    }
    int end = at + 3 * bytes.length;
    return Character.isSupplementaryCodePoint(codePoint) ? -end : end;
  }

  /** {@return the byte that {@code %XX} stands for, or -1 if there is none} */
  static int percent(String text, int at) {
    return isAt(text, at, '%') ? hex(text, at + 1, 2) : -1;
  }

  private static int hex(String text, int from, int digits) {
    if (from + digits > text.length()) {
      return -1;
    }
    int value = 0;
    for (int i = from; i < from + digits; i++) {
      int digit = Character.digit(text.charAt(i), 16);
      if (digit < 0) {
        return -1;
      }
      value = value * 16 + digit;
    }
    return value;
  }

  private static boolean isAt(String text, int at, char wanted) {
    return at < text.length() && text.charAt(at) == wanted;
  }
}
