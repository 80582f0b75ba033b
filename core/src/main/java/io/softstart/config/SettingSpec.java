package io.softstart.config;

import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * What the code says of one setting: what it takes, what it is for, and when it must be there.
 *
 * @param key as in the code, its group's prefix included
 * @param type how a text becomes a value
 * @param bounds what the type's values are limited to
 * @param description what it is for; may be empty
 * @param example a text that would be taken
 * @param rule a rule of the application's own
 * @param ruleInWords completes "must be"
 * @param need when it must be there
 * @param fallback the value if it is not set
 */
record SettingSpec<T>(
    String key,
    ValueType<T> type,
    ValueRule<T> bounds,
    String description,
    @Nullable String example,
    @Nullable Predicate<? super T> rule,
    String ruleInWords,
    Need need,
    @Nullable T fallback) {

  /** When a setting must be there. */
  enum Need {
    NEVER,
    IN_SOME_CASES,
    ALWAYS
  }

  /** Reads a text that is not empty. */
  T accept(String text) throws BadValue {
    return judged(type.read(text));
  }

  private T judged(T candidate) throws BadValue {
    bounds.refuse(candidate);
    if (rule != null && !holds(rule, candidate)) {
      throw new BadValue("must be " + ruleInWords);
    }
    return candidate;
  }

  private static <T> boolean holds(Predicate<? super T> rule, T candidate) throws BadValue {
    try {
      return rule.test(candidate);
    } catch (RuntimeException e) {
      throw new BadValue("cannot be judged: its rule threw " + e.getClass().getSimpleName());
    }
  }

  /** Returns what takes the place of a bad or missing value: default, example, bound or neutral. */
  T standIn() {
    if (fallback != null) {
      return fallback;
    }
    if (example != null) {
      try {
        return judged(type.example(example));
      } catch (BadValue e) {
        // an example in words
      }
    }
    T lowest = bounds.lowest();
    return lowest == null ? type.neutral() : lowest;
  }

  /** Returns what is taken: {@code a whole number between 1 and 64, a power of two}. */
  String expected() {
    return joined(type.expected() + bounds.inWords());
  }

  /** Returns the same in fewer words, without article and examples. */
  String typeInWords() {
    String words = joined(ValueTypes.shortName(type) + bounds.inWords());
    return words.isEmpty() ? "text" : words;
  }

  private String joined(String taken) {
    return taken.isEmpty() || ruleInWords.isEmpty()
        ? taken + ruleInWords
        : taken + ", " + ruleInWords;
  }

  /**
   * Returns the default as an operator would write it; null if there is none. Not redacted: it
   * stands in the code, and what is set must not change how it looks.
   */
  @Nullable String fallbackInWords() {
    return fallback == null ? null : isOpaque() ? "(set in the code)" : type.format(fallback);
  }

  /** Whether only the application knows what a value looks like, and whether it may be shown. */
  boolean isOpaque() {
    return type.expected().isEmpty();
  }

  boolean isSecret() {
    return type.neutral() instanceof Secret;
  }

  boolean isEnum() {
    return type.neutral() instanceof Enum;
  }
}
