package io.softstart.config;

import io.softstart.redact.Redactor;
import io.softstart.text.Ascii;

/** Secrets that somebody copied from an example and forgot to replace. */
final class ExampleSecret {
  private static final String[] BEGINNINGS = {
    "changeme", "changethis", "replaceme", "replacethis", "fillmein", "insertyour", "enteryour"
  };
  private static final String[] ENDS = {"password", "passwd", "secret", "key", "token", "here"};

  private ExampleSecret() {}

  static void refuse(String text) throws BadValue {
    if (is(text)) {
      throw new BadValue(
          "is a placeholder from an example, not a secret",
          "set the real one; everybody can read this one in the documentation");
    }
  }

  /** Masks a text from now on, unless it is an example: it may stand elsewhere too. */
  static void keepUnlessOne(String text) {
    if (!is(text)) {
      Redactor.know(text.strip());
    }
  }

  static boolean is(String text) {
    String letters = Ascii.lower(text, '-').replace("-", "");
    boolean bracketed = text.startsWith("<") && text.endsWith(">");
    return bracketed || begins(letters) || isYours(letters) || isFiller(letters);
  }

  private static boolean begins(String letters) {
    for (String beginning : BEGINNINGS) {
      if (letters.startsWith(beginning)) {
        return true;
      }
    }
    return false;
  }

  /** {@code your-secure-password}. */
  private static boolean isYours(String letters) {
    for (String end : ENDS) {
      if (letters.startsWith("your") && letters.endsWith(end)) {
        return true;
      }
    }
    return false;
  }

  /** {@code xxxxxxxx}, or the asterisks of a log in which the secret was masked. */
  private static boolean isFiller(String letters) {
    return !letters.isEmpty()
        && (letters.replace("x", "").isEmpty() || letters.replace("*", "").isEmpty());
  }
}
