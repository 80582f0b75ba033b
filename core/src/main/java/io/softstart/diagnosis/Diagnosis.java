package io.softstart.diagnosis;

import io.softstart.redact.Causes;
import io.softstart.redact.RedactedThrowable;
import java.util.Optional;

/** Turns a throwable with all its causes into a failure, or passes. Must not throw. */
@FunctionalInterface
public interface Diagnosis {
  /**
   * Looks at a throwable.
   *
   * @param thrown what a probe threw
   * @return what it means, or empty if this diagnosis does not know it
   */
  Optional<Failure> diagnose(Throwable thrown);

  /**
   * Returns a diagnosis that asks this one first and the other if it passes.
   *
   * @param other asked second
   * @return both
   */
  default Diagnosis orElse(Diagnosis other) {
    return thrown -> {
      Optional<Failure> mine = diagnose(thrown);
      return mine.isPresent() ? mine : other.diagnose(thrown);
    };
  }

  /**
   * Returns a rule for {@code Gate.diagnosing}: it holds when a throwable of the type is the one
   * thrown, or among its causes, suppressed or chained exceptions.
   *
   * @param type the type to look for
   * @param kind what it means
   * @param action what to do about it, in words for the person on call
   * @return the rule
   */
  static Diagnosis when(Class<? extends Throwable> type, FailureKind kind, String action) {
    return when(type, "", kind, action);
  }

  /**
   * Returns a rule like {@link #when(Class, FailureKind, String)} that holds only if the message of
   * that throwable contains a text as well.
   *
   * @param type the type to look for
   * @param text what its message must contain, case-sensitive
   * @param kind what it means
   * @param action what to do about it, in words for the person on call
   * @return the rule
   */
  static Diagnosis when(
      Class<? extends Throwable> type, String text, FailureKind kind, String action) {
    return thrown -> {
      for (Throwable t : Causes.of(thrown)) {
        if (type.isInstance(t) && (text.isEmpty() || Causes.messageOf(t).contains(text))) {
          String message = RedactedThrowable.messageOf(t);
          String reason = t.getClass().getSimpleName() + (message.isEmpty() ? "" : ": " + message);
          return Optional.of(Failure.safe(kind, reason, action));
        }
      }
      return Optional.empty();
    };
  }
}
