package io.softstart;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A page of docs whose sections are what a program printed. */
final class GeneratedPage {
  private final Path file;

  GeneratedPage(String name) {
    file = Path.of("..", "docs", "reference", name);
  }

  /** Compares the block below a heading, or replaces it with {@code -Dsoftstart.updateDocs}. */
  void check(String heading, String printed) throws IOException {
    String page = Files.readString(file);
    String begin = "## " + heading + "\n";
    int from = page.indexOf("```\n", page.indexOf(begin)) + 4;
    assertThat(page).as("headings of %s", file).contains(begin);
    int to = page.indexOf("```", from);
    if (Boolean.getBoolean("softstart.updateDocs")) {
      Files.writeString(file, page.substring(0, from) + printed + page.substring(to));
    } else {
      assertThat(page.substring(from, to))
          .as("docs differ; run the tests with -Dsoftstart.updateDocs=true")
          .isEqualTo(printed);
    }
  }
}
