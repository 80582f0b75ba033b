package io.softstart.spring.tests;

import static org.assertj.core.api.Assertions.assertThat;

import io.softstart.spring.apps.field.DatabaseApplication;
import io.softstart.testkit.JvmResult;
import io.softstart.testkit.PostgresServer;
import io.softstart.testkit.RunningJvm;
import io.softstart.testkit.ServerBackend;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Applications that migrate with Liquibase, beside others that do, or that died of it. */
@OneJdk
class MigrationLockTest {
  private static final Duration LIMIT = Duration.ofMinutes(3);
  /** Behind a container's proxy the server does not see who its clients are. */
  private static final PostgresServer DATABASE =
      PostgresServer.builder().backend(ServerBackend.EMBEDDED).build();

  @BeforeAll
  static void start() {
    DATABASE.start();
  }

  @AfterAll
  static void end() {
    DATABASE.close();
  }

  @BeforeEach
  void empty() {
    DATABASE.sql(
        "drop schema public cascade; create schema public; grant all on schema public to app");
  }

  private static FieldCase application() {
    return FieldCase.of(DatabaseApplication.class)
        .with("(liquibase-core|spring-boot-liquibase|opencsv|snakeyaml|commons-(io|lang3|text|collections4))")
        .without(
            "spring-boot(-starter)?-(data-redis|kafka|flyway)|spring-data-|lettuce|netty|reactor|"
                + "spring-kafka|kafka-clients|flyway")
        .args(
            "--spring.datasource.url=" + DATABASE.jdbcUrl(),
            "--spring.datasource.username=" + DATABASE.user(),
            "--spring.datasource.password=" + DATABASE.password(),
            "--spring.liquibase.change-log=classpath:migrations/once.sql");
  }

  private static String all(JvmResult result) {
    return result.stdout() + result.stderr();
  }

  private static void leftBehind() {
    DATABASE.sql(
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
      DATABASE.sql(action.substring(action.indexOf("UPDATE"), action.indexOf(" (or let it be freed")));
      JvmResult result = app.awaitExit(LIMIT);
      assertThat(result.exitCode()).as(all(result)).isZero();
      assertThat(all(result)).contains("liquibase-lock is open", "READY");
    }
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
    try (RunningJvm one = both.withStarter().start();
        RunningJvm two = both.withStarter().start()) {
      for (RunningJvm app : new RunningJvm[] {one, two}) {
        JvmResult result = app.awaitExit(LIMIT);
        assertThat(result.exitCode()).as(all(result)).isZero();
        assertThat(all(result)).contains("READY").doesNotContain("is dead", "was freed");
      }
    }
    assertThat(DATABASE.queryValue("select count(*) from databasechangelog")).contains("2");
  }

  @Test
  void freeLockIsNotTold() {
    assertThat(application().ends(0)).contains("USED 1").doesNotContain("liquibase-lock");
  }
}
