package io.softstart.jdbc;

import io.softstart.gate.Attempt;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import org.jspecify.annotations.Nullable;

/** One statement that has to succeed. Immutable. */
final class SqlCheck extends ConnectionCheck {
  private static final int LONGEST = 200;

  private final @Nullable TableName table;
  private final String sql;
  private final boolean rowWanted;

  private SqlCheck(String what, @Nullable TableName table, String sql, boolean rowWanted) {
    super(what);
    this.table = table;
    this.sql = sql;
    this.rowWanted = rowWanted;
  }

  static SqlCheck table(TableName name) {
    return new SqlCheck("table " + name, name, "", false);
  }

  /** A query that must yield a row, with anything but false in it; or another statement. */
  static SqlCheck query(String sql) {
    return new SqlCheck("query", null, sql, true);
  }

  /** A statement of which only success counts. */
  static SqlCheck statement(String what, String sql) {
    return new SqlCheck(what, null, sql, false);
  }

  @Override
  void ask(Connection connection, Attempt attempt) throws Exception {
    run(
        table == null ? sql : "select 1 from " + table.quotedFor(connection) + " where 1=0",
        connection,
        attempt);
  }

  private void run(String text, Connection connection, Attempt attempt) throws Exception {
    try (Statement statement = connection.createStatement()) {
      statement.setMaxRows(1);
      if (!statement.execute(text) || !rowWanted) {
        return;
      }
      try (ResultSet rows = statement.getResultSet()) {
        if (!rows.next()) {
          throw attempt.notYet("the query yields no row yet: " + shortened());
        }
        if (Boolean.FALSE.equals(rows.getObject(1))) {
          throw attempt.notYet("the query yields false: " + shortened());
        }
      }
    }
  }

  private String shortened() {
    return sql.length() <= LONGEST ? sql : sql.substring(0, LONGEST) + "...";
  }
}
