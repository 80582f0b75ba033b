package io.softstart.spring;

import io.softstart.config.ConfigProblem;
import io.softstart.config.ConfigReader;
import io.softstart.text.Suggestion;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.springframework.boot.context.properties.source.ConfigurationProperty;
import org.springframework.boot.env.OriginTrackedMapPropertySource;

/**
 * Finds placeholders that have no value: where Spring binds a property it hands them out literally,
 * and elsewhere it tells of the first one only.
 */
final class Placeholders {

  /** Resolved by the logging system, with properties of its own. */
  private static final String LOGGING = "logging.";

  private Placeholders() {}

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
      String missing = PlaceholderText.withoutValue(names.environment(), text);
      if (missing == null || (name.isVariable() && !PlaceholderText.isWhole(text))) {
        continue;
      }
      if (names.isOfSwitchedOff(name.text())) {
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
}
