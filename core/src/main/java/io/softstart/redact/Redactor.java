package io.softstart.redact;

import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Masks credentials in text that comes from elsewhere: drivers, exceptions, URLs.
 *
 * <p>Two nets, since drivers print fragments of passwords that no pattern can know: every value
 * that was declared a secret is replaced literally (also percent-encoded, and the pieces that a URL
 * parser would cut it into where they stand alone); and whatever looks like a credential is masked
 * by shape. The shapes are those that JDBC drivers, Redis and Kafka clients were seen to print.
 *
 * <p>Thread-safe. Known secrets are kept for the life of the process, the newest {@value #MOST}.
 */
public final class Redactor {
  /** What stands where a secret stood. */
  public static final String MASK = "***";

  private static final int MOST = 512;

  /** Shorter secrets would mask half the language. */
  private static final int SHORTEST = 4;

  private static final Set<String> known = new LinkedHashSet<>();
  private static final Set<String> knownPieces = new LinkedHashSet<>();
  private static volatile @Nullable Sorted sorted;
  private static volatile boolean knowing;

  /** What is known, the longest first. */
  private static final class Sorted {
    final String[] secrets;
    final String[] pieces;

    Sorted(String[] secrets, String[] pieces) {
      this.secrets = secrets;
      this.pieces = pieces;
    }
  }

  private Redactor() {}

  /**
   * Declares a value secret from now on.
   *
   * @param secret the value; shorter ones than four characters are not replaced literally
   */
  public static void know(String secret) {
    if (secret.length() < SHORTEST) {
      return;
    }
    synchronized (known) {
      if (known.contains(secret) && known.size() < MOST) { // none is about to be forgotten
        return;
      }
      addAsNewest(known, List.of(secret));
      addAsNewest(known, SecretForms.encoded(secret));
      addAsNewest(knownPieces, SecretForms.pieces(secret));
      sorted = null;
      knowing = true;
    }
  }

  /** Sorts when there is a text to redact: hundreds of secrets may be declared before the first. */
  private static Sorted sorted() {
    Sorted current = sorted;
    if (current == null) {
      synchronized (known) {
        current = new Sorted(newestLongestFirst(known), newestLongestFirst(knownPieces));
        sorted = current;
      }
    }
    return current;
  }

  /** What is declared again is as new as any other, and must not be the next to be forgotten. */
  private static void addAsNewest(Set<String> all, List<String> forms) {
    for (String form : forms) {
      all.remove(form);
      all.add(form);
    }
  }

  private static String[] newestLongestFirst(Set<String> all) {
    while (all.size() > MOST) {
      all.remove(all.iterator().next());
    }
    all.removeIf(new TooShort());
    String[] array = all.toArray(new String[0]);
    Arrays.sort(array, new LongestFirst());
    return array;
  }

  /**
   * Returns the text with every credential in it masked.
   *
   * @param text any text, or null
   * @return the text, safe to print; empty for null
   */
  public static String redact(@Nullable String text) {
    if (text == null || text.isEmpty()) {
      return "";
    }
    String safe = knowing ? withoutKnown(text) : text;
    return mayHoldCredential(safe) ? Shapes.mask(safe) : safe;
  }

  private static String withoutKnown(String text) {
    String safe = text;
    Sorted current = sorted();
    for (String secret : current.secrets) {
      if (safe.contains(secret)) {
        safe = safe.replace(secret, MASK);
      }
    }
    for (String piece : current.pieces) {
      if (safe.contains(piece)) {
        safe = maskWord(safe, piece);
      }
    }
    return safe;
  }

  /** Masks a piece where it stands alone: {@code pass} of a password must not mask "password". */
  private static String maskWord(String text, String piece) {
    StringBuilder masked = new StringBuilder();
    int from = 0;
    for (int at = text.indexOf(piece); at >= 0; at = text.indexOf(piece, at + 1)) {
      int end = at + piece.length();
      boolean alone =
          (at == 0 || !Character.isLetterOrDigit(text.charAt(at - 1)))
              && (end == text.length() || !Character.isLetterOrDigit(text.charAt(end)));
      if (alone && at >= from) {
        masked.append(text, from, at).append(MASK);
        from = end;
      }
    }
    return masked.append(text, from, text.length()).toString();
  }

  /** Classes, since lambdas here would cost every start with a secret. */
  private static final class TooShort implements Predicate<String> {
    @Override
    public boolean test(String form) {
      return form.length() < SHORTEST;
    }
  }

  private static final class LongestFirst implements Comparator<String> {
    @Override
    public int compare(String a, String b) {
      return Integer.compare(b.length(), a.length());
    }
  }

  /** A cheap test in front of the regular expressions, which are not even loaded otherwise. */
  private static boolean mayHoldCredential(String text) {
    return text.indexOf('=') >= 0
        || text.indexOf('@') >= 0
        || text.contains("\":")
        || text.contains("AKIA")
        || text.contains("ASIA")
        || text.contains("-----BEGIN")
        || text.contains("earer ")
        || text.contains("asic ");
  }

  /** The regular expressions, compiled at the first text that needs them. */
  private static final class Shapes {
    private static final String KEY =
        "[\\w.\\-]*(?:pass(?:word|wd|phrase)?\\d?|pwd|secret|token|credential|api[-_]?key"
            + "|access[-_]?key|account[-_]?key|private[-_]?key|jaas|user[-_.]?info"
            + "|(?<![a-z])sig(?:nature)?"
            + "|\\*\\*\\*)[\\w.\\-]*"; // the last: somebody's secret is the word password
    private static final Pattern ASSIGNED =
        Pattern.compile("(?i)(" + KEY + "\\s*=\\s*)(\\{[^}]*\\}|\"[^\"]*\"|'[^']*'|[^&;)\\s\"']+)");
    private static final Pattern JSON =
        Pattern.compile("(?i)(\"" + KEY + "\"\\s*:\\s*)\"(?:[^\"\\\\]|\\\\.)*\"");
    // Greedy: a password may hold an unescaped @, / or ?, so the last @ ends it.
    private static final Pattern USER_INFO =
        Pattern.compile("([A-Za-z][A-Za-z0-9+.\\-:]*://|jdbc:oracle:\\w+:)[^\\s\"'<>]*@");
    private static final Pattern BARE_USER_INFO = Pattern.compile("[^\\s\"'<>:/@]+:[^\\s\"'<>]*@");
    private static final Pattern HEADER =
        Pattern.compile("(?i)\\b(bearer|basic)\\s+[A-Za-z0-9+/=._~\\-]{8,}");
    private static final Pattern AWS = Pattern.compile("\\b(?:AKIA|ASIA)[0-9A-Z]{16}\\b");
    private static final Pattern PEM =
        Pattern.compile(
            "-----BEGIN [A-Z ]*PRIVATE KEY-----[\\s\\S]*?"
                + "(?:-----END [A-Z ]*PRIVATE KEY-----|$)");

    static String mask(String text) {
      String safe = ASSIGNED.matcher(text).replaceAll("$1" + MASK);
      safe = JSON.matcher(safe).replaceAll("$1\"" + MASK + "\"");
      safe = USER_INFO.matcher(safe).replaceAll("$1" + MASK + "@");
      safe = BARE_USER_INFO.matcher(safe).replaceAll(Shapes::maskedOnce);
      safe = HEADER.matcher(safe).replaceAll("$1 " + MASK);
      safe = AWS.matcher(safe).replaceAll(MASK);
      return PEM.matcher(safe).replaceAll(MASK);
    }

    /** Leaves {@code scheme://***@host} alone: its scheme says what was tried. */
    private static String maskedOnce(MatchResult bare) {
      String group = bare.group();
      return group.endsWith(MASK + "@") ? Matcher.quoteReplacement(group) : MASK + "@";
    }
  }
}
