package io.softstart.redact;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A text without escapes that knows where each of its characters came from. Others escape a text in
 * five ways, and one inside another: percent-encoding, backslashes (JSON, Java, shells, octal), the
 * octal numbers of log daemons, entities of HTML, and doubled quotes (SQL, CSV, shells).
 */
final class Unescaped {
  private static final String[] ENTITIES = {"&amp;", "&lt;", "&gt;", "&quot;", "&apos;"};
  private static final String ENTITY_VALUES = "&<>\"'";
  private static final int LONGEST_ENTITY = 10;
  private static final String[] SHELL_QUOTES = {"'\\''", "'\"'\"'"};
  private static final int DEEPEST = 3;
  private static final int MOST = 32;

  /** An escaped quote where no other sign is escaped, for which no sign of its own stands. */
  private static final char QUOTES_ONLY = 'q';

  /** Doubled quotes of one kind at a time: a secret may hold two of the other. */
  private static final char[] KINDS = {'%', '\\', '#', '&', '\'', '"', QUOTES_ONLY};

  private final StringBuilder text;
  private int[] origins;

  private Unescaped(int length) {
    text = new StringBuilder(length);
    origins = new int[length + 1];
  }

  private Unescaped(String raw) {
    text = new StringBuilder(raw);
    origins = new int[raw.length() + 1];
    Arrays.setAll(origins, i -> i);
  }

  /** {@return the text as it is and in each way to read it, at most {@value #MOST}} */
  static List<Unescaped> all(String raw) {
    List<Unescaped> all = new ArrayList<>(List.of(new Unescaped(raw)));
    int from = 0;
    for (int depth = 0; depth < DEEPEST; depth++) {
      int to = all.size();
      for (int i = from; i < to; i++) {
        for (char kind : KINDS) {
          Unescaped next = all.size() < MOST ? all.get(i).unescaped(kind) : all.get(i);
          if (all.stream().noneMatch(each -> each.text.compareTo(next.text) == 0)) {
            all.add(next);
          }
        }
      }
      from = to;
    }
    return all;
  }

  /** {@return the text with all that is well-formed decoded; a stray % is legal in a password} */
  static String percentDecoded(String text) {
    return new Unescaped(text).unescaped('%').text.toString();
  }

  CharSequence text() {
    return text;
  }

  /** {@return where the character came from, or for the length, the end of the text} */
  int origin(int at) {
    return origins[at];
  }

  private void add(int c, int origin) {
    if (c < Character.MIN_SUPPLEMENTARY_CODE_POINT) {
      origins[text.length()] = origin;
      text.append((char) c);
    } else {
      add(Character.highSurrogate(c), origin);
      add(Character.lowSurrogate(c), origin);
    }
  }

  private Unescaped unescaped(char kind) {
    String sign = kind == QUOTES_ONLY ? "\\" : String.valueOf(kind);
    if (text.indexOf(sign) < 0) {
      return this;
    }
    Unescaped next = new Unescaped(text.length());
    Escape escape = new Escape();
    int at = 0;
    while (at < text.length()) {
      escape.read(kind, at);
      next.add(escape.value, origins[at]);
      at = escape.end;
    }
    next.origins[next.text.length()] = origins[text.length()];
    next.origins = Arrays.copyOf(next.origins, next.text.length() + 1);
    return next;
  }

  /** What one place of the text stands for, and where that ends. */
  private final class Escape {
    int value;
    int end;

    void read(char kind, int at) {
      char c = text.charAt(at);
      set(c, at + 1);
      switch (kind) {
        case '%' -> {
          if (c == '%' && isAt(at + 1, 'u')) {
            number(at + 2, 4, 16);
          } else if (c == '%') {
            bytes(at);
          }
        }
        case '\\' -> {
          if (c == '\\') {
            backslash(at + 1);
          }
        }
        case '#' -> {
          if (c == '#' && isByteOfLog(byteAt(at))) {
            bytes(at);
          }
        }
        case '&' -> {
          if (c == '&') {
            entity(at);
          }
        }
        case QUOTES_ONLY -> {
          if (c == '\\' && (isAt(at + 1, '\'') || isAt(at + 1, '"'))) {
            set(text.charAt(at + 1), at + 2);
          }
        }
        default -> {
          if (c == kind) {
            quote(at, c);
          }
        }
      }
    }

    private void set(int wanted, int after) {
      value = wanted;
      end = after;
    }

