package io.softstart.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Holds a page of docs and what generates it together. */
final class GeneratedDoc {
  private static final Path DOCS = Path.of("..", "docs");

  private GeneratedDoc() {}

  /** Compares, or writes the page with {@code -Dsoftstart.updateDocs=true}. */
  static void check(String page, String text) {
    Path file = DOCS.resolve(page);
    try {
      if (Boolean.getBoolean("softstart.updateDocs")) {
        Files.writeString(file, text);
      }
      assertThat(Files.exists(file) ? Files.readString(file) : "")
          .as("docs/%s differs; run the tests with -Dsoftstart.updateDocs=true", page)
          .isEqualTo(text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** One row of a table. */
  static String row(String... cells) {
    StringBuilder row = new StringBuilder("|");
    for (String cell : cells) {
      row.append(' ').append(cell.replace("|", "\\|").replace("<", "&lt;")).append(" |");
    }
    return row.append('\n').toString();
  }
}
