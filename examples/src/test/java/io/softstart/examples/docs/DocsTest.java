package io.softstart.examples.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The code in the docs is code that compiles; what the README shows is the example itself. */
class DocsTest {
  private static final Pattern BLOCK = Pattern.compile("```java\n(.*?)```", Pattern.DOTALL);
  private static final Pattern MARKED =
      Pattern.compile("// README: from here.*?\n(.*?) *// README: to here", Pattern.DOTALL);
  private static final Pattern LINK = Pattern.compile("\\]\\(([^)#:]+)(#[^)]*)?\\)");

  private static final Path ROOT = Path.of("..");
  private static final Path ORDERS = Path.of("src/main/java/io/softstart/examples/orders");
  private static final Path SNIPPETS =
      Path.of("src/test/java/io/softstart/examples/docs/GuideSnippets.java");

  @Test
  void theReadmeShowsTheExampleAsItIs() throws IOException {
    List<String> marked = new ArrayList<>(all(MARKED, ORDERS.resolve("Orders.java")));
    marked.addAll(all(MARKED, ORDERS.resolve("OrdersConfig.java")));

    assertThat(marked).hasSize(2);
    assertThat(all(BLOCK, ROOT.resolve("README.md"))).containsExactlyElementsOf(marked);
  }

  @Test
  void theGuideShowsWhatCompiles() throws IOException {
    String compiled = Files.readString(SNIPPETS).stripIndent().replaceAll("(?m)^ +", "");
    List<String> shown = all(BLOCK, ROOT.resolve("docs/guide.md"));

    assertThat(shown).hasSizeGreaterThanOrEqualTo(7);
    assertThat(shown)
        .allSatisfy(block -> assertThat(compiled).contains(block.replaceAll("(?m)^ +", "")));
  }

  @Test
  void everyLinkLeadsSomewhere() throws IOException {
    int links = 0;
    for (Path page : pages()) {
      Matcher link = LINK.matcher(Files.readString(page));
      while (link.find()) {
        assertThat(page.resolveSibling(link.group(1))).as("link in %s", page).exists();
        links++;
      }
    }
    assertThat(links).isGreaterThan(10);
  }

  private static List<Path> pages() throws IOException {
    try (Stream<Path> top = Files.list(ROOT);
        Stream<Path> docs = Files.walk(ROOT.resolve("docs"))) {
      return Stream.concat(top, docs)
          .filter(file -> file.toString().endsWith(".md"))
          .collect(Collectors.toList());
    }
  }

  private static List<String> all(Pattern pattern, Path file) throws IOException {
    List<String> found = new ArrayList<>();
    Matcher matcher = pattern.matcher(Files.readString(file));
    while (matcher.find()) {
      found.add(matcher.group(1).stripTrailing().stripIndent());
    }
    return found;
  }
}
