package io.softstart.redis;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The module uses what core exports, Lettuce, the JDK, and nothing else. */
class ArchitectureTest {
  private static final int AT_LEAST = 20;

  private static final JavaClasses REDIS =
      new ClassFileImporter().importPath(Path.of("target/classes"));

  @Test
  void arrowsPointToCoreAndLettuce() {
    assertThat(REDIS.size()).isGreaterThanOrEqualTo(AT_LEAST);
    noClasses()
        .should()
        .dependOnClassesThat()
        .resideOutsideOfPackages(
            "java..",
            "javax.net.ssl..",
            "org.jspecify..",
            "io.lettuce.core..",
            "io.softstart.client..",
            "io.softstart.config..",
            "io.softstart.diagnosis..",
            "io.softstart.gate..",
            "io.softstart.net..",
            "io.softstart.probe..",
            "io.softstart.redact..",
            "io.softstart.redis..")
        .check(REDIS);
  }

  @Test
  void onlyTheProbeAndItsFactoryArePublic() {
    classes()
        .that()
        .arePublic()
        .should()
        .haveSimpleName("RedisProbe")
        .orShould()
        .haveSimpleName("RedisGates")
        .check(REDIS);
  }
}
