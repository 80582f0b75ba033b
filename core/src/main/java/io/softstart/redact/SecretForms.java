package io.softstart.redact;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * The texts as which a secret turns up: as it is, percent-decoded by either rule for {@code +}, and
 * the pieces into which a URL parser cuts it. How others escape it is {@link EscapedText}'s part.
 */
final class SecretForms {
  /** Shorter secrets would mask half the language. */
  static final int SHORTEST = 4;

  private static final String SEPARATORS = "@/#?&;:%=+,\r\n";
  private static final int MOST_PIECES = 64;

  /** What is left behind a cut is kept only for so few cuts, and not for tokens. */
  private static final int MOST_RESTS = 8;

  private static final int LONGEST_WITH_RESTS = 512;

  /**
   * A longer secret is known in parts of half this length: no text that we print holds it whole.
   */
  private static final int LONGEST = 4_096;

  private static final int MOST_PARTS = 32;

  final String[] whole;
  final String[] pieces;

  private SecretForms(Set<String> whole, Set<String> pieces) {
    whole.removeIf(form -> form.length() < SHORTEST);
    pieces.removeIf(form -> form.length() < SHORTEST);
    pieces.removeAll(whole);
    this.whole = whole.toArray(new String[0]);
    this.pieces = pieces.toArray(new String[0]);
  }

  static SecretForms of(String secret) {
    Set<String> whole = new LinkedHashSet<>();
    Set<String> pieces = new LinkedHashSet<>();
    String inside = withoutControlsAround(secret);
    if (inside.length() > LONGEST) {
      addParts(inside, whole);
      return new SecretForms(whole, pieces);
    }
    whole.add(inside.length() < SHORTEST ? secret : inside);
    if (inside.indexOf('%') >= 0) {
      whole.add(percentDecoded(inside));
    }
    if (inside.indexOf('+') >= 0) {
      whole.add(percentDecoded(inside.replace('+', ' ')));
    }
    for (String form : whole) {
      addPieces(form, pieces);
    }
    return new SecretForms(whole, pieces);
  }

  /** {@return how many characters are kept} */
  int size() {
    int size = 0;
    for (String form : whole) {
      size += form.length();
    }
    for (String piece : pieces) {
      size += piece.length();
    }
    return size;
  }

  private static String withoutControlsAround(String secret) {
    int start = 0;
    int end = secret.length();
    while (start < end && Character.isISOControl(secret.charAt(start))) {
      start++;
    }
    while (end > start && Character.isISOControl(secret.charAt(end - 1))) {
      end--;
    }
    return secret.substring(start, end);
  }

  private static void addParts(String secret, Set<String> parts) {
    int length = LONGEST / 2;
    for (int at = 0; at < secret.length() && parts.size() < MOST_PARTS; at += length) {
      parts.add(secret.substring(at, Math.min(secret.length(), at + length)));
    }
  }

  /** Cut at what means something in a URL, and what is left behind the first cuts. */
  private static void addPieces(String secret, Set<String> pieces) {
    int start = 0;
    int rests = secret.length() > LONGEST_WITH_RESTS ? MOST_RESTS : 0;
    for (int i = 0; i <= secret.length() && pieces.size() < MOST_PIECES; i++) {
      if (i == secret.length() || SEPARATORS.indexOf(secret.charAt(i)) >= 0) {
        if (i - start < secret.length()) {
          pieces.add(secret.substring(start, i));
          if (start > 0 && rests++ < MOST_RESTS) {
            pieces.add(secret.substring(start));
          }
        }
        start = i + 1;
      }
    }
  }

  /** Decodes what is well-formed; a stray % is legal in a password. */
  private static String percentDecoded(String text) {
    List<String> parts = new ArrayList<>();
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    int plain = 0;
    int i = 0;
    while (i < text.length()) {
      int value = EscapedText.percent(text, i);
      if (value < 0) {
        i++;
        continue;
      }
      parts.add(text.substring(plain, i));
      bytes.reset();
      while (value >= 0) {
        bytes.write(value);
        i += 3;
        value = EscapedText.percent(text, i);
      }
      parts.add(bytes.toString(StandardCharsets.UTF_8));
      plain = i;
    }
    parts.add(text.substring(plain));
    return String.join("", parts);
  }
}
