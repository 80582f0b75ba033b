package io.softstart.spring;

import java.util.Collection;
import java.util.Locale;
import java.util.Set;

/**
 * The environment variables that Spring binds to a property: {@code softstart.state-dir} is {@code
 * SOFTSTART_STATEDIR}, and for longer {@code SOFTSTART_STATE_DIR} as well.
 */
final class VariableForms {
  private VariableForms() {}

  /** {@return the form that can be read} */
  static String of(String property) {
    return property.replace('.', '_').replace('-', '_').toUpperCase(Locale.ROOT);
  }

  static void addAll(Collection<String> properties, Set<String> forms) {
    for (String property : properties) {
      forms.add(of(property));
      forms.add(of(property.replace("-", "")));
    }
  }

  /** Whether a variable is among the forms, or an item of a list that is. */
  static boolean isAmong(Set<String> forms, String variable) {
    int end = variable.length();
    while (end > 0
        && (Character.isDigit(variable.charAt(end - 1)) || variable.charAt(end - 1) == '_')) {
      end--;
    }
    return forms.contains(variable) || forms.contains(variable.substring(0, end));
  }
}