    private void backslash(int at) {
      char c = at < text.length() ? text.charAt(at) : ' ';
      if (c == 'u' && isAt(at + 1, '{')) {
        int close = text.indexOf("}", at);
        int digits = close - at - 2;
        if (digits > 0 && digits <= 6 && number(at + 2, digits, 16)) {
          end++;
        }
      } else if (c == 'u') {
        number(at + 1, 4, 16);
      } else if (c == 'U') {
        number(at + 1, 8, 16);
      } else if (byteAt(at - 1) >= 0) {
        bytes(at - 1);
      } else if (at < text.length()) {
        int control = "nrtbfaev0".indexOf(c);
        set(control < 0 ? c : ' ', at + 1);
      }
    }

    private void entity(int at) {
      for (int i = 0; i < ENTITIES.length; i++) {
        if (startsWith(ENTITIES[i], at)) {
          set(ENTITY_VALUES.charAt(i), at + ENTITIES[i].length());
          return;
        }
      }
      if (isAt(at + 1, '#')) {
        boolean hex = isAt(at + 2, 'x') || isAt(at + 2, 'X');
        int from = at + (hex ? 3 : 2);
        int close = from;
        while (close < at + LONGEST_ENTITY && close < text.length() && !isAt(close, ';')) {
          close++;
        }
        if (close > from && isAt(close, ';') && number(from, close - from, hex ? 16 : 10)) {
          end++;
        }
      }
    }

    private void quote(int at, char quote) {
      for (String shell : SHELL_QUOTES) {
        if (startsWith(shell, at)) {
          end = at + shell.length();
          return;
        }
      }
      if (isAt(at + 1, quote)) {
        end = at + 2;
      }
    }

    /** One character of encoded bytes: of UTF-8, or what old clients make of Latin-1. */
    private void bytes(int at) {
      int lead = byteAt(at);
      if (lead < 0) {
        return;
      }
      int width = text.charAt(at) == '%' ? 3 : 4;
      int more = lead < 0xC0 || lead >= 0xF8 ? 0 : lead < 0xE0 ? 1 : lead < 0xF0 ? 2 : 3;
      int codePoint = lead & (0x3F >> more);
      for (int i = 1; i <= more; i++) {
        int follower = at + i * width;
        int next = follower < text.length() ? byteAt(follower) : -1;
        if ((next & 0xC0) != 0x80 || next < 0 || text.charAt(follower) != text.charAt(at)) {
          more = 0;
        }
        codePoint = codePoint << 6 | (next & 0x3F);
      }
      boolean utf8 = more > 0 && Character.isValidCodePoint(codePoint);
      set(utf8 ? codePoint : lead, at + width * (utf8 ? more + 1 : 1));
    }

    /**
     * {@return the byte that {@code %XX}, {@code \xXX}, {@code \ooo} or {@code #ooo} stands for}
     */
    private int byteAt(int at) {
      return switch (text.charAt(at)) {
        case '%' -> digits(at + 1, 2, 16);
        case '\\' -> isAt(at + 1, 'x') ? digits(at + 2, 2, 16) : octal(at + 1);
        case '#' -> octal(at + 1);
        default -> -1;
      };
    }

    private int octal(int at) {
      int octal = digits(at, 3, 8);
      return octal <= 0xFF ? octal : -1;
    }

    /** A log daemon leaves what is printable as it is. */
    private static boolean isByteOfLog(int value) {
      return value >= 0x7F || (value >= 0 && value < ' ');
    }

    private boolean number(int from, int count, int radix) {
      int number = digits(from, count, radix);
      boolean valid = Character.isValidCodePoint(number);
      if (valid) {
        set(number, from + count);
      }
      return valid;
    }

    private int digits(int from, int count, int radix) {
      if (from + count > text.length()) {
        return -1;
      }
      int number = 0;
      for (int i = from; i < from + count; i++) {
        int digit = Character.digit(text.charAt(i), radix);
        if (digit < 0 || number > Character.MAX_CODE_POINT) {
          return -1;
        }
        number = number * radix + digit;
      }
      return number;
    }

    private boolean isAt(int at, char wanted) {
      return at < text.length() && text.charAt(at) == wanted;
    }

    private boolean startsWith(String wanted, int at) {
      return at + wanted.length() <= text.length()
          && wanted.contentEquals(text.subSequence(at, at + wanted.length()));
    }
  }
}
