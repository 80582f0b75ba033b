package io.softstart.spring.tests;

import static org.assertj.core.api.Assertions.assertThat;

import io.softstart.spring.apps.field.DatabaseApplication;
import io.softstart.spring.apps.field.Elsewhere;
import io.softstart.spring.apps.field.LateToken;
import io.softstart.spring.apps.field.WrapperDriver;
import io.softstart.testkit.JvmResult;
import io.softstart.testkit.Ports;
import io.softstart.testkit.PostgresServer;
import io.softstart.testkit.RunningJvm;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Applications with a database from the field, each beside its control without the starter: what
 * starts without it starts with it. The numbers are those of docs/reference/spring-cases.md.
 */
@OneJdk
class DatabaseCasesTest {
  private static PostgresServer database;
  private static final String EXCLUDED =
      "org.springframework.boot.autoconfigure.jdbc.DataSourceAutoConfiguration,"
          + "org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration";

  @TempDir static Path directory;
  private static Path secret;

  @BeforeAll
  static void start() throws IOException {
    database = PostgresServer.create();
    database.start();
    secret = Files.writeString(directory.resolve("secret"), database.password());
  }

  @AfterAll
  static void end() {
    database.close();
  }

  private static FieldCase lean() {
    return lean("netty|reactor");
  }

  private static FieldCase lean(String more) {
    return FieldCase.of(DatabaseApplication.class)
        .without(
            "spring-boot(-starter)?-(data-redis|kafka)|spring-data-|lettuce|spring-kafka|"
                + "kafka-clients|"
                + more);
  }

  private static FieldCase application() {
    return lean().property("field.secret", secret.toString());
  }

  private static FieldCase onDatabase(String url) {
    return application()
        .args("--spring.datasource.url=" + url, "--spring.datasource.username=" + database.user());
  }

  private static FieldCase onDatabase() {
    return onDatabase(database.jdbcUrl());
  }

  private static String dead() {
    return "jdbc:postgresql://127.0.0.1:" + Ports.free() + "/app";
  }

  private static String server() {
    return "//" + database.host() + ":" + database.port() + "/app";
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
    onDatabase(database.jdbcUrl() + "?authenticationPluginClassName=" + LateToken.class.getName())
        .property("field.secret", late.toString())
        .args("--field.eager=true")
        .waits("datasource stays closed", () -> write(late), "USED 1");
  }

  @Test
  void case3ASocketFactoryGoesElsewhere() {
    onDatabase(
            "jdbc:postgresql:///app?socketFactory="
                + Elsewhere.class.getName()
                + "&socketFactoryArg="
                + database.port())
        .args("--spring.datasource.password=" + database.password())
        .startsAlike("USED 1");
  }

