package io.softstart;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Each line of output in the table of architecture.md stands in a file that its row names. */
class OutputTableTest {
  private static final Pattern QUOTED = Pattern.compile("`([^`]+)`");
  private static final Path CORE = Path.of("src", "main", "java", "io", "softstart");

  private static List<String> rows() throws IOException {
    String page = Files.readString(Path.of("..", "docs", "reference", "architecture.md"));
    String heading = "## From a line of output to its file\n";
    int from = page.indexOf(heading) + heading.length();
    return page.substring(from, page.indexOf("\n## ", from))
        .lines()
        .filter(line -> line.startsWith("| "))
        .skip(1)
        .toList();
  }

  private static List<String> quoted(String cell) {
    List<String> all = new ArrayList<>();
    Matcher quoted = QUOTED.matcher(cell);
    while (quoted.find()) {
      all.add(quoted.group(1));
    }
    return all;
  }

  /** The text of the file of this name: a class of core by its package, any other by its name. */
  private static String text(String name) throws IOException {
    Path ofCore = CORE.resolve(name + ".java");
    if (Files.exists(ofCore)) {
      return Files.readString(ofCore);
    }
    String file = name.substring(name.indexOf('/') + 1);
    try (Stream<Path> all = Files.walk(Path.of(".."))) {
      List<Path> found =
          all.filter(path -> path.toString().contains(Path.of("src", "main").toString()))
              .filter(path -> path.endsWith(file) || path.endsWith(file + ".java"))
              .toList();
      assertThat(found).as(name).hasSize(1);
      return Files.readString(found.get(0));
    }
  }

  @Test
  void everyLineStandsInAFileOfItsRow() throws IOException {
    List<String> rows = rows();
    assertThat(rows).hasSizeGreaterThan(15);
    List<String> missing = new ArrayList<>();
    for (String row : rows) {
      String[] cells = row.split("\\|", -1);
      StringBuilder texts = new StringBuilder();
      for (String file : quoted(cells[2])) {
        if (!file.contains("*")) {
          texts.append(text(file));
        }
      }
      for (String line : quoted(cells[1])) {
        if (texts.indexOf(line) < 0) {
          missing.add(line + " is not in " + cells[2]);
        }
      }
    }
    assertThat(missing).isEmpty();
  }
}
