package io.softstart.config;

import io.softstart.redact.Redactor;
import io.softstart.redact.Words;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Something wrong with one setting, or a warning about it, ready to print: it holds no control
 * characters, and those that {@link ConfigReader} makes hold no secret.
 *
 * <p>Immutable; the methods that add a part return a new problem.
 */
public final class ConfigProblem {
  private final String key;
  private final Words what;
  private final @Nullable String meaning;
  private final @Nullable String origin;
  private final @Nullable String expected;
  private final @Nullable String example;
  private final @Nullable String hint;

  /** Whether all words are those of other code. */
  private final boolean foreign;

  private ConfigProblem(
      String key,
      Words what,
      @Nullable String meaning,
      @Nullable String origin,
      @Nullable String expected,
      @Nullable String example,
      @Nullable String hint,
      boolean foreign) {
    this.key = printable(key);
    this.what = what;
    this.meaning = printableIfAny(meaning);
    this.origin = printableIfAny(origin);
    this.expected = printableIfAny(expected);
    this.example = printableIfAny(example);
    this.hint = printableIfAny(hint);
    this.foreign = foreign;
  }

  /**
   * Returns a problem of which nothing more is known.
   *
   * @param key the key
   * @param what what is wrong, to be read after the key: {@code is missing}
   * @return the problem
   */
  public static ConfigProblem of(String key, String what) {
    return worded(key, Words.of(what));
  }

  static ConfigProblem worded(String key, Words what) {
    return new ConfigProblem(key, what, null, null, null, null, null, false);
  }

  /**
   * Adds what the setting is for.
   *
   * @param words a few words
   * @return a new problem
   */
  public ConfigProblem withMeaning(String words) {
    return new ConfigProblem(key, what, words, origin, expected, example, hint, foreign);
  }

  /**
   * Adds where the text comes from.
   *
   * @param place in words, for example {@code environment variable ORDERS_DB_URL}
   * @return a new problem
   */
  public ConfigProblem withOrigin(String place) {
    return new ConfigProblem(key, what, meaning, place, expected, example, hint, foreign);
  }

  /**
   * Adds what the setting takes.
   *
   * @param values in words
   * @return a new problem
   */
  public ConfigProblem withExpected(String values) {
    return new ConfigProblem(key, what, meaning, origin, values, example, hint, foreign);
  }

  /**
   * Adds a value that the setting would take.
   *
   * @param value such a value
   * @return a new problem
   */
  public ConfigProblem withExample(String value) {
    return new ConfigProblem(key, what, meaning, origin, expected, value, hint, foreign);
  }

  /**
   * Adds what to do.
   *
   * @param advice in words
   * @return a new problem
   */
  public ConfigProblem withHint(String advice) {
    return new ConfigProblem(key, what, meaning, origin, expected, example, advice, foreign);
  }

  /** Says that all words are those of other code. */
  ConfigProblem foreign() {
    return new ConfigProblem(key, what, meaning, origin, expected, example, hint, true);
  }

  /** Masks what is known to be secret in the words of others. Called when all secrets are known. */
  ConfigProblem redacted() {
    if (foreign) {
      return new ConfigProblem(
          Redactor.redactName(key),
          Words.of(Redactor.redact(what())),
          masked(meaning),
          masked(origin),
          masked(expected),
          masked(example),
          masked(hint),
          false);
    }
    String advice = hint != null && what.areIn(hint) ? Redactor.redact(hint) : hint;
    return new ConfigProblem(
        key, what.redacted(), meaning, origin, expected, example, advice, false);
  }

  /** Advice such as {@code ${DB_PASSWORD:...}} has the shape of a secret, and is none. */
  private static @Nullable String masked(@Nullable String text) {
    return text == null ? null : Redactor.redactName(text);
  }

  /**
   * {@return the key as the code, or the source that set it, writes it; its group's prefix
   * included; {@code PREFIX_*} for a whole group}
   */
  public String key() {
    return key;
  }

  /** {@return what is wrong, to be read after the key: {@code is missing}} */
  public String what() {
    return printable(what.text());
  }

  /** {@return what the setting is for} */
  public Optional<String> meaning() {
    return Optional.ofNullable(meaning);
  }

  /** {@return where the text comes from, for example {@code environment variable ORDERS_DB_URL}} */
  public Optional<String> origin() {
    return Optional.ofNullable(origin);
  }

  /** {@return what the setting takes} */
  public Optional<String> expected() {
    return Optional.ofNullable(expected);
  }

  /** {@return a value it would take} */
  public Optional<String> example() {
    return Optional.ofNullable(example);
  }

  /** {@return what to do} */
  public Optional<String> hint() {
    return Optional.ofNullable(hint);
  }

  /** Puts problems of one key together, in the order in which the keys first came. */
  static List<ConfigProblem> byKey(List<ConfigProblem> problems) {
    if (problems.size() < 2) {
      return problems;
    }
    Map<String, List<ConfigProblem>> grouped = new LinkedHashMap<>();
    for (ConfigProblem problem : problems) {
      grouped.computeIfAbsent(problem.key, key -> new ArrayList<>()).add(problem);
    }
    List<ConfigProblem> ordered = new ArrayList<>();
    for (List<ConfigProblem> group : grouped.values()) {
      ordered.addAll(group);
    }
    return ordered;
  }

  private static @Nullable String printableIfAny(@Nullable String text) {
    return text == null ? null : printable(text);
  }

  static String printable(String text) {
    StringBuilder printable = new StringBuilder(text);
    for (int i = 0; i < printable.length(); i++) {
      if (Character.isISOControl(printable.charAt(i))) {
        printable.setCharAt(i, ' ');
      }
    }
    return printable.toString();
  }

  @Override
  @SuppressWarnings("exports") // JSpecify: users need not have it
  public boolean equals(@Nullable Object other) {
    return other instanceof ConfigProblem that
        && foreign == that.foreign
        && toString().equals(that.toString());
  }

  @Override
  public int hashCode() {
    return Objects.hash(key, what());
  }

  /** {@return all parts in one line} */
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder(key).append(' ').append(what());
    append(text, "meaning", meaning);
    append(text, "from", origin);
    append(text, "expected", expected);
    append(text, "example", example);
    append(text, "hint", hint);
    return text.toString();
  }

  private static void append(StringBuilder text, String label, @Nullable String part) {
    if (part != null) {
      text.append("; ").append(label).append(": ").append(part);
    }
  }
}
