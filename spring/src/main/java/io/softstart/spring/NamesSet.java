package io.softstart.spring;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.EnumerablePropertySource;
import org.springframework.core.env.PropertySource;
import org.springframework.core.env.SystemEnvironmentPropertySource;

/** What is set, by name: one pass over all sources that can list theirs, at each start. */
final class NamesSet {
  /** A name as it stands in a source. */
  record Name(PropertySource<?> source, String text) {
    boolean isVariable() {
      return source instanceof SystemEnvironmentPropertySource;
    }

    /** {@return the property that it stands for, if Spring's own words have no dashes} */
    String property() {
      return isVariable() ? text.replace('_', '.').toLowerCase(Locale.ROOT) : text;
    }

    String value() {
      return String.valueOf(valueIn(source, text));
    }
  }

  private static final String OURS = "softstart.";
  private static final String GATES = "softstart.gates";
  private static final String GATE_VARIABLE = "SOFTSTART_GATES_";
  private static final String URL_VARIABLE = "_URL";

  /** Properties {@code softstart.*}. */
  final List<Name> ours = new ArrayList<>();

  /** Environment variables of Softstart and of the parts of Spring that it knows. */
  final List<Name> variables = new ArrayList<>();

  /** Whose text holds a placeholder, with a value or without. */
  final List<Name> placeholders = new ArrayList<>();

  private final ConfigurableEnvironment environment;

  NamesSet(ConfigurableEnvironment environment) {
    this.environment = environment;
    for (PropertySource<?> source : environment.getPropertySources()) {
      for (String text : namesIn(source)) {
        add(new Name(source, text));
      }
    }
  }

  /**
   * {@return what a source lists; one that cannot say is the application's, and no defect of it}
   */
  static List<String> namesIn(PropertySource<?> source) {
    List<String> names = new ArrayList<>();
    if (source instanceof EnumerablePropertySource<?> listed) {
      try {
        for (String name : listed.getPropertyNames()) {
          if (name != null) {
            names.add(name);
          }
        }
      } catch (RuntimeException | LinkageError unreadable) {
        names.clear();
      }
    }
    return names;
  }

  /**
   * {@return what a source has; null for what it does not hand out, such as a secret that cannot be
   * decrypted and that nobody may ever ask for}
   */
  private static @Nullable Object valueIn(PropertySource<?> source, String name) {
    try {
      return source.getProperty(name);
    } catch (RuntimeException | LinkageError unreadable) {
      return null;
    }
  }

  private void add(Name name) {
    if (name.isVariable()) {
      if (FirstWords.mayBeMeant(name.text)) {
        variables.add(name);
      } else {
        return; // PS1 and the like are full of dollars
      }
    } else if (name.text.regionMatches(true, 0, OURS, 0, OURS.length())) {
      ours.add(name);
    }
    if (PlaceholderText.isIn(valueIn(name.source, name.text))) {
      placeholders.add(name);
    }
  }

  /** {@return every name that is set, to find the one that was meant} */
  List<String> all() {
    List<String> all = properties();
    for (PropertySource<?> source : environment.getPropertySources()) {
      if (source instanceof SystemEnvironmentPropertySource) {
        all.addAll(namesIn(source));
      }
    }
    return all;
  }

  /** {@return every name that is set, but for the environment variables} */
  List<String> properties() {
    List<String> all = new ArrayList<>();
    for (PropertySource<?> source : environment.getPropertySources()) {
      if (!(source instanceof SystemEnvironmentPropertySource)) {
        all.addAll(namesIn(source));
      }
    }
    return all;
  }

  /** {@return what is set under a name, its placeholders as they are; null if it is not set} */
  @Nullable String text(String name) {
    for (PropertySource<?> source : environment.getPropertySources()) {
      Object value = valueIn(source, name);
      if (value != null) {
        return value.toString();
      }
    }
    return null;
  }

  ConfigurableEnvironment environment() {
    return environment;
  }

  /** Whether a property speaks of a gate that is switched off. */
  boolean isOfSwitchedOff(String property) {
    String gate = gateIn(property);
    return !gate.isEmpty() && GateSwitches.isOff(gate, environment);
  }

  /** Whether anything is said of any gate. */
  boolean sayGates() {
    for (Name name : ours) {
      if (!gateIn(name.text).isEmpty()) {
        return true;
      }
    }
    return sayGateVariables();
  }

  /** Whether anything may be said of one of these gates, by their uniform names. */
  boolean sayGates(Set<String> gates) {
    for (Name name : ours) {
      if (gateOf(name.text, gates) != null) {
        return true;
      }
    }
    return sayGateVariables();
  }

  private boolean sayGateVariables() {
    for (Name variable : variables) {
      if (variable.text.startsWith(GATE_VARIABLE)) {
        return true;
      }
    }
    return false;
  }

  /**
   * {@return the gates that only properties know, as their names are written first, by their
   * uniform names}
   *
   * @param known uniform names of the other gates; there may be dots in them
   */
  Map<String, String> gatesBut(Set<String> known) {
    Map<String, String> gates = new LinkedHashMap<>();
    for (Name name : ours) {
      String gate = gateIn(name.text);
      if (!gate.isEmpty() && gateOf(name.text, known) == null) {
        gates.putIfAbsent(uniform(gate), gate);
      }
    }
    for (Name variable : variables) {
      String text = variable.text;
      if (text.startsWith(GATE_VARIABLE)
          && text.endsWith(URL_VARIABLE)
          && text.length() > GATE_VARIABLE.length() + URL_VARIABLE.length()) {
        String gate =
            text.substring(GATE_VARIABLE.length(), text.length() - URL_VARIABLE.length())
                .replace('_', '-')
                .toLowerCase(Locale.ROOT);
        gates.putIfAbsent(uniform(gate), gate);
      }
    }
    return gates;
  }

  /**
   * {@return the uniform name of the gate that a property speaks of; null if it is none of these}
   */
  static @Nullable String gateOf(String property, Set<String> known) {
    String uniform = uniform(property);
    for (String gate : known) {
      if (uniform.startsWith(GATES + "." + gate + ".")) {
        return gate;
      }
    }
    return null;
  }

  /**
   * {@return the name in {@code softstart.gates.name.url}, or in brackets; empty if there is none}
   */
  static String gateIn(String property) {
    int begin = GATES.length();
    if (!property.regionMatches(true, 0, GATES, 0, begin) || property.length() < begin + 2) {
      return "";
    }
    char next = property.charAt(begin);
    int end = next == '[' ? property.indexOf(']', begin) : property.indexOf('.', begin + 1);
    return (next != '[' && next != '.') || end < 0 ? "" : property.substring(begin + 1, end);
  }

  /** {@return what stands behind the gate's uniform name, uniform too} */
  static String optionIn(String property, String gate) {
    return uniform(property).substring(GATES.length() + gate.length() + 2);
  }

  /** {@return the name of a list in place of that of an item} */
  static String withoutIndex(String name) {
    int index = name.endsWith("]") ? name.lastIndexOf('[') : -1;
    return index < 0 ? name : name.substring(0, index);
  }

  /** {@return a name that is the same for all that Spring takes for the same} */
  static String uniform(String name) {
    StringBuilder uniform = new StringBuilder();
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      if (c == '[') { // an index of a list is no part of its name, a key of a map is
        int end = name.indexOf(']', i);
        boolean index = end > i + 1 && Character.isDigit(name.charAt(i + 1));
        i = index ? end : i;
        uniform.append(index ? "" : ".");
      } else if (c != '-' && c != '_' && c != ']') {
        uniform.append(Character.toLowerCase(c));
      }
    }
    return uniform.toString();
  }
}
