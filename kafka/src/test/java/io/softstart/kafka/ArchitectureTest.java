package io.softstart.kafka;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** What this module may use. */
class ArchitectureTest {
  private static final JavaClasses KAFKA =
      new ClassFileImporter().importPath(Path.of("target/classes"));

  @Test
  void theseTestsSawTheClasses() {
    assertThat(KAFKA.size()).isGreaterThanOrEqualTo(20);
  }

  @Test
  void itUsesWhatCoreExportsAndItsClient() {
    classes()
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage(
            "java..",
            "javax.net..",
            "org.jspecify..",
            "org.apache.kafka..",
            "io.softstart.kafka",
            "io.softstart.client",
            "io.softstart.config",
            "io.softstart.diagnosis..",
            "io.softstart.gate",
            "io.softstart.net",
            "io.softstart.probe",
            "io.softstart.redact",
            "io.softstart.text")
        .check(KAFKA);
  }

  /** Kafka promises to keep its public packages; of the others one class is used, with care. */
  @Test
  void onlyOneClassUsesWhatKafkaDoesNotPublish() {
    noClasses()
        .that()
        .doNotHaveSimpleName("SettingsValidation")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "org.apache.kafka.clients",
            "org.apache.kafka.common.utils",
            "org.apache.kafka.common.network",
            "org.apache.kafka.common.security..",
            "org.apache.kafka.common.protocol..",
            "org.apache.kafka.common.requests..")
        .check(KAFKA);
  }
}