  @Test
  void case6bAUrlThatIsEmptyMeansTheEmbeddedDatabase() {
    lean().with("h2").args("--spring.datasource.url=${DB_URL:}").startsAlike("USED 1");
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
            "--spring.datasource.password=" + database.password())
        .startsAlike("USED 1");
  }

  @Test
  void case14AnApplicationThatNeverAsksIsReadyAtTheDeadline() {
    FieldCase.once();
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
  void case21aAPostProcessorDecryptsThePassword() {
    FieldCase.once();
    String output =
        onDatabase()
            .property("field.case", "decrypting-late")
            .args("--spring.datasource.password=ENC(cipher+text=)")
            .startsAlike("USED 1");
    assertThat(output.split("password authentication failed|was refused", -1)).hasSizeLessThan(3);
  }

  /** Flyway dies of it without the starter; R2DBC itself connects later. */
  @Test
  void case24AnApplicationOfR2dbcWithFlyway() throws IOException {
    FieldCase.once();
    Path migrations = Files.createDirectories(directory.resolve("none"));
    try (PostgresServer late = PostgresServer.create()) {
      late.prepare();
      String output =
          lean("spring-boot-starter-none")
              .with(
                  "flyway-core|r2dbc-.*|client|common|reactor-.*|netty-.*|scram-.*|saslprep|stringprep")
              .args(
                  "--spring.r2dbc.url=r2dbc:postgresql://"
                      + late.host()
                      + ":"
                      + late.port()
                      + "/app",
                  "--spring.r2dbc.username=" + late.user(),
                  "--spring.r2dbc.password=" + late.password(),
                  "--spring.flyway.url=" + late.jdbcUrl(),
                  "--spring.flyway.user=" + late.user(),
                  "--spring.flyway.password=" + late.password(),
                  "--spring.flyway.locations=filesystem:" + migrations)
              .waits("flyway is not ready", late::start, "USED nothing");
      assertThat(output).contains("r2dbc is open after", "flyway is open after");
    }
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
  void case13AHandMadeDataSourceThatNoPropertyOfSpringsNames() {
    waits("hand-made", "primary is not ready");
  }

  @Test
  void aDataSourceOfAClassOfTheApplicationsOwn() {
    waits("own-source", "mine is not ready");
  }

  private static void waits(String fieldCase, String waiting) {
    try (PostgresServer late = PostgresServer.create()) {
      late.prepare();
      Path password = Files.writeString(directory.resolve("of-late"), late.password());
      lean()
          .property("field.secret", password.toString())
          .property("field.case", fieldCase)
          .args(
              "--field.url=" + late.jdbcUrl(),
              "--field.username=" + late.user(),
              "--field.eager=true")
          .waits(waiting, late::start, "USED 1");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void aPoolWhoseSettingsAreCopiedForAnotherServer() {
    FieldCase.once();
    onDatabase()
        .with("h2")
        .property("field.case", "copies")
        .args("--spring.datasource.password=" + database.password(), "--field.eager=true")
        .startsAlike("TENANT jdbc:h2:mem:tenant");
  }

  @Test
  void aDataSourceThatHasNoConnectionBeforeARequest() {
    FieldCase.once();
    FieldCase tenants = lean().property("field.case", "tenants").args("--field.asks=false");
    tenants.control(0);
    assertThat(tenants.ends(0)).contains("READY").doesNotContain("is not ready");
  }

  /** By default the deadline is minutes away. */
  @Test
  void aDataSourceThatMayRouteToOneThatIsNotThere() {
    FieldCase.once();
    String output =
        application()
            .property("field.case", "routes")
            .args(
                "--field.url=" + database.jdbcUrl(),
                "--field.spare=" + dead(),
                "--field.username=" + database.user())
            .startsAlike("USED 1");
    assertThat(output).doesNotContain("is not ready", "stays closed");
  }

  @Test
  void aDataSourceWhosePasswordALaterBeanSetsIsAskedOnce() {
    FieldCase.once();
    FieldCase late = lean().property("field.case", "late-password").args("--field.asks=false");
    late.control(0, "LOGINS 0");
    assertThat(late.ends(0)).contains("LOGINS 1", "READY").doesNotContain("is not ready");
  }

  @Test
  void aDataSourceThatNeedsABeanWhichOnlyTheStartingThreadMayMake() {
    FieldCase.once();
    FieldCase early = lean().property("field.case", "lazy-token").args("--field.asks=false");
    early.control(0);
    assertThat(early.ends(0)).contains("READY").doesNotContain("is not ready", "stays closed");
  }

  @Test
  void aDataSourceWithoutAPoolWhosePasswordIsWrong() {
    FieldCase wrong =
        onDatabase()
            .args(
                "--spring.datasource.type="
                    + "org.springframework.jdbc.datasource.SimpleDriverDataSource",
                "--spring.datasource.password=guessed",
                "--field.eager=true")
            .env("SOFTSTART_GRACE", "500ms");
    wrong.control(1);
    assertThat(wrong.ends(78))
        .contains("APPLICATION FAILED TO START", "(DENIED)", "the password is wrong")
        .doesNotContain("\tat ", "guessed");
  }

  @Test
  void aSignalDuringTheFirstConnectionNamesTheDatabase() {
    FieldCase.once();
    FieldCase waiting =
        onDatabase(dead()).args("--spring.datasource.password=any", "--field.eager=true");
    try (RunningJvm app = waiting.withStarter().start()) {
      app.awaitLine("datasource is not ready", FieldCase.LIMIT);
      app.signal("TERM");
      JvmResult result = app.awaitExit(FieldCase.LIMIT);
      assertThat(result.exitCode()).isEqualTo(143);
      assertThat(result.stdout() + result.stderr()).contains(" for datasource (REFUSED)");
    }
  }

  @Test
  void aBeanSaysWhereTheDatabaseIs() {
    String output =
        application()
            .property("field.case", "details")
            .args(
                "--spring.datasource.url=" + dead(),
                "--field.url=" + database.jdbcUrl(),
                "--field.username=" + database.user())
            .startsAlike("USED 1");
    assertThat(output).contains("a ConnectionDetails bean says where it is");
  }

  @Test
  void case23TheMigrationMakesTheUserOfTheApplication() throws IOException {
    database.sql("ALTER ROLE " + database.user() + " CREATEROLE");
    Path migrations = Files.createDirectories(directory.resolve("migrations"));
    Files.writeString(
        migrations.resolve("V1__role.sql"), "CREATE ROLE shop LOGIN PASSWORD 'shop-secret';");
    FieldCase shop =
        lean()
            .with("flyway-core")
            .args(
                "--spring.datasource.url=" + database.jdbcUrl(),
                "--spring.datasource.username=shop",
                "--spring.datasource.password=shop-secret",
                "--spring.flyway.url=" + database.jdbcUrl(),
                "--spring.flyway.user=" + database.user(),
                "--spring.flyway.password=" + database.password(),
                "--spring.flyway.locations=filesystem:" + migrations);
    if (FieldCase.isFull()) {
      shop.control(0, "USED 1");
      database.sql("DROP ROLE shop; DROP TABLE flyway_schema_history");
    }
    assertThat(shop.ends(0)).contains("USED 1", "READY", "flyway is open after");
  }

  @Test
  void case32TheApplicationStartsItsOwnServer() {
    FieldCase.once();
    int port = Ports.free();
    String output =
        lean()
            .with("h2")
            .args(
                "--spring.datasource.url=jdbc:h2:tcp://127.0.0.1:" + port + "/mem:x",
                "--field.port=" + port)
            .property("field.case", "own-server")
            .startsAlike("USED 1");
    assertThat(output).contains("datasource is open after").doesNotContain("stays closed");
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
  void case27APasswordWithALineBreakAtItsEnd() {
    FieldCase.once();
    FieldCase broken =
        onDatabase()
            .args("--field.eager=true")
            .env("SPRING_DATASOURCE_PASSWORD", database.password() + "\n")
            .env("SOFTSTART_GRACE", "500ms");
    broken.control(1);
    assertThat(broken.ends(78).replaceAll("\\s+", " "))
        .containsSubsequence(
            "spring.datasource.password ends with a line break",
            "environment variable",
            "APPLICATION FAILED TO START",
            "(DENIED)")
        .doesNotContain(database.password());
  }

  /** "Unable to determine Dialect": no exception of the driver's in the chain of causes. */
  @Test
  void aWrongPasswordThatJpaHides() {
    FieldCase wrong =
        onDatabase()
            .with("hibernate-core|spring-data-jpa|spring-data-commons")
            .args("--spring.datasource.password=guessed")
            .env("SOFTSTART_GRACE", "500ms");
    wrong.control(1);
    assertThat(wrong.ends(78))
        .contains("APPLICATION FAILED TO START", "(DENIED)", "the password is wrong")
        .doesNotContain("guessed");
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
    FieldCase.once();
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
      Files.writeString(late, database.password());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
