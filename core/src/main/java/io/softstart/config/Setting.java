package io.softstart.config;

import io.softstart.redact.Redactor;
import io.softstart.text.Ascii;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * One key being read: what it takes is said first, then exactly one of {@link #required}, {@link
 * #requiredIf}, {@link #orElse}, {@link #orElseUnless} and {@link #optional} reads it.
 *
 * <p>None of these throws for what the operator did: a problem is recorded, and a stand-in is
 * returned that is never null (the default, else the example, else the lower bound, else a neutral
 * value), so that the recipe goes on to the next setting. A key that is set to the empty text
 * counts as not set.
 *
 * <p>Every method throws {@link IllegalStateException} when the reader is used after the
 * configuration was read; a second reading method does so too. Not thread-safe.
 *
 * @param <T> the type of the value
 */
public sealed class Setting<T> permits TextSetting, SecretSetting, OrderedSetting {
  /** When a setting must be there; for {@link Explanation}. */
  enum Need {
    NEVER,
    IN_SOME_CASES,
    ALWAYS
  }

  final Reading reading;
  final String key;
  final ValueType<T> type;
  private final String prefix;
  private String description = "";
  private @Nullable String example;
  private @Nullable String oldKey;
  private @Nullable Predicate<? super T> rule;
  private String ruleInWords = "";

  private Need need = Need.NEVER;
  private @Nullable T fallback;
  private boolean read;
  private @Nullable Found found;
  private @Nullable T value;

  Setting(Reading reading, String prefix, String name, ValueType<T> type) {
    this.reading = reading;
    this.prefix = prefix;
    this.key = prefix + name;
    this.type = type;
    requireKey(name);
    reading.begin(this);
  }

  /**
   * Says what the setting is for.
   *
   * @param text a few words, for the operator
   * @return this
   */
  public Setting<T> describe(String text) {
    description = Objects.requireNonNull(text, "text");
    return this;
  }

  /**
   * Gives a value that would be taken; problems show it.
   *
   * @param text as an operator would write it; never a real credential
   * @return this
   */
  public Setting<T> example(String text) {
    example = Objects.requireNonNull(text, "text");
    return this;
  }

  /**
   * Names the key that this setting had before. It is still read when the new one is not set, with
   * a warning.
   *
   * @param formerKey the old key, in the same group
   * @return this
   * @throws IllegalArgumentException if the key is malformed
   */
  public Setting<T> was(String formerKey) {
    requireKey(formerKey);
    oldKey = prefix + formerKey;
    return this;
  }

  /**
   * Adds a rule, in place of one that was given before.
   *
   * @param holds says whether a value is good
   * @param expected completes "must be ...", for example {@code a power of two}
   * @return this
   */
  public Setting<T> must(Predicate<? super T> holds, String expected) {
    rule = Objects.requireNonNull(holds, "holds");
    ruleInWords = Objects.requireNonNull(expected, "expected");
    return this;
  }

  /**
   * Reads a setting that must be there.
   *
   * @return its value; a stand-in after a problem
   */
  public T required() {
    need = Need.ALWAYS;
    if (!find()) {
      addMissing("is missing");
    }
    return value == null ? standIn() : value;
  }

  /**
   * Reads a setting that must be there if a condition holds. It is read in any case, so that a bad
   * value is found early.
   *
   * @param condition for example {@code production}
   * @return its value, or empty if it is not set and need not be
   */
  public Optional<T> requiredIf(boolean condition) {
    need = Need.IN_SOME_CASES;
    return found(condition);
  }

  private Optional<T> found(boolean condition) {
    if (!find() && !addMissingIf(condition)) {
      return Optional.empty();
    }
    return Optional.of(value == null ? standIn() : value);
  }

  /**
   * Reads a setting that has a default.
   *
   * @param defaultValue the value if it is not set
   * @return its value, or the default
   */
  public T orElse(T defaultValue) {
    fallback = Objects.requireNonNull(defaultValue, "defaultValue");
    find();
    return value == null ? defaultValue : value;
  }

  /**
   * Reads a setting that has a default unless a condition holds; then it must be there.
   *
   * @param condition for example {@code production}
   * @param defaultValue the value if it is not set and the condition does not hold
   * @return its value, or the default
   */
  public T orElseUnless(boolean condition, T defaultValue) {
    fallback = Objects.requireNonNull(defaultValue, "defaultValue");
    need = Need.IN_SOME_CASES;
    if (!find()) {
      addMissingIf(condition);
    }
    return value == null ? defaultValue : value;
  }

  /**
   * Reads a setting that may be absent.
   *
   * @return its value, or empty if it is not set
   */
  public Optional<T> optional() {
    return found(false);
  }

  /** Adds the bounds of the type to what is expected; empty if there are none. */
  String boundsInWords() {
    return "";
  }

  /** Refuses a value that is outside the bounds of the type. */
  void refuseOutOfBounds(T candidate) throws BadValue {}

  /**
   * Returns what stands in for a bad or missing value when there is neither default nor example.
   */
  T lowest() {
    return type.neutral();
  }

  @Nullable Found lookUp(String name) {
    return reading.find(name);
  }

  T standIn() {
    if (example != null) {
      try {
        return accepted(example);
      } catch (BadValue e) {
        // an example in words
      }
    }
    return lowest();
  }

  @Nullable String example() {
    return example;
  }

  boolean isRead() {
    return read;
  }

  Need need() {
    return need;
  }

  String description() {
    return description;
  }

  /** Returns what is taken in few words: {@code whole number between 1 and 64, a power of two}. */
  String typeInWords() {
    return joined(ValueTypes.shortName(type) + boundsInWords(), ", ", ruleInWords);
  }

  /**
   * Returns the default as an operator would write it; null if there is none. Not redacted: it
   * stands in the code, and what is set must not change how it looks.
   */
  @Nullable String fallbackInWords() {
    return fallback == null ? null : isOpaque() ? "(set in the code)" : type.format(fallback);
  }

  /** Returns the value in force, or what is in its place. */
  String valueInWords() {
    if (value != null) {
      return isOpaque() ? "(set)" : Redactor.redact(type.format(value));
    }
    if (found != null && !found.isEmpty()) {
      return "(bad)";
    }
    if (reading.isMissing(key)) {
      return "(missing)";
    }
    String words = fallbackInWords();
    return words == null ? "" : words;
  }

  /** Returns where the value in force comes from; empty if there is none. */
  String originInWords() {
    if (found != null && !found.isEmpty()) {
      return found.origin();
    }
    return fallback == null || reading.isMissing(key) ? "" : "default";
  }

  /** Whether only the application knows what a value looks like, and whether it may be shown. */
  boolean isOpaque() {
    return type.expected().isEmpty();
  }

  /** Whether it is set; the value stays null if what is set is bad. */
  private boolean find() {
    reading.requireOpen();
    if (read) {
      throw new IllegalStateException(key + ": was read already, call one reading method only");
    }
    read = true;
    found = lookUp(key);
    if (oldKey != null) {
      lookUpOld(oldKey);
    }
    if (found == null || found.isEmpty()) {
      return false;
    }
    try {
      String text = found.text();
      ServiceLinks.refuse(key, text);
      value = accepted(text);
    } catch (BadValue e) {
      ConfigProblem problem = problem(e.what);
      problem = e.hint == null ? problem : problem.withHint(e.hint);
      if (found.isUnreadable()) {
        reading.unreadable(this, found.source, problem);
      } else {
        reading.bad(this, e.quotes ? reading.quoting(problem) : problem);
      }
    }
    return true;
  }

  private void lookUpOld(String formerKey) {
    reading.unread().retired(formerKey);
    Found old = lookUp(formerKey);
    if (old == null || old.isEmpty() || old.isUnreadable()) {
      return;
    }
    ConfigProblem warning = ConfigProblem.of(formerKey, "is an old name").withOrigin(old.origin());
    if (found == null || found.isEmpty()) {
      found = old;
      reading.warn(warning.withHint("rename it to " + key));
    } else {
      reading.warn(warning.withHint("remove it: " + key + " is set too, and wins"));
    }
  }

  private T accepted(String text) throws BadValue {
    T candidate = type.read(text);
    refuseOutOfBounds(candidate);
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

  private boolean addMissingIf(boolean condition) {
    boolean isMissing = condition && reading.isSure();
    if (isMissing) {
      addMissing("is missing; other settings make it necessary");
    }
    return isMissing;
  }

  private void addMissing(String what) {
    if (found == null) {
      reading.missing(this, problem(what));
    } else {
      reading.bad(this, problem("is set but empty"));
    }
  }

  private ConfigProblem problem(String what) {
    String words = joined(type.expected() + boundsInWords(), ", ", ruleInWords);
    words = joined(description, ": ", words);
    ConfigProblem problem = ConfigProblem.of(key, what);
    problem = words.isEmpty() ? problem : problem.withExpected(words);
    problem = found == null ? problem : problem.withOrigin(found.origin());
    return example == null ? problem : problem.withExample(example);
  }

  private static String joined(String a, String separator, String b) {
    return a.isEmpty() || b.isEmpty() ? a + b : a + separator + b;
  }

  private static void requireKey(String name) {
    if (name.isEmpty() || !Ascii.isMadeOf(name, "_.-")) {
      throw new IllegalArgumentException("key: only letters, digits, _ . and - make a key");
    }
  }
}
