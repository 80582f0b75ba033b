package io.softstart.config;

import io.softstart.redact.RedactedThrowable;
import io.softstart.redact.Redactor;
import io.softstart.text.Ascii;
import org.jspecify.annotations.Nullable;

/** A text that is no value of its type; says what is wrong without repeating what may be secret. */
final class BadValue extends Exception {
  private static final long serialVersionUID = 1;
  static final int LONGEST_SHOWN = 24;

  final String what;
  final @Nullable String hint;

  /** Whether words of others stand in it: a secret that is read only later may be among them. */
  final boolean quotes;

  BadValue(String what) {
    this(what, null, false);
  }

  BadValue(String what, @Nullable String hint) {
    this(what, hint, false);
  }

  private BadValue(String what, @Nullable String hint, boolean quotes) {
    super(what, null, false, false);
    this.what = what;
    this.hint = hint;
    this.quotes = quotes;
  }

  static BadValue quoting(String what, @Nullable String hint) {
    return new BadValue(what, hint, true);
  }

  /** For types whose text is a word or a number: repeats it if it is plainly just that. */
  static BadValue not(String expected, String text) {
    return not(expected, text, null);
  }

  static BadValue not(String expected, String text, @Nullable String hint) {
    String shown = isHarmless(text) ? "is \"" + text + "\", " : "is ";
    return quoting(shown + "not " + expected, hint);
  }

  /** For what code that is not ours threw; its class if it says nothing. */
  static BadValue thrown(String what, RuntimeException e, String text) {
    String reason = RedactedThrowable.messageOf(e);
    reason = text.isEmpty() ? reason : reason.replace(text, "...");
    return quoting(what + ": " + (reason.isEmpty() ? e.getClass().getSimpleName() : reason), null);
  }

  private static boolean isHarmless(String text) {
    return text.length() <= LONGEST_SHOWN
        && Ascii.isMadeOf(text, "+-_., ")
        && Redactor.redact(text).equals(text);
  }
}
