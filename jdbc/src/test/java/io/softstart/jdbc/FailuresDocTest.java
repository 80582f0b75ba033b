package io.softstart.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import io.softstart.diagnosis.rules.DiagnosisTable;
import io.softstart.trial.GeneratedDoc;
import java.util.LinkedHashMap;
import java.util.Map;
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
    files.forEach(
        (file, table) ->
            page.append("\n## ")
                .append(file)
                .append("\n\n")
                .append(GeneratedDoc.table(table.rules())));
    assertThat(files.values().stream().mapToInt(table -> table.rules().size()).sum())
        .isGreaterThan(200);
    GeneratedDoc.check("failures.md", page.toString());
  }
}
