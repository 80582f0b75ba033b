package io.softstart.examples.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;

/**
 * A block of output in a page, that the program itself must have printed.
 *
 * @param page where it stands
 * @param marker the text that it is the first block of output after
 */
record PrintedBlock(Path page, String marker) {
  private static final String OPENING = "```text\n";
  private static final Pattern TIME = Pattern.compile("\\d{4}-\\d\\d-\\d\\dT[0-9:.]+Z");
  private static final Pattern DURATION = Pattern.compile("\\d+(\\.\\d+)? (ms|s|min)\\b");

  static PrintedBlock after(Path page, String marker) {
    return new PrintedBlock(page, marker);
  }

  /**
   * Compares it with what was printed, or writes that into the page with -Dsoftstart.updateDocs.
   */
  void shows(String printed) throws IOException {
    String text = Files.readString(page);
    assertThat(text).contains(marker);
    int from = text.indexOf(OPENING, text.indexOf(marker)) + OPENING.length();
    int to = text.indexOf("```", from);
    if (Boolean.getBoolean("softstart.updateDocs")) {
      Files.writeString(page, text.substring(0, from) + printed + text.substring(to));
    } else {
      // gates are independent: their lines come in any order
      assertThat(steady(text.substring(from, to)).lines().sorted())
          .as("docs differ; run the tests with -Dsoftstart.updateDocs=true")
          .containsExactlyElementsOf(steady(printed).lines().sorted().toList());
    }
  }

  /** Without what differs from run to run. */
  private static String steady(String printed) {
    String timeless = TIME.matcher(printed).replaceAll("*");
    return DURATION
        .matcher(timeless)
        .replaceAll("*")
        .replaceAll("\\d+ attempts?", "* attempts")
        .replaceAll("on Java \\S+", "on Java *")
        .replaceAll("crash-\\S+", "crash-*")
        .replaceAll("process \\d+ \\([^)]*\\)", "process *")
        .replaceAll("(?m)^ +(configuring|waiting|starting) .*\n", "")
        .replaceAll("\\|[-# ]+\\|", "| |")
        .replaceAll(" +", " ");
  }
}
