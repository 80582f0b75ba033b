package io.softstart.redact;

import io.softstart.text.Ascii;

/**
 * Masks the values of keys that are secret: {@code password=x}, {@code "token": "x"}, {@code
 * X-Api-Key: x}, {@code <password>x</password>}, {@code --password x}. One pass from left to right,
 * in time linear in the text.
 */
final class Assignments {
  private static final int LONGEST_TAG = 256;
  private static final String[] HARMLESS = {
    "YES", "NO", "true", "false", "null", "none", "empty", "missing", "required", Mask.TEXT
  };

  /** What stands before the secret in a header. */
  private static final String[] SCHEMES = {"bearer", "basic", "token", "digest", "apikey"};

  private final String text;
  private final Masking masking;

  /** Keys are looked for from here: behind the last separator. */
  private int floor;

  private int nextBrace;
  private int nextTag;

  private Assignments(String text) {
    this.text = text;
    masking = new Masking(text);
  }

  static String mask(String text) {
    return new Assignments(text).masked();
  }

  private String masked() {
    int i = 0;
    while (i < text.length()) {
      char c = text.charAt(i);
      int next =
          switch (c) {
            case '=', ':' -> assigned(i);
            case '<' -> element(i);
            case '-' -> option(i);
            default -> i + 1;
          };
      if (c == '=' || c == ':') {
        floor = next;
      }
      i = next;
    }
    return masking.masked();
  }

  private int assigned(int separator) {
    boolean colon = text.charAt(separator) == ':';
    int end = separator;
    while (end > floor && Character.isWhitespace(text.charAt(end - 1))) {
      end--;
    }
    boolean quoted = end > floor && isQuote(text.charAt(end - 1));
    if (quoted) {
      end--;
      end -= end > floor && text.charAt(end - 1) == '\\' ? 1 : 0;
    }
    int start = end;
    while (start > floor && isKeyPart(text.charAt(start - 1))) {
      start--;
    }
    boolean url = colon && text.startsWith("//", separator + 1);
    boolean path = colon && !quoted && start > 0 && "/\\".indexOf(text.charAt(start - 1)) >= 0;
    if (start == end || url || path) {
      return separator + 1;
    }
    String key = text.substring(start, end);
    // somebody's secret may be the word password, which is masked by now
    boolean secret =
        (colon && !quoted)
            ? SecretNames.endsAsSecret(key)
            : SecretNames.isSecret(key) || key.contains(Mask.TEXT);
    return secret ? value(separator, colon) : separator + 1;
  }

  private int value(int separator, boolean colon) {
    int start = separator + 1;
    if (start < text.length() && ">=".indexOf(text.charAt(start)) >= 0) {
      start++;
    }
    while (start < text.length() && Character.isWhitespace(text.charAt(start))) {
      start++;
    }
    boolean escaped = text.startsWith("\\\"", start) || text.startsWith("\\'", start);
    int quote = escaped ? start + 1 : start;
    if (quote < text.length() && isQuote(text.charAt(quote))) {
      int end = escaped ? escapedEnd(quote) : quotedEnd(quote);
      return colon ? maskBetween(quote + 1, end, escaped) : masking.mask(start, end);
    }
    if (!colon && start < text.length() && text.charAt(start) == '{') {
      int brace = brace(start);
      if (brace > 0) {
        return masking.mask(start, brace + 1);
      }
    }
    int end = plainEnd(start);
    if (start == end || (colon && isHarmless(start, end))) {
      return separator + 1;
    }
    return masking.mask(start, end);
  }

