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

/** Each defect in docs/reference/architecture.md that may not come back names tests that exist. */
class DefectsTableTest {
  private static final Pattern NAME = Pattern.compile("`(\\w+)/(\\w+)#(\\w+)`");
  private static final int DEFECTS = 29;

  private static List<String> rows() throws IOException {
    String page = Files.readString(Path.of("..", "docs", "reference", "architecture.md"));
    String heading = "## Defects that may not come back\n";
    assertThat(page).contains(heading);
    int from = page.indexOf(heading) + heading.length();
    String section = page.substring(from, page.indexOf("\n## ", from));
    return section.lines().filter(line -> line.startsWith("| ")).skip(1).toList();
  }

  private static String source(String module, String name) throws IOException {
    try (Stream<Path> files = Files.walk(Path.of("..", module, "src", "test", "java"))) {
      List<Path> found = files.filter(file -> file.endsWith(name + ".java")).toList();
      assertThat(found).as("%s of %s", name, module).hasSize(1);
      return Files.readString(found.get(0));
    }
  }

  private static boolean isTest(String method, String source) {
    int at = source.indexOf(" void " + method + "(");
    return at > 0 && source.substring(source.lastIndexOf("\n\n", at), at).contains("Test");
  }

  @Test
  void everyDefectHasATestNamedAfterIt() throws IOException {
    List<String> rows = rows();
    assertThat(rows).hasSize(DEFECTS);
    List<String> missing = new ArrayList<>();
    for (String row : rows) {
      Matcher named = NAME.matcher(row);
      int tests = 0;
      while (named.find()) {
        tests++;
        if (!isTest(named.group(3), source(named.group(1), named.group(2)))) {
          missing.add(named.group());
        }
      }
      assertThat(tests).as(row).isPositive();
    }
    assertThat(missing).isEmpty();
  }
}
