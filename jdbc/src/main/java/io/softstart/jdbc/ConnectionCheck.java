package io.softstart.jdbc;

import io.softstart.gate.Attempt;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/** Something that has to hold on a connection that has logged in. Immutable. */
abstract class ConnectionCheck {
  private final String what;

  /**
   * Names the check.
   *
   * @param what it asks for, as the beginning of a message
   */
  ConnectionCheck(String what) {
    this.what = what;
  }

  static void passAll(List<ConnectionCheck> checks, Connection connection, Attempt attempt)
      throws Exception {
    for (ConnectionCheck check : checks) {
      check.pass(connection, attempt);
    }
  }

  /**
   * Returns if it holds.
   *
   * @throws FailedCheckException if the server refuses what it asks
   * @throws Attempt.NotReady if the server's answer is not the one that is waited for
   */
  final void pass(Connection connection, Attempt attempt) throws Exception {
    try {
      ask(connection, attempt);
    } catch (SQLException refused) {
      throw new FailedCheckException(what, refused);
    } finally {
      endTransaction(connection);
    }
  }

  abstract void ask(Connection connection, Attempt attempt) throws Exception;

  /** A check leaves no transaction behind; where it fails, the connection is given up anyway. */
  static void endTransaction(Connection connection) {
    try {
      if (!connection.getAutoCommit()) {
        connection.rollback();
      }
    } catch (SQLException | RuntimeException | AbstractMethodError broken) {
      // the check itself told
    }
  }
}
