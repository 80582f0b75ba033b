package io.softstart.diagnosis;

import io.softstart.redact.Redactor;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;

/**
 * A diagnosed failure: what happened and what to do. It carries no throwable and its texts are
 * redacted when it is made, so it may be logged, shown and sent anywhere.
 *
 * <p>Immutable.
 *
 * @param kind what it means
 * @param reason what happened, one line
 * @param action what to do about it, one line
 * @param retryAfter how long the server asked to be left alone, if it did
 */
public record Failure(
    FailureKind kind, String reason, String action, Optional<Duration> retryAfter) {
  private static final int LONGEST = 1_000;

  /**
   * Redacts both texts and makes each one line of at most 1,000 characters.
   *
   * @param kind what it means
   * @param reason what happened
   * @param action what to do about it
   * @param retryAfter how long the server asked to be left alone
   */
  public Failure {
    Objects.requireNonNull(kind, "kind");
    Objects.requireNonNull(retryAfter, "retryAfter");
    reason = printable(reason);
    action = printable(action);
  }

  /**
   * Returns a failure without a hint.
   *
   * @param kind what it means
   * @param reason what happened
   * @param action what to do about it
   * @return the failure
   */
  public static Failure of(FailureKind kind, String reason, String action) {
    return new Failure(kind, reason, action, Optional.empty());
  }

  /**
   * Returns the same failure with the server's own hint, which wins over any backoff.
   *
   * @param hint how long to pause before the next attempt
   * @return the failure with the hint
   */
  public Failure retryAfter(Duration hint) {
    return new Failure(kind, reason, action, Optional.of(hint));
  }

  private static String printable(String text) {
    String safe = Redactor.redact(text);
    StringBuilder line = new StringBuilder(safe.length());
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
