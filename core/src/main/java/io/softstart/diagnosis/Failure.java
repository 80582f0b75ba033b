package io.softstart.diagnosis;

import io.softstart.redact.RedactedTrace;
import io.softstart.redact.Redactor;
import io.softstart.redact.Words;
import java.time.Duration;
import java.util.Arrays;
import java.util.Iterator;
import java.util.Objects;
import java.util.Optional;

/**
 * A diagnosed failure: what happened and what to do. It carries no throwable and its texts are
 * redacted when it is made, so it may be logged, shown and sent anywhere.
 *
 * <p>Immutable. Equal if kind, texts and hint are.
 */
public final class Failure {
  private static final int LONGEST = 1_000;
  private static final int LONGEST_TRACE = 16_384;

  private final FailureKind kind;
  private final String reason;
  private final String action;
  private final Optional<Duration> retryAfter;
  private final String stackTrace;

  private Failure(
      FailureKind kind,
      String reason,
      String action,
      Optional<Duration> retryAfter,
      String stackTrace) {
    this.kind = kind;
    this.reason = reason;
    this.action = action;
    this.retryAfter = retryAfter;
    this.stackTrace = stackTrace;
  }

  /**
   * Returns a failure without a hint. Both texts are redacted as texts from outside, and made one
   * line of at most 1,000 characters.
   *
   * @param kind what it means
   * @param reason what happened
   * @param action what to do about it
   * @return the failure
   */
  public static Failure of(FailureKind kind, String reason, String action) {
    return safe(kind, Redactor.redact(reason), Redactor.redact(action));
  }

  /**
   * Returns a failure in words of your own: each <code>{}</code> in the texts stands for one of the
   * values, and only the values are redacted. So a password that happens to be a word of the text
   * does not mask it.
   *
   * @param kind what it means
   * @param reason what happened, with a <code>{}</code> for each text from outside
   * @param action what to do about it, likewise
   * @param values for the placeholders of the reason, then for those of the action
   * @return the failure
   */
  public static Failure worded(FailureKind kind, String reason, String action, Object... values) {
    Iterator<Object> left = Arrays.asList(values).iterator();
    return safe(kind, Words.redacted(reason, left), Words.redacted(action, left));
  }

  /** Takes texts in which all that comes from outside is redacted. */
  static Failure safe(FailureKind kind, String reason, String action) {
    Objects.requireNonNull(kind, "kind");
    return new Failure(kind, oneLine(reason), oneLine(action), Optional.empty(), "");
  }

  /**
   * Returns the same failure with the server's own hint, which wins over any backoff.
   *
   * @param hint how long to pause before the next attempt, more than nothing
   * @return the failure with the hint
   * @throws IllegalArgumentException if the hint is zero or negative
   */
  public Failure retryAfter(Duration hint) {
    if (hint.isNegative() || hint.isZero()) {
      throw new IllegalArgumentException("hint: " + hint + " is no pause");
    }
    return new Failure(kind, reason, action, Optional.of(hint), stackTrace);
  }

  /**
   * Returns the same failure with a stack trace, redacted and bounded: for failures that nobody
   * expected.
   *
   * @param thrown whose trace it is
   * @return the failure with the trace
   */
  public Failure withStackTrace(Throwable thrown) {
    return new Failure(kind, reason, action, retryAfter, RedactedTrace.of(thrown, LONGEST_TRACE));
  }

  /**
   * Returns the same failure with other words for what to do.
   *
   * @param words what to do about it; names of settings in it stay as they are
   * @return the failure with these words
   */
  public Failure withAction(String words) {
    String line = oneLine(Redactor.redactName(words));
    return new Failure(kind, reason, line, retryAfter, stackTrace);
  }

  /** {@return what it means} */
  public FailureKind kind() {
    return kind;
  }

  /** {@return what happened, one line} */
  public String reason() {
    return reason;
  }

  /** {@return what to do about it, one line} */
  public String action() {
    return action;
  }

  /** {@return how long the server asked to be left alone, if it did} */
  public Optional<Duration> retryAfter() {
    return retryAfter;
  }

  /** {@return the redacted stack trace, several lines; empty where the reason says it all} */
  public String stackTrace() {
    return stackTrace;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Failure that
        && kind == that.kind
        && reason.equals(that.reason)
        && action.equals(that.action)
        && retryAfter.equals(that.retryAfter);
  }

  @Override
  public int hashCode() {
    return Objects.hash(kind, reason, action, retryAfter);
  }

  /** {@return kind, reason and action} */
  @Override
  public String toString() {
    return kind + ": " + reason + " (to do: " + action + ")";
  }

  private static String oneLine(String safe) {
    StringBuilder line = new StringBuilder(Math.min(safe.length(), LONGEST));
    for (int i = 0; i < safe.length() && line.length() < LONGEST; i++) {
      char c = safe.charAt(i);
      boolean blank = Character.isISOControl(c) || c == ' ';
      boolean doubled = line.length() == 0 || line.charAt(line.length() - 1) == ' ';
      if (!blank) {
        line.append(c);
      } else if (!doubled) {
        line.append(' ');
      }
    }
    return line.length() < LONGEST ? line.toString().stripTrailing() : line + "...";
  }
}
