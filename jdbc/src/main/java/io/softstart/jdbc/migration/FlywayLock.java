package io.softstart.jdbc.migration;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The lock that Flyway holds while it migrates: PostgreSQL's advisory lock, or the named lock of
 * MySQL and MariaDB. It belongs to a session of the server and ends with it, so that its holder has
 * a session.
 */
public final class FlywayLock {
  private static final String TABLE = "flyway_schema_history";

  /** "Flyway" in six bytes; the hash of the history's name is added. */
  private static final long KEY = 77_431_708_279_161L;

  private static final String POSTGRESQL =
      "select n.nspname, l.classid::bigint * 4294967296 + l.objid::bigint, l.pid, a.usename,"
          + " host(a.client_addr),"
          + " extract(epoch from clock_timestamp() - a.xact_start),"
          + " extract(epoch from clock_timestamp() - a.backend_start)"
          + " from pg_locks l left join pg_stat_activity a on a.pid = l.pid left join pg_namespace n"
          + " on n.oid = coalesce((select relnamespace from pg_class where oid ="
          + " to_regclass('flyway_schema_history')),"
          + " (select oid from pg_namespace where nspname = current_schema()))"
          + " where l.locktype = 'advisory' and l.granted and l.objsubid = 1"
          + " and l.classid::bigint in (18027, 18028) and l.pid <> pg_backend_pid()"
          + " and l.database = (select oid from pg_database where datname = current_database())";

  private FlywayLock() {}

  /**
   * {@return who holds it; null if nobody does, or that cannot be known of this server}
   *
   * @param connection asked; in a transaction, that may have failed afterwards
   * @throws SQLException if the connection is broken
   */
  public static @Nullable HeldLock read(Connection connection) throws SQLException {
    String product = connection.getMetaData().getDatabaseProductName();
    try {
      return switch (product) {
        case "PostgreSQL" -> postgresql(connection);
        case "MySQL", "MariaDB" -> mysql(connection);
        default -> null;
      };
    } catch (SQLException refused) { // by a server that only speaks the same protocol
      return null;
    }
  }

  private static @Nullable HeldLock postgresql(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(POSTGRESQL)) {
      while (rows.next()) {
        String history = "\"" + rows.getString(1) + "\".\"" + TABLE + "\"";
        if (rows.getLong(2) == KEY + history.hashCode()) {
          long pid = rows.getLong(3);
          String who =
              rows.getString(4) + (rows.getString(5) == null ? "" : " from " + rows.getString(5));
          return held(pid, who, begun(rows), "SELECT pg_terminate_backend(" + pid + ")");
        }
      }
      return null;
    }
  }

  /** No server tells since when; what has a transaction took the lock in it, or before. */
  private static String begun(ResultSet row) throws SQLException {
    long transaction = row.getLong(6);
    if (!row.wasNull()) {
      return ", whose transaction began " + Age.text(Duration.ofSeconds(transaction)) + " ago";
    }
    long session = row.getLong(7);
    return row.wasNull() ? "" : ", which began " + Age.text(Duration.ofSeconds(session)) + " ago";
  }

  private static @Nullable HeldLock mysql(Connection connection) throws SQLException {
    String history = "`" + connection.getCatalog() + "`.`" + TABLE + "`";
    try (PreparedStatement asked = connection.prepareStatement("select is_used_lock(?)")) {
      asked.setString(1, "Flyway-" + history.hashCode());
      long id;
      try (ResultSet row = asked.executeQuery()) {
        if (!row.next() || row.getObject(1) == null) {
          return null;
        }
        id = row.getLong(1);
      }
      return ofMysql(connection, id);
    }
  }

  private static HeldLock ofMysql(Connection connection, long id) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("show processlist")) {
      while (rows.next()) {
        if (rows.getLong("Id") == id) {
          String who = rows.getString("User") + " from " + rows.getString("Host");
          return held(id, who, "", "KILL " + id);
        }
      }
      return held(id, "another user", "", "KILL " + id);
    }
  }

  private static HeldLock held(long session, String who, String begun, String statement) {
    return HeldLock.ofSession(
        "a migration is running, Flyway's lock is held by session "
            + session
            + " of "
            + who
            + begun
            + ". It lives: the lock ends with its session",
        "nothing while it runs; if its process is gone, this ends the session and frees the lock: "
            + statement);
  }
}
