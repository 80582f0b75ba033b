package io.softstart.examples.docs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.Timeout;

/**
 * Runs the commands of the docs: those on {@code orders.jar} here. Those that build or measure the
 * project itself cannot run inside of its build; of them, what they name must be there.
 */
@Timeout(120)
class ShellSamplesTest {
  private static final Path ROOT = Path.of("..");
  private static final Pattern EXIT_CODE = Pattern.compile("# exit code (\\d+)");
  private static final Pattern MODULE = Pattern.compile("-pl (\\S+)");
  private static final Pattern PROPERTY = Pattern.compile("-D(softstart\\.\\w+)");

  @TestFactory
  Stream<DynamicTest> everyCommand() throws IOException {
    List<String> commands =
        Block.of("shell", DocsTest.pages()).stream()
            .flatMap(block -> block.text().replace("\\\n", "").lines())
            .filter(line -> !line.isBlank() && !line.startsWith("#"))
            .distinct()
            .toList();
    assertThat(commands).hasSizeGreaterThan(10);
    return commands.stream().map(line -> dynamicTest(line, () -> check(line)));
  }

  private static void check(String line) throws Exception {
    String command = line.replaceAll(" +#.*", "");
    if (command.contains("orders.jar")) {
      Matcher code = EXIT_CODE.matcher(line);
      assertEnds(command, code.find() ? Integer.parseInt(code.group(1)) : 0);
    } else if (command.endsWith(" Tickets")) {
      // QuickstartTest runs it
      assertThat(Block.of("java", List.of(ROOT.resolve("README.md"))).toString())
          .contains("class Tickets");
    } else if (command.startsWith("mvn ")) {
      assertMavenKnows(command);
    } else {
      String[] words = command.split(" ");
      Path program = ROOT.resolve(words[0]);
      assertThat(program).isExecutable().isRegularFile();
      if (words.length > 1) {
        assertThat(program).content().contains(words[1]);
      }
    }
  }

  /** Beside orders.jar, as a user would. */
  private static void assertEnds(String command, int exitCode) throws Exception {
    Path printed = Files.createTempFile("printed", ".txt");
    try {
      Process process =
          new ProcessBuilder("bash", "-euo", "pipefail", "-c", command)
              .directory(Path.of("target").toFile())
              .redirectErrorStream(true)
              .redirectOutput(printed.toFile())
              .start();
      assertThat(process.waitFor(60, TimeUnit.SECONDS)).as(command).isTrue();
      assertThat(process.exitValue()).as(Files.readString(printed)).isEqualTo(exitCode);
    } finally {
      Files.delete(printed);
    }
  }

  private static void assertMavenKnows(String command) throws IOException {
    String root = Files.readString(ROOT.resolve("pom.xml"));
    Matcher module = MODULE.matcher(command);
    while (module.find()) {
      assertThat(ROOT.resolve(module.group(1)).resolve("pom.xml")).exists();
    }
    Matcher property = PROPERTY.matcher(command);
    while (property.find()) {
      String name = property.group(1);
      // of the build, or read by a test
      assertThat(root.contains("<" + name + ">") || DocsTest.sources().contains('"' + name + '"'))
          .as(name)
          .isTrue();
    }
  }
}
