package io.softstart.examples.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The code in the docs is code that compiles; that of the README is compiled by QuickstartTest. */
class DocsTest {
  private static final Pattern LINK = Pattern.compile("\\]\\(([^)#:]*)(#[^)]*)?\\)");
  private static final Pattern CODE = Pattern.compile("`[^`\n]+`");
  private static final Pattern HEADING = Pattern.compile("(?m)^#+ (.*)$");

  /** What a block may be: code, a command, what was printed, or a setting of somebody else's. */
  private static final Set<String> KINDS =
      Set.of("java", "kotlin", "shell", "text", "xml", "yaml", "properties", "ini", "dockerfile");

  /** Written by tests of their own, as output throughout. */
  private static final Set<String> GENERATED =
      Set.of("operations.md", "config-reports.md", "crash-matrix.md");

  private static final String SEARCHED =
      "elasticsearch, opensearch, rabbitmq, mongodb, grpc, smtp, s3, oidc, keycloak,"
          + " init container, job, retry, timeout, optional, health check, thread dump, metrics,"
          + " gradle, kotlin, micronaut, dropwizard, quarkus, spring boot, in tests, kubernetes";

  private static final Path ROOT = Path.of("..");

  @Test
  void everySampleIsInAFileThatIsCompiled() throws IOException {
    String compiled = sources();
    List<Path> pages =
        pages().stream().filter(page -> !page.equals(ROOT.resolve("README.md"))).toList();
    List<Block> shown = new ArrayList<>(Block.of("java", pages));
    shown.addAll(Block.of("kotlin", pages));

    assertThat(shown).hasSizeGreaterThan(15);
    assertThat(shown)
        .allSatisfy(
            block -> assertThat(compiled).as(block.toString()).contains(flat(block.text())));
  }

  @Test
  void everyBlockSaysWhatItIs() throws IOException {
    List<Path> pages =
        pages().stream()
            .filter(page -> GENERATED.stream().noneMatch(page::endsWith))
            .collect(Collectors.toList());
    List<Block> blocks = Block.all(pages);

    assertThat(blocks).hasSizeGreaterThan(40);
    assertThat(blocks)
        .allSatisfy(block -> assertThat(block.kind()).as(block.toString()).isIn(KINDS));
  }

  @Test
  void everyLinkLeadsSomewhere() throws IOException {
    int links = 0;
    for (Path page : pages()) {
      Matcher link = LINK.matcher(CODE.matcher(Files.readString(page)).replaceAll("code"));
      for (; link.find(); links++) {
        Path target = link.group(1).isEmpty() ? page : page.resolveSibling(link.group(1));
        assertThat(target).as("link in %s", page).exists();
        if (link.group(2) != null && target.toString().endsWith(".md")) {
          assertThat(anchors(target)).as("anchors of %s", target).contains(link.group(2));
        }
      }
    }
    assertThat(links).isGreaterThan(10);
  }

  @Test
  void theIndexHasEveryPage() throws IOException {
    String index = Files.readString(ROOT.resolve("docs/README.md"));
    List<String> top = names("");
    List<String> reference = names("reference/");

    assertThat(top).as("what is to be looked up stands in docs/reference").hasSizeBetween(5, 8);
    assertThat(reference).hasSizeGreaterThan(8);
    assertThat(Stream.of(top, reference).flatMap(List::stream))
        .allSatisfy(name -> assertThat(index).contains("](" + name + ")"));
  }

  private static List<String> names(String folder) throws IOException {
    try (Stream<Path> docs = Files.list(ROOT.resolve("docs").resolve(folder))) {
      return docs.map(page -> folder + page.getFileName())
          .filter(name -> name.endsWith(".md") && !name.equals("README.md"))
          .toList();
    }
  }

  /** The words that new users searched for and did not find, or found on the wrong page. */
  @Test
  void everyWordThatPeopleSearchForStandsInAHeading() throws IOException {
    StringBuilder headings = new StringBuilder();
    for (String name : names("")) {
      HEADING
          .matcher(Files.readString(ROOT.resolve("docs").resolve(name)))
          .results()
          .forEach(
              heading -> headings.append(heading.group().toLowerCase(Locale.ROOT)).append('\n'));
    }
    for (String word : SEARCHED.split(", ")) {
      assertThat(headings).contains(word);
    }
  }

  /** All pages for people. */
  static List<Path> pages() throws IOException {
    try (Stream<Path> top = Files.list(ROOT);
        Stream<Path> docs = Files.walk(ROOT.resolve("docs"))) {
      return Stream.of(
              top,
              docs,
              Stream.of("examples/README.md", "examples/frameworks/README.md").map(ROOT::resolve))
          .flatMap(files -> files)
          .filter(file -> file.toString().endsWith(".md"))
          .collect(Collectors.toList());
    }
  }

  /** All Java and Kotlin of this repository that the build compiles, without indentation. */
  static String sources() throws IOException {
    StringBuilder all = new StringBuilder();
    Files.walkFileTree(
        ROOT,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes unused) {
            String name = directory.getFileName().toString();
            boolean built = name.equals("target") || name.equals("release") || name.equals(".git");
            return built ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes unused)
              throws IOException {
            if (file.toString().endsWith(".java") || file.toString().endsWith(".kt")) {
              all.append(flat(Files.readString(file))).append('\n');
            }
            return FileVisitResult.CONTINUE;
          }
        });
    return all.toString();
  }

  private static String flat(String code) {
    return code.replaceAll("(?m)^ +", "");
  }

  /** As GitHub makes them. */
  private static List<String> anchors(Path page) throws IOException {
    return HEADING
        .matcher(Files.readString(page))
        .results()
        .map(heading -> heading.group(1).toLowerCase(Locale.ROOT))
        .map(heading -> "#" + heading.replaceAll("[^a-z0-9 _-]", "").replace(' ', '-'))
        .collect(Collectors.toList());
  }
}
