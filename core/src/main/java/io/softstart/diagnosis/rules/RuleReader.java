package io.softstart.diagnosis.rules;

import io.softstart.diagnosis.FailureKind;
import io.softstart.text.Stanzas;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads the rules of a {@link DiagnosisTable}. */
final class RuleReader {
  private static final List<String> KEYS =
      List.of("code", "type", "text", "cause", "kind", "reason", "action", "evidence");
  private static final Set<String> EVIDENCE = Set.of("seen", "source", "hearsay");

  private RuleReader() {}

  static List<Rule> read(String name, @Nullable InputStream in) {
    List<Rule> rules = new ArrayList<>();
    for (Map<String, String> stanza : Stanzas.read(name, in, KEYS)) {
      rules.add(rule(stanza, name));
    }
    return List.copyOf(rules);
  }

  private static Rule rule(Map<String, String> stanza, String resource) {
    String evidence = Stanzas.needed(stanza, "evidence", resource);
    if (!EVIDENCE.contains(evidence)) {
      throw new IllegalStateException(resource + ": evidence is one of " + EVIDENCE);
    }
    @Nullable String text = stanza.get("text");
    return new Rule(
        Stanzas.needed(stanza, "name", resource),
        words(stanza.get("code")),
        words(stanza.get("type")),
        text == null ? null : Pattern.compile(text),
        stanza.get("cause"),
        FailureKind.valueOf(Stanzas.needed(stanza, "kind", resource)),
        Stanzas.needed(stanza, "reason", resource),
        Stanzas.needed(stanza, "action", resource),
        evidence);
  }

  private static List<String> words(@Nullable String text) {
    return text == null ? List.of() : List.of(text.split(" +"));
  }
}
