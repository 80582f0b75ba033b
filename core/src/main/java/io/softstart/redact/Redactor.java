package io.softstart.redact;

import org.jspecify.annotations.Nullable;

/**
 * Masks credentials in text that comes from elsewhere: drivers, exceptions, URLs.
 *
 * <p>Two nets, since drivers print fragments of passwords that no pattern can know: every value
 * that was declared a secret is replaced, however it is escaped, and so are the pieces that a URL
 * parser would cut it into where they stand alone; and what looks like a credential is masked by
 * shape. The shapes are those that JDBC drivers, Redis and Kafka clients were seen to print.
 *
 * <p>A text from outside does not decide how long this takes: it is cut after {@value #LONGEST}
 * characters, and every step is linear in its length. Nothing here throws.
 *
 * <p>Thread-safe. Known secrets are kept for the life of the process, the newest 500.
 */
public final class Redactor {
  /** What stands where a secret stood. */
  public static final String MASK = Mask.TEXT;

  /** So many characters of a text are looked at; the rest is left out. */
  public static final int LONGEST = 8_192;

  private static final String WITHHELD = "(text withheld: it could not be redacted)";

  private static final KnownSecrets known = new KnownSecrets();

  private Redactor() {}

  /**
   * Declares a value secret from now on.
   *
   * @param secret the value; shorter ones than four characters are not replaced literally
   */
  public static void know(String secret) {
    known.add(secret);
  }

  /**
   * Declares a value secret that a supplier has returned, which may return another one next time:
   * of each supplier the last three are remembered.
   *
   * @param supplier where it comes from
   * @param secret the value
   */
  public static void know(Object supplier, String secret) {
    known.add(supplier, secret);
  }

  /**
   * Returns the text with every credential in it masked.
   *
   * @param text any text, or null
   * @return the text, safe to print, and cut if it is very long; empty for null
   */
  public static String redact(@Nullable String text) {
    if (text == null || text.isEmpty()) {
      return "";
    }
    try {
      String safe = known.mask(text, LONGEST);
      if (text.length() > LONGEST) {
        return shapesMasked(UserInfo.withoutUnfinished(safe)) + " ...";
      }
      return mayHoldCredential(safe) ? shapesMasked(safe) : safe;
    } catch (Throwable broken) { // a stack or a heap that is used up: a failure must still be told
      return WITHHELD;
    }
  }

  /**
   * Masks known secrets only, for names that are no prose: of threads, classes, methods.
   *
   * @param name of what is not ours
   * @return the name, safe to print
   */
  public static String redactName(String name) {
    try {
      return known.mask(name, LONGEST);
    } catch (Throwable broken) {
      return WITHHELD;
    }
  }

  private static boolean mayHoldCredential(String text) {
    return text.indexOf('=') >= 0
        || text.indexOf('@') >= 0
        || text.indexOf(':') >= 0
        || text.indexOf('<') >= 0
        || text.indexOf('-') >= 0
        || text.contains("AKIA")
        || text.contains("ASIA")
        || text.contains("earer ")
        || text.contains("asic ");
  }

  private static String shapesMasked(String text) {
    String safe = Assignments.mask(Tokens.withoutPrivateKeys(text));
    return Tokens.mask(UserInfo.mask(safe));
  }
}
