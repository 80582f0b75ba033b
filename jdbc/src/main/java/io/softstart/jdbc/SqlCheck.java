package io.softstart.jdbc;

import io.softstart.gate.Attempt;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One statement that has to succeed. Immutable. */
final class SqlCheck {
  private static final int LONGEST = 200;

  private final String what;
  private final @Nullable TableName table;
  private final String sql;
  private final boolean rowWanted;

  private SqlCheck(String what, @Nullable TableName table, String sql, boolean rowWanted) {
    this.what = what;
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

  static void passAll(List<SqlCheck> checks, Connection connection, Attempt attempt)
      throws Exception {
    for (SqlCheck check : checks) {
      check.pass(connection, attempt);
    }
  }

  /**
   * Returns if it succeeds.
   *
   * @throws FailedCheckException if the server refuses it
   * @throws Attempt.NotReady if it yields no row, or false
   */
  void pass(Connection connection, Attempt attempt) throws Exception {
    String text =
        table == null ? sql : "select 1 from " + table.quotedFor(connection) + " where 1=0";
    try {
      run(text, connection, attempt);
    } catch (SQLException refused) {
      throw new FailedCheckException(what, refused);
    } finally {
      endTransaction(connection);
    }
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

  /** A check leaves no transaction behind; where it fails, the connection is given up anyway. */
  private static void endTransaction(Connection connection) {
    try {
      if (!connection.getAutoCommit()) {
        connection.rollback();
      }
    } catch (SQLException broken) {
      // the check itself told
    }
  }
}
