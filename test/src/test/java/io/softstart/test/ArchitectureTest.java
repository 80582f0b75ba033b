package io.softstart.test;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The module uses core and the JDK, and no test framework. */
class ArchitectureTest {
  private static final JavaClasses TEST =
      new ClassFileImporter().importPath(Path.of("target/classes"));

  @Test
  void arrowsPointToCore() {
    assertThat(TEST.size()).isGreaterThanOrEqualTo(5);
    classes()
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage(
            "java..",
            "org.jspecify..",
            "io.softstart.test",
            "io.softstart.diagnosis",
            "io.softstart.event",
            "io.softstart.gate",
            "io.softstart.gate.engine",
            "io.softstart.time")
        .check(TEST);
  }
}
