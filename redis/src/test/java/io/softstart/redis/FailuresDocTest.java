package io.softstart.redis;

import static org.assertj.core.api.Assertions.assertThat;

import io.softstart.diagnosis.Rule;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** docs/redis-failures.md is the rules' data, for people. */
class FailuresDocTest {
  private static final String HEAD =
      """
      # What a failure of Redis is taken for

      Generated from `redis.rules` by `FailuresDocTest`; do not edit. Rules are asked from first to
      last, and before those for sockets and TLS in [failures.md](failures.md), where the words are
      explained. A code is the word in capitals that an error of Redis begins with, or what a second
      look at the port found.

      """;

  @Test
  void failuresPage() {
    List<Rule> rules = RedisDiagnosis.table().rules();
    assertThat(rules).hasSizeGreaterThan(30);
    StringBuilder page = new StringBuilder(HEAD);
    page.append(
        GeneratedDoc.row("case", "recognised by", "kind", "verdict", "said", "to do", "evidence"));
    page.append("|---|---|---|---|---|---|---|\n");
    for (Rule rule : rules) {
      page.append(
          GeneratedDoc.row(
              rule.name(),
              conditions(rule),
              rule.kind().name(),
              rule.kind().verdict().name().toLowerCase(Locale.ROOT),
              rule.reason(),
              rule.action(),
              rule.evidence()));
    }
    GeneratedDoc.check("redis-failures.md", page.toString());
  }

  private static String conditions(Rule rule) {
    List<String> all = new ArrayList<>();
    if (!rule.codes().isEmpty()) {
      all.add("code " + String.join(", ", rule.codes()));
    }
    if (!rule.types().isEmpty()) {
      all.add(String.join(", ", rule.types()));
    }
    Pattern text = rule.text();
    if (text != null) {
      all.add("text `" + text.pattern() + "`");
    }
    return String.join("; ", all);
  }
}
