package io.softstart.redact;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.StringJoiner;

/**
 * The texts as which a secret turns up: as it is, percent-decoded, with its line breaks replaced,
 * with a question mark for what a character set lacks, and the pieces into which a URL parser cuts
 * it. How others escape it is {@link Unescaped}'s part.
 */
final class SecretForms {
  /** Shorter secrets would mask half the language. */
  static final int SHORTEST = 4;

  /**
   * A longer secret is known in parts of half this length: no text that we print holds it whole.
   */
  static final int LONGEST = 4_096;

  private static final String SEPARATORS = "@/#?&;:%=+,\r\n";
  private static final int MOST_PIECES = 64;

  /** What is left behind a cut is kept only for so few cuts, and not for tokens. */
  private static final int MOST_RESTS = 8;

  private static final int LONGEST_WITH_RESTS = 512;
  private static final int MOST_PARTS = 32;

  /** Question marks alone are no secret. */
  private static final int SHORTEST_REST = 2;

  final List<String> whole;
  final List<String> pieces;

  private SecretForms(Set<String> whole, Set<String> pieces) {
    whole.removeIf(form -> form.length() < SHORTEST);
    pieces.removeIf(form -> form.length() < SHORTEST);
    pieces.removeAll(whole);
    this.whole = List.copyOf(whole);
    this.pieces = List.copyOf(pieces);
  }

  static SecretForms of(String secret) {
    Set<String> whole = new LinkedHashSet<>();
    Set<String> pieces = new LinkedHashSet<>();
    String inside = withoutControlsAround(secret);
    if (inside.length() > LONGEST) {
      addParts(inside, whole);
      return new SecretForms(whole, pieces);
    }
    String shown = inside.length() < SHORTEST ? secret : inside;
    for (String form : new LinkedHashSet<>(List.of(shown, Unescaped.percentDecoded(shown)))) {
      addReplaced(form, whole);
      addPieces(form, pieces);
    }
    return new SecretForms(whole, pieces);
  }

  /** {@return how many characters are kept} */
  int size() {
    return whole.stream().mapToInt(String::length).sum()
        + pieces.stream().mapToInt(String::length).sum();
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

  /**
   * As it is; as a list; without line breaks; with a question mark for all that is not printable
   * ASCII.
   */
  private static void addReplaced(String secret, Set<String> whole) {
    whole.add(secret);
    if (secret.indexOf(',') >= 0) {
      whole.add(listed(secret));
    }
    boolean printable = true;
    StringBuilder controls = new StringBuilder();
    StringBuilder foreign = new StringBuilder();
    StringBuilder codePoints = new StringBuilder();
    StringBuilder bytes = new StringBuilder();
    for (int i = 0; i < secret.length(); i += Character.charCount(secret.codePointAt(i))) {
      int c = secret.codePointAt(i);
      boolean control = Character.isISOControl(c);
      int width = c < 0x80 ? 1 : c < 0x800 ? 2 : c < 0x10000 ? 3 : 4;
      printable &= width == 1 && !control;
      codePoints.appendCodePoint(width > 1 || control ? '?' : c);
      controls.appendCodePoint(control ? '?' : c);
      foreign.appendCodePoint(width > 1 ? '?' : c);
      bytes.append(width > 1 ? "?".repeat(width) : Character.toString(c));
    }
    if (printable) {
      return;
    }
    whole.add(secret.replace("\r", "").replace("\n", ""));
    whole.add(secret.replace("\r\n", " "));
    for (StringBuilder replaced : List.of(codePoints, controls, foreign, bytes)) {
      if (replaced.chars().filter(c -> c != '?').count() >= SHORTEST_REST) {
        whole.add(replaced.toString());
      }
    }
  }

  /** As a list is printed that was read from it. */
  private static String listed(String secret) {
    StringJoiner items = new StringJoiner(", ");
    for (String item : secret.split(",", -1)) {
      if (!item.isBlank()) {
        items.add(item.strip());
      }
    }
    return items.toString();
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
}
