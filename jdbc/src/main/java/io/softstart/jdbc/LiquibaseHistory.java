package io.softstart.jdbc;

import io.softstart.jdbc.migration.HistoryTable;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.jspecify.annotations.Nullable;

/** Reads {@code DATABASECHANGELOG} which Liquibase makes with unquoted names. */
final class LiquibaseHistory {
  private LiquibaseHistory() {}

  /** Returns what it says, null if there is none. */
  static @Nullable Migrations read(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet rows =
            statement.executeQuery("select ID, TAG, EXECTYPE from DATABASECHANGELOG")) {
      return read(rows);
    } catch (SQLException refused) {
      if (HistoryTable.isMissing(refused)) {
        return null;
      }
      throw refused;
    }
  }

  private static Migrations read(ResultSet rows) throws SQLException {
    SchemaVersion highest = null;
    String failed = null;
    boolean empty = true;
    while (rows.next()) {
      empty = false;
      String id = rows.getString(1);
      if ("FAILED".equals(rows.getString(3))) {
        failed = id;
      } else {
        highest = higher(highest, SchemaVersion.find(id));
        highest = higher(highest, SchemaVersion.find(rows.getString(2)));
      }
    }
    return new Migrations("Liquibase", empty, highest, failed, "liquibase update");
  }

  private static @Nullable SchemaVersion higher(
      @Nullable SchemaVersion one, @Nullable SchemaVersion other) {
    if (one == null || other == null) {
      return one == null ? other : one;
    }
    return one.compareTo(other) >= 0 ? one : other;
  }
}
