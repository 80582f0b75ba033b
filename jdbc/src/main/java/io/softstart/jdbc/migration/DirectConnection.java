package io.softstart.jdbc.migration;

import java.sql.Connection;
import java.sql.SQLException;

/** Whether a server and this process mean the same by a connection. */
public final class DirectConnection {
  private DirectConnection() {}

  /**
   * Asks the server from where it sees the connection, and this process's sockets. Behind a pooler
   * or a proxy the server's limits are not those of this process.
   *
   * @param connection a proven one
   * @return false also where that is not known
   * @throws SQLException if the server cannot be asked
   */
  public static boolean is(Connection connection) throws SQLException {
    Sessions sessions = SessionReader.read(connection);
    return sessions != null
        && LocalSockets.read().isOwn(sessions.own().address(), sessions.own().port());
  }
}
