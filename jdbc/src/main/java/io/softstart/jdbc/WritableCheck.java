package io.softstart.jdbc;

import io.softstart.diagnosis.Failure;
import io.softstart.diagnosis.FailureKind;
import io.softstart.gate.Attempt;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.jspecify.annotations.Nullable;

/** The database takes writes: it is neither a standby nor set read-only. */
final class WritableCheck extends ConnectionCheck {
  WritableCheck() {
    super("writable");
  }

  @Override
  void ask(Connection connection, Attempt attempt) throws Exception {
    String obstacle = obstacle(connection);
    if (obstacle != null) {
      throw attempt.notReady(
          Failure.of(
              FailureKind.NOT_YET,
              "the database takes no writes: " + obstacle,
              "wait for the failover if there is one, or point the URL at the primary, or let it take"
                  + " writes"));
    }
  }

  private static @Nullable String obstacle(Connection connection) throws SQLException {
    return switch (String.valueOf(connection.getMetaData().getDatabaseProductName())) {
      case "PostgreSQL" ->
          first(
              connection,
              // in recovery both are on, so the standby comes first
              "select pg_is_in_recovery(), current_setting('transaction_read_only')",
              "it is a standby (pg_is_in_recovery)",
              "default_transaction_read_only is on");
      case "MySQL", "MariaDB" ->
          first(
              connection,
              // a reader of Amazon Aurora tells by the second only
              "select @@global.read_only, @@global.innodb_read_only",
              "it is a replica or set read_only",
              "it is set innodb_read_only");
      default -> connection.isReadOnly() ? "the driver says that it is read-only" : null;
    };
  }

  /** Returns the meaning of the first column that is not off. */
  private static @Nullable String first(Connection connection, String sql, String... meanings)
      throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(sql)) {
      row.next();
      for (int i = 0; i < meanings.length; i++) {
        if (isOn(row.getString(i + 1))) {
          return meanings[i];
        }
      }
      return null;
    }
  }

  /** A boolean, a number, or a word: MariaDB 12 knows several kinds of on. */
  private static boolean isOn(@Nullable String value) {
    return value != null
        && !value.equals("f")
        && !value.equals("0")
        && !value.equalsIgnoreCase("off");
  }
}
