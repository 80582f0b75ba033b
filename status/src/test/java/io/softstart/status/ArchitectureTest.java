package io.softstart.status;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The module uses core and the JDK, and nothing else. */
class ArchitectureTest {
  private static final int AT_LEAST = 10;

  private static final JavaClasses STATUS =
      new ClassFileImporter().importPath(Path.of("target/classes"));

  @Test
  void arrowsPointToCore() {
    assertThat(STATUS.size()).isGreaterThanOrEqualTo(AT_LEAST);
    noClasses()
        .should()
        .dependOnClassesThat()
        .resideOutsideOfPackages("java..", "org.jspecify..", "io.softstart..")
        .check(STATUS);
  }

  @Test
  void onlyTheServiceAndTheCommandArePublic() {
    classes()
        .that()
        .arePublic()
        .should()
        .haveSimpleName("StatusEndpoints")
        .orShould()
        .haveSimpleName("Health")
        .check(STATUS);
  }
}
