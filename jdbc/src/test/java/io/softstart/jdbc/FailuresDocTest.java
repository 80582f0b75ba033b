package io.softstart.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import io.softstart.diagnosis.rules.DiagnosisTable;
import io.softstart.trial.GeneratedDoc;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The sections of docs/reference/failures.md on databases and sockets are the rules' data. */
class FailuresDocTest {
  @Test
  void failuresPage() {
    Map<String, DiagnosisTable> files = new LinkedHashMap<>(JdbcDiagnosis.tables());
    files.put("network.rules", DiagnosisTable.network());
    assertThat(files.values().stream().mapToInt(table -> table.rules().size()).sum())
        .isGreaterThan(200);
    files.forEach(
        (file, table) ->
            GeneratedDoc.checkSection("failures.md", file, GeneratedDoc.table(table.rules())));
  }
}
