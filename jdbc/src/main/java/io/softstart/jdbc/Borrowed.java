package io.softstart.jdbc;

import io.softstart.diagnosis.Failure;
import io.softstart.diagnosis.FailureKind;
import io.softstart.gate.Attempt;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.time.Duration;
import java.util.List;
import javax.sql.DataSource;

/** Checks a connection that is borrowed for it and given back. */
final class Borrowed {
  private Borrowed() {}

  static void check(DataSource from, Attempt attempt, List<ConnectionCheck> checks)
      throws Exception {
    Connection connection = from.getConnection();
    if (connection == null) {
      throw new SQLException("DataSource returned null unexpectedly");
    }
    AbortAtCut abort = attempt.own(new AbortAtCut(connection));
    int before = limitReads(connection, attempt.remaining());
    try {
      check(connection, attempt, checks);
    } finally {
      abort.done();
      restore(connection, before);
      giveBack(connection);
    }
  }

  /** What goes wrong then says nothing of the database. */
  private static void giveBack(Connection connection) {
    try {
      connection.close();
    } catch (SQLException | RuntimeException broken) {
      // its pool will notice
    }
  }

  private static void check(Connection connection, Attempt attempt, List<ConnectionCheck> checks)
      throws Exception {
    if (isDead(connection, seconds(attempt.remaining()))) {
      throw attempt.notReady(
          Failure.of(
              FailureKind.RESET,
              "a connection was there, but it is dead",
              "look at the server's log: it was restarted, or a proxy dropped the connection"));
    }
    ConnectionCheck.passAll(checks, connection, attempt);
  }

  /** Old drivers and some wrappers cannot tell; that they gave a connection counts then. */
  private static boolean isDead(Connection connection, int seconds) throws SQLException {
    try {
      return !connection.isValid(seconds);
    } catch (SQLFeatureNotSupportedException
        | UnsupportedOperationException
        | AbstractMethodError cannotTell) {
      return false;
    }
  }

  /** Returns the time-out in force before, in milliseconds; -1 if the driver cannot limit reads. */
  private static int limitReads(Connection connection, Duration left) {
    try {
      int before = connection.getNetworkTimeout();
      connection.setNetworkTimeout(DirectExecutor.INSTANCE, 1_000 * seconds(left));
      return before;
    } catch (SQLException | RuntimeException | AbstractMethodError cannot) {
      return -1;
    }
  }

  private static void restore(Connection connection, int before) {
    try {
      if (before >= 0) {
        connection.setNetworkTimeout(DirectExecutor.INSTANCE, before);
      }
    } catch (SQLException | RuntimeException broken) {
      // its pool will notice
    }
  }

  private static int seconds(Duration left) {
    return (int) Math.max(1, Math.min(left.toSeconds(), 3_600));
  }
}
