package io.softstart.jdbc;

import io.softstart.diagnosis.Failure;
import io.softstart.diagnosis.FailureKind;
import io.softstart.gate.Attempt;
import io.softstart.jdbc.migration.FlywayLock;
import io.softstart.jdbc.migration.HeldLock;
import io.softstart.jdbc.migration.LiquibaseLock;
import java.sql.Connection;
import org.jspecify.annotations.Nullable;

/**
 * The schema is migrated: by what the history of Flyway, else that of Liquibase, says, and nobody
 * who may live holds the lock of either.
 */
final class MigrationCheck extends ConnectionCheck {
  private static final String RUN_IT = "run the migration, or look which migrations were deployed";

  private final @Nullable SchemaVersion awaited;
  private final LiquibaseLock liquibase = new LiquibaseLock();

  /**
   * Prepares the check.
   *
   * @param awaited the lowest version that is good; null for any
   */
  MigrationCheck(@Nullable SchemaVersion awaited) {
    super("migration history");
    this.awaited = awaited;
  }

  @Override
  void ask(Connection connection, Attempt attempt) throws Exception {
    Migrations flyway = FlywayHistory.read(connection);
    endTransaction(connection); // PostgreSQL answers nothing more in one that failed
    HeldLock held =
        flyway == null
            ? liquibase.read(connection, attempt.surroundings(), !attempt.isLook())
            : FlywayLock.read(connection);
    endTransaction(connection);
    Migrations found = flyway == null ? LiquibaseHistory.read(connection) : flyway;
    if (found == null && held == null) { // Flyway has its lock before it has a history
      endTransaction(connection);
      held = FlywayLock.read(connection);
    }
    if (found != null && found.failed() != null) {
      throw notYet(
          attempt,
          found.tool() + " migration " + found.failed() + " failed, somebody must repair it",
          "correct the migration and the schema, then run " + found.repair());
    }
    boolean deadBehindIt = held != null && held.state() == HeldLock.State.DEAD && isReached(found);
    if (held != null && !deadBehindIt) {
      throw notYet(attempt, held.reason(), held.action());
    }
    if (held != null) { // the dead migrate nothing
      attempt.warn("migration-lock", held.reason() + ". To do: " + held.action());
    }
    if (found == null) {
      throw notYet(
          attempt,
          "no history of Flyway or Liquibase is in the schema: no migration has run",
          "let the migration run, or correct the schema: flyway_schema_history and databasechangelog"
              + " are looked for where the connection looks for tables");
    }
    judge(found, attempt);
  }

  private boolean isReached(@Nullable Migrations found) {
    if (found == null || found.empty()) {
      return false;
    }
    SchemaVersion reached = found.version();
    return awaited == null || (reached != null && reached.compareTo(awaited) >= 0);
  }

  private void judge(Migrations found, Attempt attempt) throws Attempt.NotReady {
    if (found.empty()) {
      throw notYet(attempt, found.tool() + "'s history is empty: no migration has run", RUN_IT);
    }
    if (awaited == null) {
      return;
    }
    SchemaVersion reached = found.version();
    if (reached == null) {
      throw notYet(
          attempt,
          found.tool() + " has applied no version yet, " + awaited + " is awaited",
          RUN_IT);
    }
    if (reached.compareTo(awaited) < 0) {
      throw notYet(
          attempt, "the schema is at version " + reached + ", " + awaited + " is awaited", RUN_IT);
    }
  }

  private static Attempt.NotReady notYet(Attempt attempt, String reason, String action) {
    return attempt.notReady(Failure.of(FailureKind.NOT_YET, reason, action));
  }
}
