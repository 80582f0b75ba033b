package io.softstart.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import io.softstart.diagnosis.DiagnosisTable;
import io.softstart.diagnosis.Rule;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** docs/failures.md is the rules' data, for people. */
class FailuresDocTest {
  private static final String HEAD =
      """
      # What a failure is taken for

      Generated from the rules that the library ships, by `FailuresDocTest`; do not edit. Rules are
      asked from first to last, those of the dependency before those for sockets and TLS. Verdicts:
      *wait* goes on until the deadline, *grace* is tolerated for a short while, *never* fails at
      once. Evidence: *seen* on the real client, read in its *source*, or *hearsay*. Words in braces
      are filled in; `{text}` is the driver's own message, redacted.
      """;

  @Test
  void failuresPage() {
    Map<String, DiagnosisTable> files = new LinkedHashMap<>(JdbcDiagnosis.tables());
    files.put("network.rules", DiagnosisTable.network());
    StringBuilder page = new StringBuilder(HEAD);
    files.forEach((file, table) -> page.append(section(file, table)));
    assertThat(files.values().stream().mapToInt(table -> table.rules().size()).sum())
        .isGreaterThan(200);
    GeneratedDoc.check("failures.md", page.toString());
  }

  private static String section(String file, DiagnosisTable table) {
    StringBuilder section = new StringBuilder("\n## " + file + "\n\n");
    section.append(
        GeneratedDoc.row("case", "recognised by", "kind", "verdict", "said", "to do", "evidence"));
    section.append("|---|---|---|---|---|---|---|\n");
    for (Rule rule : table.rules()) {
      section.append(
          GeneratedDoc.row(
              rule.name(),
              conditions(rule),
              rule.kind().name(),
              rule.kind().verdict().name().toLowerCase(Locale.ROOT),
              rule.reason(),
              rule.action(),
              rule.evidence()));
    }
    return section.toString();
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
    if (rule.cause() != null) {
      all.add("with " + rule.cause());
    }
    return String.join("; ", all);
  }
}
