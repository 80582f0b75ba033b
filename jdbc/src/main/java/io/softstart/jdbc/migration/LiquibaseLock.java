package io.softstart.jdbc.migration;

import io.softstart.event.EarlierStart;
import io.softstart.gate.Surroundings;
import io.softstart.jdbc.migration.HeldLock.State;
import io.softstart.jdbc.migration.Liveness.Life;
import io.softstart.time.Ticker;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Timestamp;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The row that Liquibase locks a database with, which outlives its holder: {@code
 * DATABASECHANGELOGLOCK}. One for each check: it remembers since when it sees a lock. Thread-safe.
 */
public final class LiquibaseLock {
  private static final String READ =
      "select LOCKED, LOCKGRANTED, LOCKEDBY, CURRENT_TIMESTAMP from DATABASECHANGELOGLOCK"
          + " where ID = 1";
  private static final String FREE =
      "update DATABASECHANGELOGLOCK set LOCKED = ?, LOCKGRANTED = null, LOCKEDBY = null"
          + " where ID = 1 and LOCKED = ?";
  private static final String SETTING = "SOFTSTART_MIGRATION_LOCK=release-dead";

  private final FirstSight sight = new FirstSight(Ticker.system());

  /** Makes one that has seen no lock yet. */
  public LiquibaseLock() {}

  /**
   * Reads it.
   *
   * @param connection asked, in the schema whose lock it is
   * @param surroundings what the operator allows, and what is remembered of earlier starts
   * @param mayChange whether it may be freed, where that was asked for and its holder is dead
   * @return who holds it; null if nobody does, there is no such table, or this login may not read
   *     it
   * @throws SQLException if the connection is broken
   */
  public @Nullable HeldLock read(
      Connection connection, Surroundings surroundings, boolean mayChange) throws SQLException {
    Holder holder = holder(connection);
    if (holder == null) {
      sight.free();
      return null;
    }
    Liveness known =
        Liveness.of(holder, SessionReader.read(connection), sight, LocalSockets.read());
    if (known.life() == Life.DEAD && surroundings.releasesDeadLocks() && mayChange) {
      return freed(connection, holder, known);
    }
    String reason =
        (known.life() == Life.DEAD ? "" : "a migration is running, ")
            + "Liquibase's lock is held by "
            + text(holder)
            + said(known)
            + earlier(holder, surroundings);
    String statement = statement(holder);
    return HeldLock.of(
        holder,
        reason,
        switch (known.life()) {
          case LIVES ->
              "nothing while it runs; if it hangs, end that process. Only when it has"
                  + " ended: "
                  + statement;
          case MAY_LIVE -> "nothing while it runs; if you know that it is dead: " + statement;
          case DEAD -> "free the lock: " + statement + " (or let it be freed: " + SETTING + ")";
        },
        known.life() == Life.DEAD ? State.DEAD : State.HELD);
  }

  private static String said(Liveness known) {
    return switch (known.life()) {
          case LIVES -> ". It lives: ";
          case MAY_LIVE -> ". It may live: ";
          case DEAD -> ". It is dead: ";
        }
        + known.evidence();
  }

  private static @Nullable Holder holder(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(READ)) {
      return row.next() && row.getBoolean(1)
          ? Holder.of(row.getString(3), row.getTimestamp(2), row.getString(2), row.getTimestamp(4))
          : null;
    } catch (SQLException refused) {
      if (HistoryTable.isMissing(refused) || HistoryTable.isDenied(refused)) {
        return null;
      }
      throw refused;
    }
  }

  private static String text(Holder holder) {
    Duration age = holder.age();
    return holder.text()
        + (holder.granted() == null ? "" : " since " + holder.granted())
        + (age == null ? "" : " (" + Age.text(age) + ")");
  }

  /** What the state directory remembers of the start that took it, on the same host. */
  private static String earlier(Holder holder, Surroundings surroundings) {
    Timestamp granted = holder.granted();
    if (granted == null || !holder.isThisHost()) {
      return "";
    }
    for (EarlierStart start : surroundings.history().get()) { // the newest first
      if (!start.begun().isAfter(granted.toInstant())) {
        Duration ago = Duration.between(start.begun(), holder.now().toInstant());
        return switch (start.outcome()) {
          case RUNNING -> "";
          case VANISHED, LOST, FAILED, STOPPED ->
              "; it was taken by an earlier start of this application, which began "
                  + Age.text(ago.isNegative() ? Duration.ZERO : ago)
                  + " ago and "
                  + ended(start);
        };
      }
    }
    return "";
  }

  private static String ended(EarlierStart start) {
    String cause = start.cause().isEmpty() ? "" : ": " + start.cause();
    return switch (start.outcome()) {
      case VANISHED, LOST -> "ended without a message" + cause;
      case FAILED -> "failed" + cause;
      case STOPPED, RUNNING -> "was stopped";
    };
  }

  /** With the time: who executes it late frees no lock that the same host has taken since. */
  private static String statement(Holder holder) {
    return "UPDATE DATABASECHANGELOGLOCK SET LOCKED = FALSE, LOCKGRANTED = NULL, LOCKEDBY = NULL"
        + " WHERE ID = 1 AND LOCKEDBY "
        + is(holder.lockedBy())
        + " AND LOCKGRANTED "
        + is(holder.exactly());
  }

  private static String is(@Nullable String value) {
    return value == null ? "IS NULL" : "= '" + value.replace("'", "''") + "'";
  }

  /** Frees exactly the lock that was judged; one that was taken anew is left alone. */
  private static HeldLock freed(Connection connection, Holder holder, Liveness known)
      throws SQLException {
    String whose = text(holder) + said(known);
    String by = holder.lockedBy();
    Timestamp granted = holder.granted();
    String exactly =
        FREE
            + (by == null ? " and LOCKEDBY is null" : " and LOCKEDBY = ?")
            + (granted == null ? " and LOCKGRANTED is null" : " and LOCKGRANTED = ?");
    try (PreparedStatement update = connection.prepareStatement(exactly)) {
      int at = 1;
      update.setBoolean(at++, false);
      update.setBoolean(at++, true);
      if (by != null) {
        update.setString(at++, by);
      }
      if (granted != null) {
        update.setTimestamp(at, granted);
      }
      int rows = update.executeUpdate();
      if (!connection.getAutoCommit()) {
        connection.commit();
      }
      return rows == 1
          ? HeldLock.of(
              holder,
              "the lock of Liquibase was freed, as " + SETTING + " asks. It was held by " + whose,
              "nothing: the next attempt goes on",
              State.FREED)
          : HeldLock.of(
              holder,
              "Liquibase's lock changed hands just now",
              "nothing: it is read again",
              State.HELD);
    } catch (SQLException refused) {
      return HeldLock.of(
          holder,
          "Liquibase's lock is held by "
              + whose
              + ". It could not be freed: "
              + refused.getMessage(),
          "free it with a login that may: " + statement(holder),
          State.DEAD);
    }
  }
}
