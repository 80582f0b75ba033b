package io.softstart.crash;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The common ways to die, as data in {@code crash.rules}; read when something dies. */
final class CrashRules {
  private static final String FILE = "crash.rules";
  private static final int MOST = 100;

  private CrashRules() {}

  /** Looks at each throwable of a chain, the root cause first. */
  static @Nullable Advice explain(List<Throwable> chain, CrashScene scene) throws IOException {
    List<CrashRule> rules = read();
    int last = Math.max(0, chain.size() - MOST);
    for (int i = chain.size() - 1; i >= last; i--) {
      CrashWords words = new CrashWords(chain.get(i), scene);
      for (CrashRule rule : rules) {
        Advice found = rule.advice(chain.get(i), words);
        if (found != null) {
          return found;
        }
      }
    }
    return null;
  }

  /** {@return the rules in their order} */
  static List<CrashRule> read() throws IOException {
    try (InputStream in = CrashRules.class.getResourceAsStream(FILE)) {
      if (in == null) {
        throw new IOException(FILE + " is missing");
      }
      return parse(new String(in.readAllBytes(), StandardCharsets.UTF_8));
    }
  }

  private static List<CrashRule> parse(String text) throws IOException {
    List<CrashRule> rules = new ArrayList<>();
    Map<String, String> stanza = new HashMap<>();
    int from = 0;
    while (from < text.length()) {
      int end = text.indexOf('\n', from);
      end = end < 0 ? text.length() : end;
      String line = text.substring(from, end).strip();
      from = end + 1;
      if (line.startsWith("[")) {
        add(stanza, rules);
        stanza.put("name", line.substring(1, line.length() - 1));
      } else if (!line.isEmpty() && !line.startsWith("#")) {
        int blank = line.indexOf(' ');
        if (blank < 0 || stanza.put(line.substring(0, blank), line.substring(blank + 1)) != null) {
          throw new IOException(FILE + ": without a value or doubled: " + line);
        }
      }
    }
    add(stanza, rules);
    return rules;
  }

  private static void add(Map<String, String> stanza, List<CrashRule> rules) throws IOException {
    if (!stanza.isEmpty()) {
      rules.add(
          new CrashRule(
              needed(stanza, "name"),
              split(needed(stanza, "type"), " "),
              split(stanza.getOrDefault("text", ""), " | "),
              split(stanza.getOrDefault("if", ""), " "),
              needed(stanza, "what"),
              needed(stanza, "do")));
      stanza.clear();
    }
  }

  private static String needed(Map<String, String> stanza, String key) throws IOException {
    String value = stanza.get(key);
    if (value == null) {
      throw new IOException(FILE + ": no '" + key + "' in " + stanza);
    }
    return value;
  }

  private static List<String> split(String text, String separator) {
    List<String> parts = new ArrayList<>();
    int from = 0;
    for (int at = text.indexOf(separator); at >= 0; at = text.indexOf(separator, from)) {
      parts.add(text.substring(from, at));
      from = at + separator.length();
    }
    if (from < text.length()) {
      parts.add(text.substring(from));
    }
    return parts;
  }
}
