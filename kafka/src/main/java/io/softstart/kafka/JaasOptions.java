package io.softstart.kafka;

import java.util.ArrayList;
import java.util.List;

/** Finds what has to be kept secret in a {@code sasl.jaas.config}, well-formed or not. */
final class JaasOptions {
  private static final List<String> HARMLESS =
      List.of("username", "serviceName", "principal", "clientId", "keyTab", "scope");

  private JaasOptions() {}

  /** The values of all {@code name=value} and {@code name="value"} but those known as harmless. */
  static List<String> valuesIn(String text) {
    List<String> values = new ArrayList<>();
    int assign = text.indexOf('=');
    while (assign >= 0) {
      int from = assign + 1;
      char quote = from < text.length() ? text.charAt(from) : ' ';
      boolean quoted = quote == '"' || quote == '\'';
      int end = quoted ? closing(text, from + 1, quote) : bareEnd(text, from);
      if (!HARMLESS.contains(nameBefore(text, assign))) {
        String raw = text.substring(Math.min(quoted ? from + 1 : from, end), end);
        values.add(raw);
        values.add(raw.replace("\\", ""));
      }
      assign = text.indexOf('=', Math.max(end, from));
    }
    return values;
  }

  private static String nameBefore(String text, int assign) {
    int from = assign;
    while (from > 0 && Character.isJavaIdentifierPart(text.charAt(from - 1))) {
      from--;
    }
    return text.substring(from, assign);
  }

  private static int closing(String text, int from, char quote) {
    int at = from;
    while (at < text.length() && text.charAt(at) != quote) {
      at += text.charAt(at) == '\\' ? 2 : 1;
    }
    return Math.min(at, text.length());
  }

  private static int bareEnd(String text, int from) {
    int at = from;
    while (at < text.length()
        && !Character.isWhitespace(text.charAt(at))
        && text.charAt(at) != ';') {
      at++;
    }
    return at;
  }
}
