package io.softstart.spring.tests;

import static org.assertj.core.api.Assertions.assertThat;

import io.softstart.spring.apps.field.DatabaseApplication;
import io.softstart.testkit.JvmResult;
import io.softstart.testkit.Ports;
import io.softstart.testkit.PostgresServer;
import io.softstart.testkit.RunningJvm;
import io.softstart.testkit.ServerBackend;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Applications that migrate with Liquibase, beside others that do, or that died of it. */
@OneJdk
class MigrationLockTest {
  private static final Duration LIMIT = Duration.ofMinutes(3);

  private static PostgresServer database;

  /** Behind a container's proxy the server does not see who its clients are. */
  @BeforeAll
  static void start() {
    database = PostgresServer.builder().backend(ServerBackend.EMBEDDED).build();
    database.start();
  }

  @AfterAll
  static void end() {
    database.close();
  }

  @BeforeEach
  void empty() {
    database.sql(
        "drop schema public cascade; create schema public; grant all on schema public to app");
  }

  private static FieldCase application() {
    return FieldCase.of(DatabaseApplication.class)
        .with(
            "(liquibase-core|spring-boot-liquibase|opencsv|snakeyaml|commons-(io|lang3|text|collections4))")
        .without(
            "spring-boot(-starter)?-(data-redis|kafka|flyway)|spring-data-|lettuce|netty|reactor|"
                + "spring-kafka|kafka-clients|flyway")
        .args(
            "--spring.datasource.url=" + database.jdbcUrl(),
            "--spring.datasource.username=" + database.user(),
            "--spring.datasource.password=" + database.password(),
            "--spring.liquibase.change-log=classpath:migrations/once.sql")
        .env("LIQUIBASE_CHANGELOG_LOCK_POLL_RATE", "1");
  }

  private static String all(JvmResult result) {
    return result.stdout() + result.stderr();
  }

  private static void leftBehind() {
    database.sql(
        "create table databasechangeloglock (id int primary key, locked boolean not null,"
            + " lockgranted timestamp, lockedby varchar(255)); insert into databasechangeloglock"
            + " values (1, true, now() - interval '5 minutes', 'orders-7f8 (10.9.9.9)'); alter"
            + " table databasechangeloglock owner to app");
  }

  @Test
  void deadLockIsToldWithTheStatementThatFreesIt() {
    leftBehind();
    try (RunningJvm app = application().withStarter().start()) {
      String line = app.awaitLine("Liquibase's lock is held by orders-7f8", LIMIT).text();
      assertThat(line).contains("liquibase-lock", "It is dead");
      String action = app.awaitLine("UPDATE DATABASECHANGELOGLOCK", LIMIT).text();
      database.sql(
          action.substring(action.indexOf("UPDATE"), action.indexOf(" (or let it be freed")));
      JvmResult result = app.awaitExit(LIMIT);
      assertThat(result.exitCode()).as(all(result)).isZero();
      assertThat(all(result)).contains("USED 1", "READY").doesNotContain("degraded");
    }
  }

  /** As every ordinary restart after a kill: Liquibase takes no lock then. */
  @Test
  void heldLockIsToldAndDelaysNothingWhereThereIsNothingToMigrate() {
    application().ends(0);
    database.sql(
        "update databasechangeloglock set locked = true, lockgranted = now(), lockedby ="
            + " 'orders-7f8 (10.9.9.9)'");
    String output = application().ends(0);
    assertThat(output)
        .contains("Liquibase's lock is held by orders-7f8", "USED 1", "READY")
        .doesNotContain("degraded");
    assertThat(database.queryValue("select locked from databasechangeloglock")).contains("t");
  }

  @Test
  void deadLockIsFreedWhereThatIsAsked() {
    leftBehind();
    String output = application().args("--softstart.migration-lock=release-dead").ends(0);
    assertThat(output).contains("the lock of Liquibase was freed", "USED 1", "READY");
  }

  @Test
  void twoThatStartAtOnceMigrateOnceAndNeitherIsCalledDead() {
    FieldCase both = application().args("--softstart.migration-lock=release-dead");
    try (RunningJvm one = both.withStarter().start()) {
      // two Liquibases that make its table at the same moment fail by themselves
      one.awaitLine("with name: public.databasechangelog", LIMIT);
      try (RunningJvm two = both.withStarter().start()) {
        for (RunningJvm app : new RunningJvm[] {one, two}) {
          JvmResult result = app.awaitExit(LIMIT);
          assertThat(result.exitCode()).as(all(result)).isZero();
          assertThat(all(result)).contains("READY").doesNotContain("It is dead", "was freed");
        }
      }
    }
    assertThat(database.queryValue("select count(*) from databasechangelog")).contains("2");
  }

