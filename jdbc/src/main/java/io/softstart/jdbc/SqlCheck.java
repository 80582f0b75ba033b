package io.softstart.jdbc;

import io.softstart.gate.Attempt;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
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

  /** A query that must yield a row, with anything but false or NULL in it; or another statement. */
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
      limitRows(statement);
      if (!statement.execute(text) || !rowWanted) {
        return;
      }
      try (ResultSet rows = statement.getResultSet()) {
        if (!rows.next()) {
          throw attempt.notYet("the query yields no row yet: " + shortened());
        }
        Object answer = rows.getObject(1);
        if (answer == null || isFalse(answer)) {
          throw attempt.notYet("the query yields " + said(answer) + ": " + shortened());
        }
      }
    }
  }

  /** Not every driver can; one row is read all the same. */
  private static void limitRows(Statement statement) {
    try {
      statement.setMaxRows(1);
    } catch (SQLException | RuntimeException cannot) {
      // the statement itself tells whether the connection is broken
    }
  }

  /** MySQL answers 0 to a comparison that is false, and a cast makes a text of it. */
  private static boolean isFalse(Object answer) {
    if (answer instanceof Boolean truth) {
      return !truth;
    }
    if (answer instanceof Number number) {
      return number.doubleValue() == 0;
    }
    return answer instanceof String text
        && (text.equals("0") || text.equals("f") || text.equalsIgnoreCase("false"));
  }

  private static String said(@Nullable Object answer) {
    if (answer == null) {
      return "NULL";
    }
    return answer instanceof Boolean ? "false" : answer + ", which is false";
  }

  private String shortened() {
    return sql.length() <= LONGEST ? sql : sql.substring(0, LONGEST) + "...";
  }
}
