package io.softstart.spring.tests;

import static org.assertj.core.api.Assertions.assertThat;

import io.softstart.spring.apps.field.DatabaseApplication;
import io.softstart.spring.apps.field.Elsewhere;
import io.softstart.spring.apps.field.LateToken;
import io.softstart.spring.apps.field.WrapperDriver;
import io.softstart.testkit.Ports;
import io.softstart.testkit.PostgresServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Applications with a database from the field, each beside its control without the starter: what
 * starts without it starts with it. The numbers are those of docs/spring-cases.md.
 */
class DatabaseCasesTest {
  private static final PostgresServer DATABASE = PostgresServer.create();
  private static final String EXCLUDED =
      "org.springframework.boot.autoconfigure.jdbc.DataSourceAutoConfiguration,"
          + "org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration";

  @TempDir static Path directory;
  private static Path secret;

  @BeforeAll
  static void start() throws IOException {
    DATABASE.start();
    secret = Files.writeString(directory.resolve("secret"), DATABASE.password());
  }

  @AfterAll
  static void end() {
    DATABASE.close();
  }

  private static FieldCase application() {
    return FieldCase.of(DatabaseApplication.class).property("field.secret", secret.toString());
  }

  private static FieldCase onDatabase(String url) {
    return application()
        .args("--spring.datasource.url=" + url, "--spring.datasource.username=" + DATABASE.user());
  }

  private static FieldCase onDatabase() {
    return onDatabase(DATABASE.jdbcUrl());
  }

  private static String dead() {
    return "jdbc:postgresql://127.0.0.1:" + Ports.free() + "/app";
  }

  private static String server() {
    return "//" + DATABASE.host() + ":" + DATABASE.port() + "/app";
  }

  @Test
  void case1AUrlThatOnlyTheNamedDriverCanRead() {
    onDatabase("jdbc-secretsmanager:postgresql:" + server())
        .args("--spring.datasource.driver-class-name=" + WrapperDriver.class.getName())
        .startsAlike("USED 1");
  }

  @Test
  void case2aThePasswordIsSetByTheApplicationsOwnBean() {
    onDatabase().property("field.case", "own-bean").startsAlike("USED 1");
  }

  @Test
  void case2bATokenThatIsLate() {
    Path late = directory.resolve("late-token");
    onDatabase(DATABASE.jdbcUrl() + "?authenticationPluginClassName=" + LateToken.class.getName())
        .property("field.secret", late.toString())
        .args("--field.eager=true")
        .waits("datasource stays closed", () -> write(late), "USED 1");
  }

  @Test
  void case3ASocketFactoryGoesElsewhere() {
    onDatabase("jdbc:postgresql:///app?socketFactory=" + Elsewhere.class.getName() + "&socketFactoryArg=" + DATABASE.port())
        .args("--spring.datasource.password=" + DATABASE.password())
        .startsAlike("USED 1");
  }

  @Test
  void case6bAUrlThatIsEmptyMeansTheEmbeddedDatabase() {
    FieldCase.of(DatabaseApplication.class, "h2")
        .args("--spring.datasource.url=${DB_URL:}")
        .startsAlike("USED 1");
  }

  @Test
  void case6cNobodyUsesTheUrl() {
    String output =
        application()
            .args("--spring.datasource.url=" + dead(), "--spring.autoconfigure.exclude=" + EXCLUDED)
            .startsAlike("USED nothing");
    assertThat(output).contains("datasource is not waited for");
  }

  @Test
  void case7ADriverThatRegistersItselfNowhere() {
    onDatabase("jdbc:mine:postgresql:" + server())
        .args(
            "--spring.datasource.driver-class-name=" + WrapperDriver.class.getName(),
            "--spring.datasource.password=" + DATABASE.password())
        .startsAlike("USED 1");
  }

  @Test
  void case14AnApplicationThatNeverAsksIsReadyAtTheDeadline() {
    FieldCase idle =
        application()
            .args("--spring.datasource.url=" + dead(), "--field.asks=false")
            .env("SOFTSTART_DEADLINE", "2s");
    idle.control(0);
    assertThat(idle.ends(0)).contains("the application's own client decides", "READY");
  }

