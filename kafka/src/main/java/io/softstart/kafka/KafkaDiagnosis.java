package io.softstart.kafka;

import io.softstart.diagnosis.Diagnosis;
import io.softstart.diagnosis.rules.DiagnosisTable;
import java.util.List;
import java.util.Map;

/** What this module knows of Kafka's failures, as data; loaded at the first one. */
final class KafkaDiagnosis {
  private KafkaDiagnosis() {}

  static Diagnosis of(ClientSettings settings) {
    Map<String, String> words =
        Map.of(
            "target", settings.target().address(),
            "protocol", settings.protocol(),
            "mechanism", settings.mechanism());
    return Loaded.TABLE.with(words);
  }

  /** Returns the rules in the order in which they are asked, for documentation. */
  static DiagnosisTable table() {
    return Loaded.TABLE;
  }

  private static final class Loaded {
    static final DiagnosisTable TABLE =
        DiagnosisTable.read(
            "kafka.rules",
            KafkaDiagnosis.class.getResourceAsStream("kafka.rules"),
            thrown -> List.of());
  }
}
