package io.softstart.spring;

import io.softstart.config.ConfigProblem;
import io.softstart.config.ConfigReader;
import io.softstart.text.Suggestion;
import java.util.List;

/** What {@code softstart.config.required} names must be there: a property, or a variable. */
final class RequiredKeys {
  private static final String WHY = "a value, since softstart.config.required names it";

  private RequiredKeys() {}

  static void check(
      List<String> keys, EnvironmentSource source, NamesSet names, ConfigReader report) {
    for (String key : keys) {
      String text = names.text(key);
      if (text == null) {
        String near = Suggestion.to(key, names.all());
        report.problem(
            ConfigProblem.of(key, "is missing")
                .withExpected(WHY)
                .withHint(near == null ? "set it" : near + " is set: rename it?"));
      } else if (text.isBlank()) {
        report.problem(
            ConfigProblem.of(key, "is set but empty")
                .withOrigin(source.origin(key))
                .withExpected(WHY));
      } else {
        String missing = PlaceholderText.withoutValue(names.environment(), text);
        if (missing != null) {
          report.problem(Placeholders.problem(key, missing, names).withOrigin(source.origin(key)));
        }
      }
    }
  }
}
