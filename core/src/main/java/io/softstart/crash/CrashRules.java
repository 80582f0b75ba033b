package io.softstart.crash;

import io.softstart.text.Stanzas;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The common ways to die, as data in {@code crash.rules}; read when something dies. */
final class CrashRules {
  private static final String FILE = "crash.rules";
  private static final List<String> KEYS = List.of("type", "text", "if", "what", "do", "evidence");
  private static final int MOST = 100;

  private CrashRules() {}

  /** Looks at each throwable of a chain, the root cause first. */
  static @Nullable Advice explain(List<Throwable> chain, CrashScene scene) {
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
  static List<CrashRule> read() {
    List<CrashRule> rules = new ArrayList<>();
    for (Map<String, String> stanza :
        Stanzas.read(FILE, CrashRules.class.getResourceAsStream(FILE), KEYS)) {
      rules.add(
          new CrashRule(
              Stanzas.needed(stanza, "name", FILE),
              split(Stanzas.needed(stanza, "type", FILE), " "),
              split(stanza.getOrDefault("text", ""), " | "),
              split(stanza.getOrDefault("if", ""), " "),
              Stanzas.needed(stanza, "what", FILE),
              Stanzas.needed(stanza, "do", FILE)));
    }
    return rules;
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
