package io.softstart.trial;

import static org.assertj.core.api.Assertions.assertThat;

import io.softstart.diagnosis.Diagnosis;
import io.softstart.diagnosis.rules.DiagnosisTable;
import io.softstart.diagnosis.rules.Rule;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Feeds each rule of a table with texts of a megabyte that are made to slow its pattern down. */
public final class BoundedRules {
  private static final int MEGABYTE = 1_000_000;

  /** Far above what is needed on a busy machine. */
  private static final long BOUND_MILLIS = 3_000;

  private BoundedRules() {}

  /** Fails if one of the texts takes seconds. */
  public static void check(DiagnosisTable table) {
    Diagnosis diagnosis = table.with(Map.of());
    for (String part : parts(table.rules())) {
      String text = part.repeat(MEGABYTE / part.length());
      for (Throwable thrown : new Throwable[] {new SQLException(text), new Exception(text)}) {
        long from = System.nanoTime();
        diagnosis.diagnose(thrown);
        long millis = (System.nanoTime() - from) / 1_000_000;
        assertThat(millis).as(part).isLessThan(BOUND_MILLIS);
      }
    }
    for (Rule rule : table.rules()) {
      if (rule.text() != null) {
        for (String part : parts(List.of(rule))) {
          String text = part.repeat(2_048 / part.length());
          long from = System.nanoTime();
          rule.text().matcher(text).find();
          long millis = (System.nanoTime() - from) / 1_000_000;
          assertThat(millis).as(rule.name() + ": " + part).isLessThan(BOUND_MILLIS / 3);
        }
      }
    }
  }

  /** What begins as the rules' own patterns do, and what no pattern likes. */
  private static List<String> parts(List<Rule> rules) {
    List<String> parts = new ArrayList<>(List.of("a", " ", ": ", "a.", "\"", "\n", "a: b; ", "\\"));
    for (Rule rule : rules) {
      if (rule.text() != null) {
        String literal =
            rule.text().pattern().replaceAll("\\(\\?[a-z:]+\\)?|[\\\\^$()?*+|\\[\\]]", "");
        parts.add(literal + " ");
        parts.add(literal.substring(0, (literal.length() + 1) / 2) + " ");
      }
    }
    return parts;
  }
}
