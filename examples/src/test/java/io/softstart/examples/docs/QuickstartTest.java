package io.softstart.examples.docs;

import static org.assertj.core.api.Assertions.assertThat;

import io.softstart.testkit.ChildJvm;
import io.softstart.testkit.JvmResult;
import io.softstart.testkit.PostgresServer;
import io.softstart.testkit.RunningJvm;
import java.io.File;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import javax.tools.ToolProvider;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.xpath.XPath;
import javax.xml.xpath.XPathConstants;
import javax.xml.xpath.XPathFactory;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Document;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;

/** The files of the README's quickstart compile and run as they are printed there. */
@Timeout(120)
class QuickstartTest {
  private static final Path README = Path.of("../README.md");
  private static final Duration LIMIT = Duration.ofSeconds(60);

  @TempDir static Path project;

  @BeforeAll
  static void compiles() throws IOException {
    List<Block> java = Block.of("java", List.of(README));
    assertThat(java).hasSize(1);
    Path source = Files.writeString(project.resolve("Tickets.java"), java.get(0).text());
    Files.writeString(project.resolve("logback.xml"), xml("<configuration>"));
    int errors =
        ToolProvider.getSystemJavaCompiler()
            .run(null, null, null, "-cp", libraries(), "-d", project.toString(), source.toString());
    assertThat(errors).isZero();
  }

  @Test
  void settingsThatAreMissing() throws IOException {
    try (RunningJvm running = tickets().start()) {
      JvmResult result = running.awaitExit(LIMIT);
      assertThat(result.exitCode()).isEqualTo(78);
      PrintedBlock.after(README, "# exit code 78").shows(result.stderr());
    }
  }

  @Test
  void aDatabaseThatIsLate() throws IOException {
    try (PostgresServer server =
            PostgresServer.builder().user("tickets").database("tickets").build();
        RunningJvm running =
            tickets()
                .env("TICKETS_DB_URL", server.jdbcUrl())
                .env("TICKETS_DB_PASSWORD", server.password())
                .env("TICKETS_HTTP_PORT", "0")
                .start()) {
      running.awaitLine("db is not ready", LIMIT);
      server.start();
      running.awaitLine("READY", LIMIT);
      running.signal("TERM");
      String printed = running.awaitExit(LIMIT).stderr();
      String untilReady = printed.substring(0, printed.indexOf('\n', printed.indexOf("READY")) + 1);
      PrintedBlock.after(README, "some seconds later")
          .shows(steady(untilReady).replace(server.host() + ":" + server.port(), "localhost:5432"));
    }
  }

  /** Without what depends on how the server happens to come up. */
  private static String steady(String printed) {
    return printed
        .lines()
        .filter(line -> !line.matches(".*(STARTING|RESET|still waiting|logging is not up).*"))
        .filter(line -> !line.matches(" +to do: look at .*")) // theirs
        .map(line -> line + "\n")
        .collect(Collectors.joining());
  }

  @Test
  void thePomNamesTheVersionsThatAreTested() throws Exception {
    Document pom = parsed(new InputSource(new StringReader(xml("<project"))));
    Document build = parsed(new InputSource(Path.of("../pom.xml").toUri().toString()));
    XPath xpath = XPathFactory.newInstance().newXPath();
    String ours = xpath.evaluate("/project/version", build);
    NodeList named =
        (NodeList) xpath.evaluate("//dependency[version]", pom, XPathConstants.NODESET);

    assertThat(named.getLength()).isEqualTo(3);
    for (int i = 0; i < named.getLength(); i++) {
      String artifact = xpath.evaluate("artifactId", named.item(i));
      String version = xpath.evaluate("version", named.item(i));
      String property = "/project/properties/" + artifact.replace("-classic", "") + ".version";
      String tested = artifact.startsWith("softstart-") ? ours : xpath.evaluate(property, build);
      assertThat(version).as(artifact).isEqualTo(tested);
    }
  }

  private static Document parsed(InputSource source) throws Exception {
    return DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(source);
  }

  private static String xml(String beginning) throws IOException {
    return Block.of("xml", List.of(README)).stream()
        .map(Block::text)
        .filter(text -> text.startsWith(beginning))
        .findFirst()
        .orElseThrow();
  }

  private static ChildJvm tickets() {
    return ChildJvm.of(project + File.pathSeparator + libraries(), "Tickets");
  }

  /** Without the examples, which bring a logback.xml of their own. */
  private static String libraries() {
    return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
        .filter(entry -> !entry.matches(".*/examples/target/(test-)?classes/?"))
        .collect(Collectors.joining(File.pathSeparator));
  }
}
