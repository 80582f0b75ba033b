package io.softstart.diagnosis;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads rules: stanzas separated by blank lines, a {@code [name]} and {@code key value} lines, a #
 * begins a comment line.
 */
final class RuleReader {
  private static final Set<String> KEYS =
      Set.of("code", "type", "text", "cause", "kind", "reason", "action", "evidence");
  private static final Set<String> EVIDENCE = Set.of("seen", "source", "hearsay");

  private RuleReader() {}

  static List<Rule> read(String name, @Nullable InputStream rules) {
    if (rules == null) {
      throw new IllegalStateException("no rules " + name);
    }
    try (InputStream in = rules) {
      return read(new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8)), name);
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  private static List<Rule> read(BufferedReader lines, String resource) throws IOException {
    List<Rule> rules = new ArrayList<>();
    Map<String, String> stanza = new HashMap<>();
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      if (line.startsWith("[")) {
        add(stanza, rules, resource);
        stanza.put("name", line.substring(1, line.length() - 1));
      } else if (!line.isBlank() && !line.startsWith("#")) {
        int blank = line.indexOf(' ');
        String key = blank < 0 ? line : line.substring(0, blank);
        if (!KEYS.contains(key) || stanza.put(key, line.substring(blank).strip()) != null) {
          throw new IllegalStateException(resource + ": unknown or doubled: " + line);
        }
      }
    }
    add(stanza, rules, resource);
    return List.copyOf(rules);
  }

  private static void add(Map<String, String> stanza, List<Rule> rules, String resource) {
    if (stanza.isEmpty()) {
      return;
    }
    String evidence = needed("evidence", stanza, resource);
    if (!EVIDENCE.contains(evidence)) {
      throw new IllegalStateException(resource + ": evidence is one of " + EVIDENCE);
    }
    @Nullable String text = stanza.get("text");
    rules.add(
        new Rule(
            needed("name", stanza, resource),
            words(stanza.get("code")),
            words(stanza.get("type")),
            text == null ? null : Pattern.compile(text),
            stanza.get("cause"),
            FailureKind.valueOf(needed("kind", stanza, resource)),
            needed("reason", stanza, resource),
            needed("action", stanza, resource),
            evidence));
    stanza.clear();
  }

  private static String needed(String key, Map<String, String> stanza, String resource) {
    String value = stanza.get(key);
    if (value == null) {
      throw new IllegalStateException(resource + ": no '" + key + "' in " + stanza);
    }
    return value;
  }

  private static List<String> words(@Nullable String text) {
    return text == null ? List.of() : List.of(text.split(" +"));
  }
}
