package io.softstart.spring.tests;

import static org.assertj.core.api.Assertions.assertThat;

import io.softstart.spring.apps.bare.BareApplication;
import io.softstart.spring.apps.bare.BrokenApplication;
import io.softstart.spring.apps.bare.WorkerApplication;
import io.softstart.testkit.ChildJvm;
import io.softstart.testkit.JvmResult;
import io.softstart.testkit.KafkaServer;
import io.softstart.testkit.Ports;
import io.softstart.testkit.PostgresServer;
import io.softstart.testkit.RunningJvm;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is said when something does not open, and how the process ends. */
@OneJdk
class FailuresTest {
  private static final Duration LIMIT = Duration.ofMinutes(2);
  private static PostgresServer database;
  private static KafkaServer kafka;

  @TempDir static Path directory;

  @BeforeAll
  static void start() {
    database = PostgresServer.create();
    kafka = KafkaServer.builder().advertised("kafka.invalid:9092").build();
    database.start();
  }

  @AfterAll
  static void end() {
    database.close();
    kafka.close();
  }

  private static ChildJvm impatient() {
    return Application.of(BareApplication.class)
        .env("SOFTSTART_DEADLINE", "40s") // of a slow machine
        .env("SOFTSTART_GATES_DATASOURCE_REQUIRED", "true")
        .env("SOFTSTART_GATES_REDIS_REQUIRED", "true")
        .env("SOFTSTART_GATES_KAFKA_REQUIRED", "true")
        .env("SOFTSTART_GRACE", "500ms");
  }

  /** Runs to the end, and holds what every failure has in common. */
  private static JvmResult failing(ChildJvm application, int exitCode) {
    try (RunningJvm app = application.start()) {
      JvmResult result = app.awaitExit(LIMIT);
      System.out.println(result.stdout()); // as it is shown in docs/spring-boot.md
      assertThat(result.stdout())
          .containsSubsequence("APPLICATION FAILED TO START", "Description:", "Action:")
          .doesNotContain("\tat ", "ends before it is ready", "READY");
      assertThat(Application.withoutJvm(result.stderr())).doesNotContain("WARN", "ERROR");
      assertThat(result.exitCode()).isEqualTo(exitCode);
      return result;
    }
  }

  @Test
  void aWrongPassword() throws IOException {
    Path words = directory.resolve("termination-log");
    JvmResult result =
        failing(
            impatient()
                .env("SOFTSTART_TERMINATION_MESSAGE", words.toString())
                .env("SOFTSTART_STATE_DIR", directory.toString())
                .env("SPRING_DATASOURCE_URL", database.jdbcUrl())
                .env("SPRING_DATASOURCE_USERNAME", database.user())
                .env("SPRING_DATASOURCE_PASSWORD", "guessed-wrongly"),
            78);
    assertThat(result.stdout())
        .contains(
            "datasource (jdbc:postgresql://", "is not ready. A restart does not help until datasource is fixed", "(DENIED)", "the password is wrong")
        .doesNotContain("guessed-wrongly");
    assertThat(words).content().startsWith("bare: datasource: ").contains("(DENIED)");
    try (var files = Files.walk(directory)) {
      assertThat(files).anyMatch(file -> file.getFileName().toString().startsWith("crash-"));
    }
  }

  @Test
  void aTableThatIsMissing() {
    JvmResult result =
        failing(
            impatient()
                .env("SOFTSTART_DEADLINE", "10s")
                .args(
                    "--softstart.gates.datasource.table=orders",
                    "--spring.datasource.url=" + database.jdbcUrl(),
                    "--spring.datasource.username=" + database.user())
                .env("SPRING_DATASOURCE_PASSWORD", database.password()),
            69);
    assertThat(result.stdout()).contains("(NOT_YET)", "orders");
  }

  @Test
  void aMissingDatabase() {
    JvmResult result =
        failing(
            impatient()
                .args(
                    "--spring.datasource.url=" + database.jdbcUrl("nowhere"),
                    "--spring.datasource.username=" + database.user(),
                    "--spring.datasource.password=" + database.password()),
            78);
    assertThat(result.stdout()).contains("nowhere", "(MISSING)");
  }

  @Test
  void aMissingRedisAndAFurtherDatabase() {
    JvmResult result =
        failing(
            impatient()
                .env("SOFTSTART_DEADLINE", "8s")
                .args(
                    "--spring.data.redis.url=redis://:s3cret-word@127.0.0.1:" + Ports.free(),
                    "--softstart.datasources=app.archive",
                    "--app.archive.url=jdbc:postgresql://127.0.0.1:" + Ports.free() + "/archive"),
            69);
    assertThat(result.stdout())
        .contains("redis (", "app.archive (", "are not ready", ". A restart helps once ", "(REFUSED)")
        .doesNotContain("s3cret-word");
  }

  @Test
  void aListenerOfKafkaThatNobodyCanResolve() {
    kafka.start();
    JvmResult result =
        failing(
            impatient()
                .env("SOFTSTART_DEADLINE", "8s")
                .args("--spring.kafka.bootstrap-servers=" + kafka.bootstrapServers()),
            69);
    assertThat(result.stdout()).contains("kafka (kafka://", "kafka.invalid:9092");
  }

  @Test
  void aBeanThatCannotBeMadeIsReportedBySpringAndKept() {
    Path words = directory.resolve("of-a-bean");
    ChildJvm broken =
        Application.of(BrokenApplication.class)
            .env("SOFTSTART_TERMINATION_MESSAGE", words.toString());
    try (RunningJvm app = broken.start()) {
      JvmResult result = app.awaitExit(LIMIT);
      assertThat(result.exitCode()).isEqualTo(1); // as without us
      assertThat(result.stdout()).contains("Application run failed");
      assertThat(Application.withoutJvm(result.stderr())).isEmpty();
      assertThat(words).content().contains("no licence");
    }
  }

  /** As without the starter: it is not the main thread, and others go on. */
  @Test
  void anExceptionInAnotherThreadEndsThatThreadAlone() {
    FieldCase application = FieldCase.of(WorkerApplication.class);
    String output = application.startsAlike("main goes on");
    assertThat(output).contains("goes on after an exception in thread", "no work");
    FieldCase broken = application.args("--field.broken=true");
    broken.control(0, "main goes on");
    assertThat(broken.ends(0)).contains("no licence", "main goes on").doesNotContain("READY");
  }
}
