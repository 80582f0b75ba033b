package io.softstart.kafka;

import java.util.ArrayList;
import java.util.List;

/** Finds what has to be kept secret in a {@code sasl.jaas.config}, well-formed or not. */
final class JaasOptions {
  private static final List<String> HARMLESS =
      List.of("username", "serviceName", "principal", "clientId", "keyTab", "scope");

  private static final List<String> FLAGS =
      List.of("required", "requisite", "sufficient", "optional");

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

  /**
   * The words that are no option, module or flag: a well-formed text has none, and what the client
   * says of a malformed one repeats them, such as the second half of a password with a blank.
   */
  static List<String> straysIn(String text) {
    List<String> strays = new ArrayList<>();
    int at = 0;
    while (at < text.length()) {
      char c = text.charAt(at);
      if (c == '"' || c == '\'') {
        at = closing(text, at + 1, c) + 1;
      } else if (Character.isWhitespace(c) || c == ';' || c == '=') {
        at++;
      } else {
        int end = wordEnd(text, at);
        boolean named = end < text.length() && text.charAt(end) == '=';
        boolean value = at > 0 && text.charAt(at - 1) == '=';
        String word = text.substring(at, end);
        if (!named && !value && !FLAGS.contains(word) && !isModule(word, text, end)) {
          strays.add(word);
          strays.add(withoutNumber(word)); // the client's parser takes a number apart
        }
        at = end;
      }
    }
    return strays;
  }

  /** A class that a flag follows; nobody's password. */
  private static boolean isModule(String word, String text, int end) {
    int next = end;
    while (next < text.length() && Character.isWhitespace(text.charAt(next))) {
      next++;
    }
    boolean flagged = FLAGS.contains(text.substring(next, wordEnd(text, next)));
    return word.endsWith("LoginModule") || (flagged && word.indexOf('.') > 0);
  }

  private static int wordEnd(String text, int from) {
    int at = from;
    while (at < text.length()
        && !Character.isWhitespace(text.charAt(at))
        && "=;\"'".indexOf(text.charAt(at)) < 0) {
      at++;
    }
    return at;
  }

  private static String withoutNumber(String word) {
    int at = 0;
    while (at < word.length() && "0123456789.-".indexOf(word.charAt(at)) >= 0) {
      at++;
    }
    return word.substring(at);
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
