package io.softstart.spring;

import io.softstart.config.ConfigProblem;
import io.softstart.config.ConfigReader;
import io.softstart.text.Ascii;
import io.softstart.text.Suggestion;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.source.ConfigurationProperty;
import org.springframework.boot.env.OriginTrackedMapPropertySource;
import org.springframework.core.env.Environment;

/**
 * Finds placeholders that have no value: where Spring binds a property it hands them out literally,
 * and elsewhere it tells of the first one only.
 */
final class Placeholders {
  private static final String BEGIN = "${";
  private static final String ESCAPED = "\\${";
  private static final String SIGNS = "_.-";

  /** Resolved by the logging system, with properties of its own. */
  private static final String LOGGING = "logging.";

  private Placeholders() {}

  static boolean isIn(@Nullable Object value) {
    return value instanceof CharSequence && value.toString().contains(BEGIN);
  }

  /**
   * Tells of every placeholder without a value: as a problem where that is sure to fail, else as a
   * warning.
   *
   * @param sure what is used for sure: properties, and beginnings of them that end in a dot; asked
   *     for when a value is missing
   * @param derived likewise what gates would be made from: whether anybody uses it is not known
   * @return what has no value of all these
   */
  static List<String> check(
      EnvironmentSource source,
      NamesSet names,
      Supplier<List<String>> sure,
      Supplier<List<String>> derived,
      ConfigReader report) {
    Set<String> seen = new HashSet<>();
    List<String> incomplete = new ArrayList<>();
    for (NamesSet.Name name : names.placeholders) {
      String text = name.value();
      String missing = withoutValue(names.environment(), text);
      if (missing == null || (name.isVariable() && !isWhole(text))) {
        continue;
      }
      String property = name.property();
      ConfigurationProperty inForce = source.property(property);
      if (inForce != null && !text.equals(String.valueOf(inForce.getValue()))) {
        continue; // another source stands before this one
      }
      if (!seen.add(NamesSet.uniform(property))) {
        continue;
      }
      ConfigProblem problem = problem(name.text(), missing, names).withOrigin(Place.of(name));
      if (isOneOf(sure.get(), property)) {
        report.problem(problem);
        incomplete.add(property);
      } else if (isOneOf(derived.get(), property)) {
        report.warning(problem);
        incomplete.add(property);
      } else if (name.source() instanceof OriginTrackedMapPropertySource
          && !property.startsWith(LOGGING)) {
        report.warning(problem);
      }
    }
    return incomplete;
  }

  static ConfigProblem problem(String key, String missing, NamesSet names) {
    return ConfigProblem.of(key, "has a placeholder without a value: ${" + missing + "}")
        .withHint(hint(names, missing));
  }

  private static String hint(NamesSet names, String missing) {
    String near = Suggestion.to(missing, names.all());
    return near == null
        ? "set " + missing + ", or give a default: ${" + missing + ":...}"
        : near + " is set: did you mean that?";
  }

  private static boolean isOneOf(List<String> beginnings, String key) {
    for (String beginning : beginnings) {
      if (beginning.endsWith(".") ? key.startsWith(beginning) : key.equals(beginning)) {
        return true;
      }
    }
    return false;
  }

  /**
   * Returns the name of a placeholder that has no value; null if there is none. Only one that
   * stands in the text itself: what a resolved one brings may be a password with such letters.
   */
  static @Nullable String withoutValue(Environment environment, String text) {
    if (!text.contains(BEGIN) || text.contains(ESCAPED)) {
      return null;
    }
    String rest;
    try {
      rest = environment.resolvePlaceholders(text);
    } catch (IllegalArgumentException circular) {
      rest = text;
    }
    for (int at = rest.indexOf(BEGIN); at >= 0; at = rest.indexOf(BEGIN, at + 1)) {
      int end = at + BEGIN.length();
      while (end < rest.length() && rest.charAt(end) != '}' && rest.charAt(end) != ':') {
        end++;
      }
      String name = rest.substring(at + BEGIN.length(), end);
      if (!name.isEmpty() && Ascii.isMadeOf(name, SIGNS) && text.contains(BEGIN + name)) {
        return name;
      }
    }
    return null;
  }

  /** Whether a text is one placeholder and nothing else, as nobody's password is by chance. */
  private static boolean isWhole(String text) {
    return text.startsWith(BEGIN) && text.indexOf('}') == text.length() - 1;
  }
}
