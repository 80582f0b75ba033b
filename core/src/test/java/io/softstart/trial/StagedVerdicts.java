package io.softstart.trial;

import static org.assertj.core.api.Assertions.assertThat;

import io.softstart.diagnosis.Failure;
import io.softstart.diagnosis.FailureKind;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** A page of docs: what failures that a test class stages one by one are taken for. */
public final class StagedVerdicts {
  private final String[] secrets;
  private final Map<String, StringBuilder> sections = new TreeMap<>();
  private String section = "";

  /** Starts an empty page on which none of the secrets may stand. */
  public StagedVerdicts(String... secrets) {
    this.secrets = secrets.clone();
  }

  /** Lets what is added from now on stand below this title. */
  public void section(String title) {
    section = title;
  }

  /** Adds a failure, which must be of this kind and have these words in its reason. */
  public void add(String staged, Failure failure, FailureKind kind, String... inReason) {
    assertThat(failure.kind()).as(staged + ": " + failure).isEqualTo(kind);
    assertThat(failure.reason()).as(staged).doesNotContain("?", "(unknown)");
    for (String part : inReason) {
      assertThat(failure.reason()).as(staged).contains(part);
    }
    SecretCheck.assertClean(failure, secrets);
    String row =
        GeneratedDoc.row(
            staged,
            kind.name(),
            kind.verdict().name().toLowerCase(Locale.ROOT),
            failure.reason(),
            failure.action());
    sections.computeIfAbsent(section, title -> new StringBuilder()).append(steady(row));
  }

  /** Without what differs from run to run. */
  private static String steady(String row) {
    return row.replaceAll("(127\\.0\\.0\\.1|localhost):\\d+", "$1:PORT")
        .replaceAll("'@'[\\d.]+'", "'@'CLIENT'")
        .replaceAll("/tmp/\\S+?(?= |$)", "FILE")
        .replaceAll("(\\(\\w+\\) )?(Received fatal alert:) \\w+", "$2 ALERT") // JDKs differ
        .replaceAll("\\d+ ms", "N ms");
  }

  /** Prints the page, and holds it together with the docs unless some sections were left out. */
  public void check(String page, String head, int all) {
    StringBuilder text = new StringBuilder(head);
    sections.forEach(
        (title, rows) ->
            text.append("\n## ")
                .append(title)
                .append("\n\n")
                .append(GeneratedDoc.head("staged", "kind", "verdict", "reason", "action"))
                .append(rows));
    System.out.println(text);
    if (sections.size() == all) {
      GeneratedDoc.check(page, text.toString());
    }
  }
}
