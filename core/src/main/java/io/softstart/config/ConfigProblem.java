package io.softstart.config;

import io.softstart.redact.Redactor;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Something wrong with one setting, or a warning about it, ready to print: it holds no control
 * characters, and those that {@link ConfigReader} makes hold no secret.
 *
 * <p>Immutable; the methods that add a part return a new problem.
 *
 * @param key the key as in the code, its group's prefix included; {@code PREFIX_*} for a whole
 *     group
 * @param what what is wrong, to be read after the key: {@code is missing}
 * @param origin where the text comes from, for example {@code environment variable ORDERS_DB_URL}
 * @param expected what the setting takes
 * @param example a value it would take
 * @param hint what to do
 */
public record ConfigProblem(
    String key,
    String what,
    Optional<String> origin,
    Optional<String> expected,
    Optional<String> example,
    Optional<String> hint) {

  /**
   * Replaces control characters in every part.
   *
   * @param key see above, as for the others
   * @param what the finding
   * @param origin the place
   * @param expected the values taken
   * @param example one of them
   * @param hint the advice
   */
  public ConfigProblem {
    key = printable(key);
    what = printable(what);
    origin = printable(origin);
    expected = printable(expected);
    example = printable(example);
    hint = printable(hint);
  }

  /**
   * Returns a problem of which nothing more is known.
   *
   * @param key the key
   * @param what what is wrong, to be read after the key
   * @return the problem
   */
  public static ConfigProblem of(String key, String what) {
    Optional<String> none = Optional.empty();
    return new ConfigProblem(key, what, none, none, none, none);
  }

  /**
   * Adds where the text comes from.
   *
   * @param place in words
   * @return a new problem
   */
  public ConfigProblem withOrigin(String place) {
    return new ConfigProblem(key, what, Optional.of(place), expected, example, hint);
  }

  /**
   * Adds what the setting takes.
   *
   * @param values in words
   * @return a new problem
   */
  public ConfigProblem withExpected(String values) {
    return new ConfigProblem(key, what, origin, Optional.of(values), example, hint);
  }

  /**
   * Adds a value that the setting would take.
   *
   * @param value such a value
   * @return a new problem
   */
  public ConfigProblem withExample(String value) {
    return new ConfigProblem(key, what, origin, expected, Optional.of(value), hint);
  }

  /**
   * Adds what to do.
   *
   * @param advice in words
   * @return a new problem
   */
  public ConfigProblem withHint(String advice) {
    return new ConfigProblem(key, what, origin, expected, example, Optional.of(advice));
  }

  /**
   * Masks what is known to be secret in the finding. Only there do foreign words stand; our own are
   * left alone, since "is ***er than 12 characters" tells what the secret is.
   */
  ConfigProblem redacted() {
    return new ConfigProblem(key, Redactor.redact(what), origin, expected, example, hint);
  }

  /** Masks what is known to be secret in every part, for words that are wholly foreign. */
  ConfigProblem wholeRedacted() {
    return new ConfigProblem(
        Redactor.redact(key),
        Redactor.redact(what),
        redacted(origin),
        redacted(expected),
        redacted(example),
        redacted(hint));
  }

  private static Optional<String> redacted(Optional<String> text) {
    return text.isPresent() ? Optional.of(Redactor.redact(text.get())) : text;
  }

  /** Puts problems of one key together, in the order in which the keys first came. */
  static List<ConfigProblem> byKey(List<ConfigProblem> problems) {
    Map<String, List<ConfigProblem>> grouped = new LinkedHashMap<>();
    for (ConfigProblem problem : problems) {
      List<ConfigProblem> group = grouped.get(problem.key);
      if (group == null) {
        group = new ArrayList<>();
        grouped.put(problem.key, group);
      }
      group.add(problem);
    }
    List<ConfigProblem> ordered = new ArrayList<>();
    for (List<ConfigProblem> group : grouped.values()) {
      ordered.addAll(group);
    }
    return ordered;
  }

  private static Optional<String> printable(Optional<String> text) {
    return text.isPresent() ? Optional.of(printable(text.get())) : text;
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
}