  /** {@return behind the closing quote, or the end of the text; a doubled quote closes nothing} */
  private int quotedEnd(int open) {
    char quote = text.charAt(open);
    for (int i = open + 1; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '\\') {
        i++;
      } else if (c == quote) {
        if (i + 1 < text.length() && text.charAt(i + 1) == quote) {
          i++;
        } else {
          return i + 1;
        }
      }
    }
    return text.length();
  }

  private int escapedEnd(int open) {
    int close = text.indexOf("\\" + text.charAt(open), open + 1);
    return close < 0 ? text.length() : close + 2;
  }

  private int brace(int from) {
    if (nextBrace >= 0 && nextBrace < from) {
      nextBrace = text.indexOf('}', from);
    }
    return nextBrace;
  }

  private int plainEnd(int start) {
    int end = wordEnd(start);
    for (String scheme : SCHEMES) {
      if (end - start == scheme.length()
          && text.regionMatches(true, start, scheme, 0, end - start)) {
        int next = end;
        while (next < text.length() && text.charAt(next) == ' ') {
          next++;
        }
        int last = wordEnd(next);
        return last > next ? last : end;
      }
    }
    return end;
  }

  private int wordEnd(int start) {
    int end = start;
    while (end < text.length()
        && !Character.isWhitespace(text.charAt(end))
        && "\"'&;)<".indexOf(text.charAt(end)) < 0) {
      end++;
    }
    boolean listed = end > start + 1 && end < text.length() && text.charAt(end - 1) == ',';
    return listed ? end - 1 : end;
  }

  private boolean isHarmless(int start, int end) {
    int last = end;
    while (last > start && ",.]}".indexOf(text.charAt(last - 1)) >= 0) {
      last--;
    }
    for (String word : HARMLESS) {
      if (last - start == word.length()
          && text.regionMatches(true, start, word, 0, word.length())) {
        return true;
      }
    }
    return false;
  }

  private int element(int open) {
    int end = open + 1;
    while (end < text.length() && end < open + LONGEST_TAG && isTagPart(text.charAt(end))) {
      end++;
    }
    int close = end;
    while (close < text.length()
        && close < open + LONGEST_TAG
        && "<>".indexOf(text.charAt(close)) < 0) {
      close++;
    }
    boolean tag = end > open + 1 && close < text.length() && text.charAt(close) == '>';
    if (!tag || !SecretNames.endsAsSecret(text.substring(open + 1, end))) {
      return open + 1;
    }
    int start = close + 1;
    int last = tag(start);
    boolean closed = last >= 0 && text.startsWith("</", last);
    boolean follows = start < text.length() && !Character.isWhitespace(text.charAt(start));
    if (closed) {
      return last > start ? masking.mask(start, last) : open + 1;
    }
    // "AUTH <password> called" is a syntax, not an element
    int word = follows ? wordEnd(start) : start;
    return word > start ? masking.mask(start, word) : open + 1;
  }

  private int tag(int from) {
    if (nextTag >= 0 && nextTag < from) {
      nextTag = text.indexOf('<', from);
    }
    return nextTag;
  }

  /** A key that begins with a hyphen has its value behind a blank. */
  private int option(int start) {
    boolean first = start == 0 || !isKeyPart(text.charAt(start - 1));
    int end = start + 1;
    while (end < text.length() && isKeyPart(text.charAt(end))) {
      end++;
    }
    int value = end;
    while (value < text.length() && text.charAt(value) == ' ') {
      value++;
    }
    boolean valued = value > end && value < text.length() && text.charAt(value) != '-';
    if (!first || !valued || !SecretNames.endsAsSecret(text.substring(start, end))) {
      return end;
    }
    if (isQuote(text.charAt(value))) {
      return masking.mask(value, quotedEnd(value));
    }
    int last = wordEnd(value);
    return last > value ? masking.mask(value, last) : end;
  }

  private int maskBetween(int from, int end, boolean escaped) {
    int closing = escaped ? 2 : 1;
    boolean closed = end - closing >= from && text.charAt(end - 1) == text.charAt(from - 1);
    masking.mask(from, closed ? end - closing : end);
    return end;
  }

  private static boolean isQuote(char c) {
    return c == '"' || c == '\'';
  }

  /** A star is a part of what was masked before. */
  private static boolean isKeyPart(char c) {
    return Ascii.isLetter(c) || Ascii.isDigit(c) || "_.-*".indexOf(c) >= 0;
  }

  private static boolean isTagPart(char c) {
    return isKeyPart(c) || c == ':';
  }
}
