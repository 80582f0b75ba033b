package io.softstart.spring;

import io.softstart.config.ConfigProblem;
import io.softstart.config.ConfigReader;
import io.softstart.text.Ascii;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.core.env.Environment;

/**
 * Tells of placeholders that have a value, and not the one that was meant: a variable that
 * Kubernetes sets for a Service of that name, and a default written in the way of the shell.
 */
final class PlaceholderTraps {
  private static final String BEGIN = "${";
  private static final String SHELL = ":-";
  private static final String SIGNS = "_.-";
  private static final String[] PROTOCOLS = {"tcp://", "udp://", "sctp://"};

  private PlaceholderTraps() {}

  /** {@return the properties that take a variable of Kubernetes: nothing can be made of them} */
  static List<String> tell(NamesSet names, EnvironmentSource source, ConfigReader reader) {
    List<String> unusable = new ArrayList<>();
    for (NamesSet.Name name : names.placeholders) {
      String text = name.value();
      if (!name.isVariable() && !names.isOfSwitchedOff(name.text()) && isInForce(name, source)) {
        for (int at = text.indexOf(BEGIN); at >= 0; at = text.indexOf(BEGIN, at + 1)) {
          String variable = nameAt(text, at + BEGIN.length());
          String value = valueOf(variable, names.environment());
          if (value == null) {
            tellShell(name, text, at + BEGIN.length() + variable.length(), reader);
          } else if (isServiceLink(variable, value)) {
            tellLink(name, variable, reader);
            unusable.add(name.property());
          }
        }
      }
    }
    return unusable;
  }

  private static boolean isInForce(NamesSet.Name name, EnvironmentSource source) {
    var found = source.property(name.property());
    return found == null || name.value().equals(String.valueOf(found.getValue()));
  }

  private static String nameAt(String text, int begin) {
    int end = begin;
    while (end < text.length() && text.charAt(end) != '}' && text.charAt(end) != ':') {
      end++;
    }
    String name = text.substring(begin, end);
    return Ascii.isMadeOf(name, SIGNS) ? name : "";
  }

  private static @Nullable String valueOf(String variable, Environment environment) {
    try {
      return variable.isEmpty() ? null : environment.getProperty(variable);
    } catch (IllegalArgumentException placeholder) {
      return ""; // it has one
    }
  }

  private static void tellLink(NamesSet.Name name, String variable, ConfigReader reader) {
    ConfigProblem told =
        ConfigProblem.of(
                name.text(),
                "takes " + variable + ", which was set by Kubernetes for a Service of that name")
            .withOrigin(Place.of(name))
            .withHint("set enableServiceLinks: false in the pod spec, or choose another name");
    if (name.text().startsWith("softstart.")) {
      reader.problem(told);
    } else {
      reader.warning(told);
    }
  }

  /** {@code ${X:-1}} may be meant: a number below zero. */
  private static void tellShell(NamesSet.Name name, String text, int end, ConfigReader reader) {
    int behind = end + SHELL.length();
    if (text.startsWith(SHELL, end)
        && behind < text.length()
        && !Character.isDigit(text.charAt(behind))) {
      reader.warning(
          ConfigProblem.of(name.text(), "has a default that begins with a dash, as in a shell")
              .withOrigin(Place.of(name))
              .withHint("write ${NAME:default}, without the dash: Spring takes it for a part"));
    }
  }

  private static boolean isServiceLink(String variable, String value) {
    for (String protocol : PROTOCOLS) {
      if (variable.endsWith("_PORT") && value.startsWith(protocol)) {
        return true;
      }
    }
    return false;
  }
}
