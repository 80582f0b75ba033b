package io.softstart.jdbc;

import io.softstart.jdbc.migration.HistoryTable;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Reads {@code flyway_schema_history}, which Flyway makes with quoted names in lower case. */
final class FlywayHistory {
  private static final String SQL =
      "select \"version\", \"type\", \"script\", \"success\" from \"flyway_schema_history\""
          + " order by \"installed_rank\"";

  private FlywayHistory() {}

  /** Returns what it says, null if there is none. */
  static @Nullable Migrations read(Connection connection) throws SQLException {
    String mark = connection.getMetaData().getIdentifierQuoteString().strip();
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(SQL.replace("\"", mark))) {
      return read(rows);
    } catch (SQLException refused) {
      if (HistoryTable.isMissing(refused)) {
        return null;
      }
      throw refused;
    }
  }

  private static Migrations read(ResultSet rows) throws SQLException {
    TreeSet<SchemaVersion> applied = new TreeSet<>();
    String failed = null;
    boolean empty = true;
    while (rows.next()) {
      empty = false;
      SchemaVersion version = SchemaVersion.find(rows.getString(1)); // repeatable ones have none
      String type = String.valueOf(rows.getString(2));
      if (!rows.getBoolean(4)) {
        failed = rows.getString(3);
      } else if (version != null && (type.startsWith("UNDO") || type.equals("DELETE"))) {
        applied.remove(version);
      } else if (version != null) {
        applied.add(version);
      }
    }
    SchemaVersion highest = applied.isEmpty() ? null : applied.last();
    return new Migrations("Flyway", empty, highest, failed, "flyway repair");
  }
}
