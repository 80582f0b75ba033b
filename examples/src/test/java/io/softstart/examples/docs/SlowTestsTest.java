package io.softstart.examples.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** {@code mvn test} starts no server and no child JVM: build/slow-tests.txt names those that do. */
class SlowTestsTest {
  private static final Path ROOT = Path.of("..");

  /** Modules whose other tests run in {@code mvn test}. */
  private static final List<String> MODULES =
      List.of("testkit", "core", "test", "jdbc", "redis", "kafka", "status", "spring", "bench");

  private static final String STARTS =
      "ChildJvm PostgresServer MariaDbServer RedisServer RedisCluster KafkaServer ContainerJvm"
          + " RunningJvm DockerContainer EmbeddedKafka GenericContainer";

  @Test
  void everyTestThatStartsSomethingIsNamed() throws IOException {
    Set<String> named = Set.copyOf(named());
    Set<String> missing = new TreeSet<>();
    for (String module : MODULES) {
      Path tests = ROOT.resolve(module).resolve("src/test/java");
      missing.addAll(startingTests(tests));
    }
    assertThat(missing).hasSizeGreaterThan(50).contains("io/softstart/kafka/LateTest.java");
    missing.removeAll(named);
    assertThat(missing).isEmpty();
  }

  @Test
  void everyTestThatIsNamedExists() throws IOException {
    assertThat(named())
        .allSatisfy(
            name ->
                assertThat(
                        Stream.concat(MODULES.stream(), Stream.of("examples/recipes"))
                            .map(module -> ROOT.resolve(module).resolve("src/test/java"))
                            .anyMatch(tests -> Files.exists(tests.resolve(name))))
                    .as(name)
                    .isTrue())
        .doesNotHaveDuplicates();
  }

  private static List<String> named() throws IOException {
    return Files.readAllLines(ROOT.resolve("build/slow-tests.txt")).stream()
        .filter(line -> !line.startsWith("#"))
        .toList();
  }

  /** Those that use what starts servers or JVMs, directly or by a class of the same module. */
  private static Set<String> startingTests(Path tests) throws IOException {
    Map<String, String> sources = new LinkedHashMap<>();
    try (Stream<Path> files = Files.walk(tests)) {
      for (Path file : files.filter(path -> path.toString().endsWith(".java")).toList()) {
        sources.put(tests.relativize(file).toString().replace('\\', '/'), Files.readString(file));
      }
    }
    Set<String> starting = new TreeSet<>(List.of(STARTS.split(" ")));
    int before = 0;
    while (before < starting.size()) {
      before = starting.size();
      Pattern used = Pattern.compile("\\b(" + String.join("|", starting) + ")\\b");
      sources.forEach(
          (name, text) -> {
            if (!name.endsWith("Test.java") && used.matcher(text).find()) {
              starting.add(name.replaceAll(".*/|\\.java", ""));
            }
          });
    }
    Pattern used = Pattern.compile("\\b(" + String.join("|", starting) + ")\\b");
    return sources.entrySet().stream()
        .filter(source -> source.getKey().endsWith("Test.java"))
        .filter(source -> used.matcher(source.getValue()).find())
        .map(Map.Entry::getKey)
        .collect(Collectors.toCollection(TreeSet::new));
  }
}
