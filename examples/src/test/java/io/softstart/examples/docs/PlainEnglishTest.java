package io.softstart.examples.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The words that CONTRIBUTING.md lists are in no docs, comments, messages or descriptions. */
class PlainEnglishTest {
  private static final Path ROOT = Path.of("..");

  /** Modules whose sources users read, as Javadoc, as messages or as an example. */
  private static final List<String> MODULES =
      List.of(
          "agent",
          "core",
          "examples",
          "jdbc",
          "kafka",
          "redis",
          "spring",
          "status",
          "test",
          "testkit");

  private static final Pattern TEXT = Pattern.compile(".*\\.(java|rules|json|html|properties)");

  /** Pages made of what other sources say: the sources are looked at. */
  private static final Pattern GENERATED =
      Pattern.compile("docs/(benchmarks/[a-z-]+\\.md|.*(failures|verdicts|matrix|reports)\\.md)");

  private static Pattern refused = Pattern.compile("");

  @BeforeAll
  static void readTheList() throws IOException {
    String page = Files.readString(ROOT.resolve("CONTRIBUTING.md"));
    String table = between(page, "| not | but |\n|---|---|\n", "\n\n");
    List<String> words = table.lines().map(row -> row.split(" *\\| *")[1]).toList();
    assertThat(words).hasSizeGreaterThan(10).contains("heal", "whatever");
    refused =
        Pattern.compile(
            words.stream()
                .map(word -> word.replace(" ", "[\\s*/]+").replaceAll("e$", "e?"))
                .collect(Collectors.joining("|", "(?i)\\b(", ")(s|d|ed|ing)?\\b")));
  }

  @Test
  void theListFindsEveryForm() {
    assertThat(List.of("heals", "Healed", "healing", "cure", "curing", "mended", "tried\n * on"))
        .allSatisfy(word -> assertThat(refused.matcher(word).find()).as(word).isTrue());
    assertThat(List.of("recommended", "health", "secure", "curl", "amend"))
        .allSatisfy(word -> assertThat(refused.matcher(word).find()).as(word).isFalse());
  }

  @Test
  void noDocsUseThem() throws IOException {
    List<Path> pages =
        DocsTest.pages().stream()
            .filter(page -> !GENERATED.matcher(name(page)).matches())
            .collect(Collectors.toList());
    assertThat(pages).hasSizeGreaterThan(50);
    assertThat(found(pages)).isEmpty();
  }

  @Test
  void noSourcesUseThem() throws IOException {
    List<Path> sources = sources();
    assertThat(sources).hasSizeGreaterThan(400);
    assertThat(found(sources)).isEmpty();
  }

  private static List<Path> sources() throws IOException {
    List<Path> sources = new ArrayList<>();
    for (String module : MODULES) {
      try (Stream<Path> files = Files.walk(ROOT.resolve(module).resolve("src/main"))) {
        files
            .filter(file -> TEXT.matcher(file.getFileName().toString()).matches())
            .forEach(sources::add);
      }
    }
    return sources;
  }

  /** As {@code file: word}. */
  private static Set<String> found(List<Path> files) throws IOException {
    Set<String> found = new TreeSet<>();
    for (Path file : files) {
      refused
          .matcher(text(file))
          .results()
          .forEach(word -> found.add(name(file) + ": " + word.group().replaceAll("\\s+", " ")));
    }
    return found;
  }

  /** The page that lists the words has them. */
  private static String text(Path file) throws IOException {
    String text = Files.readString(file);
    return name(file).equals("CONTRIBUTING.md")
        ? text.replace(between(text, "## Plain English\n", "\n## "), "")
        : text;
  }

  private static String name(Path file) {
    return ROOT.relativize(file).toString().replace('\\', '/');
  }

  private static String between(String text, String from, String to) {
    int start = text.indexOf(from) + from.length();
    return text.substring(start, text.indexOf(to, start));
  }
}