  @Test
  void twoThatStartAtOnceMigrateOnceWithFlyway(@TempDir Path home) throws IOException {
    Files.writeString(
        home.resolve("V1__once.sql"), "create table flown_once (id int); select pg_sleep(1);");
    FieldCase both = flyway(home);
    try (RunningJvm one = both.withStarter().start();
        RunningJvm two = both.withStarter().start()) {
      for (RunningJvm app : new RunningJvm[] {one, two}) {
        JvmResult result = app.awaitExit(LIMIT);
        assertThat(result.exitCode()).as(all(result)).isZero();
        assertThat(all(result)).contains("READY", "USED 1");
      }
    }
    assertThat(
            database.queryValue("select count(*) from flyway_schema_history where version = '1'"))
        .contains("1");
  }

  @Test
  void oneThatStartsWhileFlywayMigratesSaysWhoItWaitsFor(@TempDir Path home) throws IOException {
    Files.writeString(
        home.resolve("V2__slow.sql"), "create table flown_slow (id int); select pg_sleep(25);");
    FieldCase both = flyway(home);
    try (RunningJvm one = both.withStarter().start()) {
      one.awaitLine("Migrating schema", LIMIT);
      try (RunningJvm two = both.withStarter().start()) {
        String line = two.awaitLine("Flyway's lock is held by ", LIMIT).text();
        assertThat(line).contains("flyway-lock");
        JvmResult result = two.awaitExit(LIMIT);
        assertThat(result.exitCode()).as(all(result)).isZero();
      }
      assertThat(one.awaitExit(LIMIT).exitCode()).isZero();
    }
  }

  private static FieldCase flyway(Path migrations) {
    return FieldCase.of(DatabaseApplication.class)
        .with("(flyway-core|flyway-database-postgresql)")
        .without(
            "spring-boot(-starter)?-(data-redis|kafka)|spring-data-|lettuce|netty|reactor|"
                + "spring-kafka|kafka-clients|liquibase")
        .args(
            "--spring.datasource.url=" + database.jdbcUrl(),
            "--spring.datasource.username=" + database.user(),
            "--spring.datasource.password=" + database.password(),
            "--spring.flyway.locations=filesystem:" + migrations);
  }

  /** As the probes of examples/deploy/kubernetes.yaml ask. */
  @Test
  @Tag("long")
  void aMigrationOfThreeMinutesLivesUnderTheProbesAndIsToldOnceAMinute(@TempDir Path home)
      throws Exception {
    Files.writeString(
        home.resolve("V1__long.sql"), "create table flown_long (id int); select pg_sleep(180);");
    int port = Ports.free();
    FieldCase app =
        flyway(home)
            .args("--softstart.status.port=" + port, "--softstart.start-limit=60s")
            .env("SOFTSTART_DEADLINE", "30s");
    try (RunningJvm running = app.withStarter().start()) {
      int asked = 0;
      int misses = 0;
      Set<String> seen = new LinkedHashSet<>();
      while (running.isAlive()) {
        TimeUnit.SECONDS.sleep(asked == 0 ? 2 : 5); // the startup probe, then the liveness probe
        String alive = body(port, "/livez");
        misses = alive.startsWith("alive: ") ? 0 : misses + 1;
        asked += alive.startsWith("alive: ") ? 1 : 0;
        assertThat(misses).as("the kubelet kills").isLessThan(asked == 0 ? 30 : 3);
        seen.add(alive.replaceAll("\\d+", "9"));
      }
      JvmResult result = running.awaitExit(LIMIT);
      System.out.println(String.join("", seen) + all(result));
      assertThat(result.exitCode()).as(all(result)).isZero();
      assertThat(asked).isGreaterThan(30);
      assertThat(String.join("", seen)).contains("Flyway migrates the database: ");
      assertThat(all(result))
          .contains("READY", "USED 1", "SOFTSTART_START_LIMIT does not count it");
      assertThat(all(result).split("Flyway migrates the database: ", -1)).hasSizeBetween(3, 5);
    }
  }

  private static String body(int port, String path) {
    try (InputStream in = URI.create("http://127.0.0.1:" + port + path).toURL().openStream()) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException none) {
      return "";
    }
  }

  @Test
  void freeLockIsNotTold() {
    assertThat(application().ends(0)).contains("USED 1").doesNotContain("liquibase-lock");
  }
}
