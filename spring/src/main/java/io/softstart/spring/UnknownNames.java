package io.softstart.spring;

import io.softstart.config.ConfigProblem;
import io.softstart.config.ConfigReader;
import io.softstart.text.Suggestion;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Tells of {@code softstart.*} properties that are none. A variable {@code SOFTSTART_*} is only
 * warned of: an image that was rolled back meets variables of a newer one.
 */
final class UnknownNames {
  private static final String VARIABLE = "SOFTSTART_";
  private static final String TESTS = "SOFTSTART_TEST_";

  private UnknownNames() {}

  /**
   * Compares what is set with what was asked for.
   *
   * @param asked every property that there is, in its canonical form
   */
  static void check(Set<String> asked, NamesSet names, ConfigReader report) {
    Set<String> known = new HashSet<>();
    for (String property : asked) {
      known.add(NamesSet.uniform(property));
    }
    for (NamesSet.Name name : names.ours) {
      String text = name.text();
      if (NamesSet.gateIn(text).isEmpty() && known.add(NamesSet.uniform(text))) {
        String meant = Suggestion.meant(text, general(asked));
        report.problem(
            ConfigProblem.of(text, "is unknown")
                .withOrigin(Place.of(name))
                .withHint(meant == null ? "remove it" : meant));
      }
    }
    Set<String> forms = new HashSet<>();
    VariableForms.addAll(asked, forms);
    for (NamesSet.Name name : names.variables) {
      String text = name.text();
      if (text.startsWith(VARIABLE)
          && !text.startsWith(TESTS)
          && !VariableForms.isAmong(forms, text)) {
        String meant = Suggestion.meant(text, forms);
        report.warning(
            ConfigProblem.of(text, "is unknown here")
                .withOrigin(Place.of(name))
                .withHint(meant == null ? "remove it" : meant));
      }
    }
  }

  private static List<String> general(Set<String> asked) {
    List<String> general = new ArrayList<>();
    for (String property : asked) {
      if (NamesSet.gateIn(property).isEmpty()) {
        general.add(property);
      }
    }
    return general;
  }
}
