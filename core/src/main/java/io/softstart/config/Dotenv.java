package io.softstart.config;

import io.softstart.text.Ascii;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The lines of a {@code .env} file: {@code KEY=value}, {@code export} before it or not, comments
 * behind {@code #}. In single quotes a value is what it is; in double quotes a backslash stands
 * before {@code n}, {@code r}, {@code t}, {@code "} and {@code \}. Nothing is expanded.
 */
final class Dotenv {
  private Dotenv() {}

  /** Throws IllegalArgumentException with the number of a line that it does not understand. */
  static Map<String, String> parse(String content) {
    Map<String, String> values = new LinkedHashMap<>();
    List<String> lines = content.lines().toList();
    for (int i = 0; i < lines.size(); i++) {
      String line = lines.get(i).strip();
      line = line.startsWith("export ") ? line.substring("export ".length()).strip() : line;
      if (line.isEmpty() || line.startsWith("#")) {
        continue;
      }
      int assign = line.indexOf('=');
      String key = assign < 0 ? "" : line.substring(0, assign).strip();
      if (key.isEmpty() || !Ascii.isMadeOf(key, "_.-")) {
        throw new IllegalArgumentException("line " + (i + 1) + " is not KEY=value");
      }
      values.put(key, value(line.substring(assign + 1).strip(), i + 1));
    }
    return values;
  }

  private static String value(String text, int line) {
    char quote = text.isEmpty() ? ' ' : text.charAt(0);
    if (quote != '"' && quote != '\'') {
      int comment = text.indexOf(" #");
      return text.startsWith("#") ? "" : comment < 0 ? text : text.substring(0, comment).strip();
    }
    StringBuilder value = new StringBuilder();
    for (int i = 1; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == quote) {
        String rest = text.substring(i + 1).strip();
        if (rest.isEmpty() || rest.startsWith("#")) {
          return value.toString();
        }
        break;
      }
      if (c == '\\' && quote == '"' && i + 1 < text.length()) {
        c = unescaped(text.charAt(++i));
      }
      value.append(c);
    }
    throw new IllegalArgumentException("line " + line + " has quotation marks that do not match");
  }

  private static char unescaped(char c) {
    return switch (c) {
      case 'n' -> '\n';
      case 'r' -> '\r';
      case 't' -> '\t';
      default -> c;
    };
  }
}
