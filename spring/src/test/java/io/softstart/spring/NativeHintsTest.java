package io.softstart.spring;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.springframework.aot.hint.RuntimeHints;
import org.springframework.aot.hint.RuntimeHintsRegistrar;
import org.springframework.aot.hint.predicate.RuntimeHintsPredicates;
import org.springframework.core.io.support.SpringFactoriesLoader;

/** What a native image keeps; none is built here. */
class NativeHintsTest {
  private static final List<String> MODULES =
      List.of("core", "jdbc", "redis", "kafka", "status", "spring");

  private static RuntimeHints hints() {
    RuntimeHints hints = new RuntimeHints();
    List<RuntimeHintsRegistrar> ours =
        SpringFactoriesLoader.forResourceLocation("META-INF/spring/aot.factories")
            .load(RuntimeHintsRegistrar.class)
            .stream()
            .filter(NativeHints.class::isInstance)
            .toList();
    assertThat(ours).hasSize(1);
    ours.get(0).registerHints(hints, NativeHintsTest.class.getClassLoader());
    return hints;
  }

  @Test
  void everyFileThatAModuleReadsIsKept() throws IOException {
    RuntimeHints hints = hints();
    int seen = 0;
    for (String module : MODULES) {
      Path resources = Path.of("..", module, "src/main/resources");
      try (Stream<Path> files = Files.walk(resources)) {
        for (Path file : files.filter(Files::isRegularFile).toList()) {
          String name = resources.relativize(file).toString().replace('\\', '/');
          if (!name.startsWith("META-INF/")) { // services and factories are kept by others
            assertThat(RuntimeHintsPredicates.resource().forResource(name).test(hints))
                .as(name)
                .isTrue();
            seen++;
          }
        }
      }
    }
    assertThat(seen).isGreaterThanOrEqualTo(10);
  }

  @Test
  void whatIsLookedForIsKept() {
    RuntimeHints hints = hints();
    assertThat(SpringGates.LOOKED_FOR.stream().flatMap(List::stream))
        .hasSizeGreaterThan(5)
        .allSatisfy(
            type ->
                assertThat(
                        RuntimeHintsPredicates.resource()
                            .forResource(type.replace('.', '/') + ".class")
                            .test(hints))
                    .isTrue());
    assertThat(RuntimeHintsPredicates.reflection().onType(BundleEngines.class).test(hints))
        .isTrue();
  }
}