  @Test
  void case21bAnInitializerDecryptsThePassword() {
    onDatabase()
        .property("field.case", "decrypting")
        .args("--spring.datasource.password={enc}xyz")
        .startsAlike("USED 1");
  }

  @Test
  void case22ATrainingRunNeedsNoDatabase() {
    FieldCase training =
        application()
            .args("--spring.datasource.url=" + dead())
            .property("spring.context.exit", "onRefresh");
    training.control(0);
    assertThat(training.ends(0)).doesNotContain("io.softstart");
  }

  @Test
  void case13AHandMadeDataSourceThatNoPropertyOfSpringsNames() throws IOException {
    try (PostgresServer late = PostgresServer.create()) {
      late.prepare();
      Path password = Files.writeString(directory.resolve("of-late"), late.password());
      FieldCase.of(DatabaseApplication.class)
          .property("field.secret", password.toString())
          .property("field.case", "hand-made")
          .args(
              "--field.url=" + late.jdbcUrl(),
              "--field.username=" + late.user(),
              "--field.eager=true")
          .waits("primary is not ready", late::start, "USED 1");
    }
  }

  @Test
  void case23TheMigrationMakesTheUserOfTheApplication() throws IOException {
    DATABASE.sql("ALTER ROLE " + DATABASE.user() + " CREATEROLE");
    Path migrations = Files.createDirectories(directory.resolve("migrations"));
    Files.writeString(
        migrations.resolve("V1__role.sql"), "CREATE ROLE shop LOGIN PASSWORD 'shop-secret';");
    FieldCase shop =
        FieldCase.of(DatabaseApplication.class, "flyway-core")
            .args(
                "--spring.datasource.url=" + DATABASE.jdbcUrl(),
                "--spring.datasource.username=shop",
                "--spring.datasource.password=shop-secret",
                "--spring.flyway.url=" + DATABASE.jdbcUrl(),
                "--spring.flyway.user=" + DATABASE.user(),
                "--spring.flyway.password=" + DATABASE.password(),
                "--spring.flyway.locations=filesystem:" + migrations);
    assertThat(shop.control(0).stdout()).contains("USED 1");
    DATABASE.sql("DROP ROLE shop; DROP TABLE flyway_schema_history");
    assertThat(shop.ends(0)).contains("USED 1", "READY", "flyway is open after");
  }

  @Test
  void case32TheApplicationStartsItsOwnServer() {
    int port = Ports.free();
    FieldCase.of(DatabaseApplication.class, "h2")
        .args(
            "--spring.datasource.url=jdbc:h2:tcp://127.0.0.1:" + port + "/mem:x",
            "--field.port=" + port)
        .property("field.case", "own-server")
        .env("SOFTSTART_DEADLINE", "8s")
        .startsAlike("USED 1");
  }

  @Test
  void aPasswordThatIsReallyWrongEndsWith78() {
    FieldCase wrong =
        onDatabase()
            .args("--spring.datasource.password=guessed", "--field.eager=true")
            .env("SOFTSTART_GRACE", "500ms");
    wrong.control(1);
    assertThat(wrong.ends(78))
        .contains("APPLICATION FAILED TO START", "(DENIED)", "the password is wrong")
        .doesNotContain("\tat ", "guessed");
  }

  @Test
  void aServerThatNeverComesEndsWith69() {
    FieldCase wrong =
        application()
            .args("--spring.datasource.url=" + dead(), "--field.eager=true")
            .env("SOFTSTART_DEADLINE", "2s");
    wrong.control(1);
    assertThat(wrong.ends(69))
        .contains("APPLICATION FAILED TO START", "(REFUSED)")
        .doesNotContain("\tat ");
  }

  @Test
  void aFailureOfTheApplicationsOwnKeepsItsCodeAndItsTrace() {
    FieldCase own =
        application()
            .args("--spring.datasource.url=" + dead(), "--field.asks=false")
            .property("field.case", "no-licence")
            .env("SOFTSTART_DEADLINE", "2s");
    own.control(1);
    assertThat(own.ends(1)).contains("no licence", "\tat ");
  }

  private static void write(Path late) {
    try {
      Files.writeString(late, DATABASE.password());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
