package io.softstart.config;

import io.softstart.redact.RedactedThrowable;
import io.softstart.redact.Redactor;
import io.softstart.redact.Words;
import io.softstart.text.Ascii;
import org.jspecify.annotations.Nullable;

/** A text that is no value of its type; says what is wrong without repeating what may be secret. */
final class BadValue extends Exception {
  private static final long serialVersionUID = 1;
  static final int LONGEST_SHOWN = 24;
  private static final int LONG = 8;
  private static final int SHORTEST_WORD = 4;

  final transient Words what; // it is never serialised
  final @Nullable String hint;

  BadValue(String what) {
    this((String) null, Words.of(what));
  }

  BadValue(String what, @Nullable String hint) {
    this(hint, Words.of(what));
  }

  private BadValue(@Nullable String hint, Words what) {
    super(what.text(), null, false, false);
    this.what = what;
    this.hint = hint;
  }

  /**
   * Quotes others: a secret that is read only later may be among the values.
   *
   * @param template with <code>{}</code> for each value
   */
  static BadValue quoting(String template, @Nullable String hint, String... values) {
    return new BadValue(hint, Words.of(template, values));
  }

  /** For types whose text is a word or a number: repeats it if it is plainly just that. */
  static BadValue not(String expected, String text) {
    return not(expected, text, null);
  }

  static BadValue not(String expected, String text, @Nullable String hint) {
    String shown = isHarmless(text) ? "is \"{}\", not " : "is not ";
    return quoting(shown + expected, hint, text);
  }

  /** For what code that is not ours threw; its class if it says nothing. */
  static BadValue thrown(String what, RuntimeException e, String text) {
    String reason = RedactedThrowable.messageOf(e);
    reason = without(text, reason);
    return quoting(what + ": {}", null, reason.isEmpty() ? e.getClass().getSimpleName() : reason);
  }

  /** A short value may be a part of words that are not its own, as a is of "name". */
  private static String without(String text, String reason) {
    if (text.length() >= LONG) {
      return reason.replace(text, "...");
    }
    StringBuilder left = new StringBuilder();
    int done = 0;
    for (int at = text.isEmpty() ? -1 : reason.indexOf(text);
        at >= 0;
        at = reason.indexOf(text, Math.max(done, at + 1))) {
      int end = at + text.length();
      boolean quoted = isOneOf("\"'", reason, at - 1) && isOneOf("\"'", reason, end);
      boolean word = !isPartOfWord(reason, at - 1) && !isPartOfWord(reason, end);
      if (quoted || (word && text.length() >= SHORTEST_WORD)) {
        left.append(reason, done, at).append("...");
        done = end;
      }
    }
    return left.append(reason.substring(done)).toString();
  }

  private static boolean isOneOf(String chars, String text, int at) {
    return at >= 0 && at < text.length() && chars.indexOf(text.charAt(at)) >= 0;
  }

  private static boolean isPartOfWord(String text, int at) {
    return at >= 0 && at < text.length() && Character.isLetterOrDigit(text.charAt(at));
  }

  private static boolean isHarmless(String text) {
    return text.length() <= LONGEST_SHOWN
        && Ascii.isMadeOf(text, "+-_., ")
        && Redactor.redact(text).equals(text);
  }
}
