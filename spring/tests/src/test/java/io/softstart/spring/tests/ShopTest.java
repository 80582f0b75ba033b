package io.softstart.spring.tests;

import static org.assertj.core.api.Assertions.assertThat;

import io.softstart.spring.apps.shop.ShopApplication;
import io.softstart.testkit.ChildJvm;
import io.softstart.testkit.JvmResult;
import io.softstart.testkit.PostgresServer;
import io.softstart.testkit.RunningJvm;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/**
 * An existing application (JPA, Flyway, actuator, web), before and after the dependency is added.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ShopTest {
  private static final Duration LIMIT = Duration.ofMinutes(2);
  private static PostgresServer database;
  private static final Path FAT = Path.of(System.getProperty("application.jar", "no.jar"));

  @BeforeAll
  static void prepare() {
    database = PostgresServer.create();
    database.prepare();
  }

  @AfterAll
  static void end() {
    database.close();
  }

  private static ChildJvm onDatabase(ChildJvm application) {
    return application
        .env("SPRING_DATASOURCE_URL", database.jdbcUrl())
        .env("SPRING_DATASOURCE_USERNAME", database.user())
        .env("SPRING_DATASOURCE_PASSWORD", database.password())
        .args("--server.port=0");
  }

  @Test
  @Order(1)
  void withoutTheDependencyItDies() {
    try (RunningJvm app =
        onDatabase(Application.heavyWithoutStarter(ShopApplication.class)).start()) {
      JvmResult result = app.awaitExit(LIMIT);
      System.out.println(result.stdout()); // as it is shown in docs/spring-boot.md
      assertThat(result.exitCode()).isEqualTo(1);
      assertThat(result.stdout()).contains("Application run failed", "refused", "\tat ");
    }
  }

  @Test
  @Order(2)
  void aheadOfTimeProcessingNeedsNoServer(@TempDir Path target) {
    try (RunningJvm app =
        onDatabase(Application.aheadOfTimeProcessing(ShopApplication.class, target)).start()) {
      JvmResult result = app.awaitExit(LIMIT);
      assertThat(result.exitCode()).as(result.stdout() + result.stderr()).isZero();
      assertThat(result.stdout()).doesNotContain("is not ready", "READY after");
      assertThat(target.resolve("sources")).isNotEmptyDirectory();
    }
  }

  @Test
  @Order(3)
  void withTheDependencyItsFatJarWaitsAndStarts() {
    try (RunningJvm app = onDatabase(ChildJvm.ofJar(FAT)).start()) {
      app.awaitLine("datasource is not ready", LIMIT);
      database.startInBackground(Duration.ofSeconds(1));
      app.awaitLine("READY after", LIMIT);
      System.out.println(app.stdout()); // as it is shown in docs/spring-boot.md
      assertThat(app.stdout())
          .containsSubsequence(
              "datasource is not ready",
              "datasource is open after",
              "HikariPool",
              "Successfully applied 1 migration",
              "Started ShopApplication",
              "READY after")
          .doesNotContain("Exception");
      assertThat(Application.withoutJvm(app.stderr())).isEmpty();
    }
  }

  @Test
  @Order(4)
  void extractedLazyAndOnVirtualThreadsItStartsAsWell(@TempDir Path directory) throws IOException {
    ChildJvm tools = ChildJvm.ofJar(FAT).property("jarmode", "tools");
    try (RunningJvm extract =
        tools.args("extract", "--destination", directory.resolve("shop").toString()).start()) {
      JvmResult result = extract.awaitExit(LIMIT);
      assertThat(result.exitCode()).as(result.stdout() + result.stderr()).isZero();
    }
    Path jar;
    try (var files = Files.list(directory.resolve("shop"))) {
      jar = files.filter(file -> file.toString().endsWith(".jar")).findFirst().orElseThrow();
    }
    ChildJvm extracted =
        onDatabase(ChildJvm.ofJar(jar))
            .args(
                "--spring.main.lazy-initialization=true", "--spring.threads.virtual.enabled=true");
    try (RunningJvm app = extracted.start()) {
      app.awaitLine("datasource is open after", LIMIT);
      app.awaitLine("READY after", LIMIT);
    }
  }
}
