package io.softstart.trial;

import static org.assertj.core.api.Assertions.assertThat;

import io.softstart.diagnosis.rules.Rule;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** Holds a page of docs and what generates it together. */
public final class GeneratedDoc {
  private static final Path DOCS = Path.of("..", "docs", "reference");

  private GeneratedDoc() {}

  /** Compares, or writes the page with {@code -Dsoftstart.updateDocs=true}. */
  public static void check(String page, String text) {
    Path file = DOCS.resolve(page);
    try {
      if (Boolean.getBoolean("softstart.updateDocs")) {
        Files.writeString(file, text);
      }
      assertThat(Files.exists(file) ? Files.readString(file) : "")
          .as("docs/reference/%s differs; run the tests with -Dsoftstart.updateDocs=true", page)
          .isEqualTo(text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Compares the text below a heading, or writes it; other tests may write other sections. */
  public static void checkSection(String page, String heading, String text) {
    try {
      String all = Files.readString(DOCS.resolve(page));
      String begin = "\n## " + heading + "\n\n";
      assertThat(all).as("headings of docs/reference/%s", page).contains(begin);
      int from = all.indexOf(begin) + begin.length();
      int next = all.indexOf("\n## ", from);
      String behind = next < 0 ? "" : all.substring(next);
      check(page, all.substring(0, from) + text + behind);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A table of what failures are taken for. */
  public static String table(List<Rule> rules) {
    StringBuilder table =
        new StringBuilder(
            head("case", "recognised by", "kind", "verdict", "said", "to do", "evidence"));
    for (Rule rule : rules) {
      table.append(
          row(
              rule.name(),
              conditions(rule),
              rule.kind().name(),
              rule.kind().verdict().name().toLowerCase(Locale.ROOT),
              rule.reason(),
              rule.action(),
              rule.evidence()));
    }
    return table.toString();
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

  /** The first two lines of a table. */
  static String head(String... columns) {
    return row(columns) + "|---".repeat(columns.length) + "|\n";
  }

  static String row(String... cells) {
    StringBuilder row = new StringBuilder("|");
    for (String cell : cells) {
      row.append(' ').append(cell.replace("|", "\\|").replace("<", "&lt;")).append(" |");
    }
    return row.append('\n').toString();
  }
}
