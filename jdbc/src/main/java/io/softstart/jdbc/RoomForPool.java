package io.softstart.jdbc;

import io.softstart.gate.Attempt;
import io.softstart.jdbc.migration.DirectConnection;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.jspecify.annotations.Nullable;

/**
 * Whether a server has room for the connections that a pool may open, and those of the whole fleet:
 * one query on the proven connection. What does not fit is warned of and keeps nothing from
 * starting, since a pool need not fill. Nothing is said of a server behind a pooler, which has few
 * connections to it for many of its own.
 */
final class RoomForPool {
  private static final int PATIENCE_SECONDS = 2;
  private static final int HIKARI_DEFAULT = 10;

  /**
   * Limit, reserved for administrators, used by all others, used by others of this account. What a
   * login may not see of others is null.
   */
  private static final String POSTGRESQL =
      "select current_setting('max_connections')::int,"
          + " current_setting('superuser_reserved_connections')::int"
          + " + coalesce(current_setting('reserved_connections', true), '0')::int, count(*),"
          + " coalesce(sum(case when usename = current_user and datname = current_database()"
          + " then 1 end), 0)"
          + " from pg_stat_activity where coalesce(backend_type, 'client backend') ="
          + " 'client backend' and datname is not null and usename is not null"
          + " and pid <> pg_backend_pid()";

  private static final String MYSQL =
      "select @@max_connections, 0, (select variable_value - 1 from %s.global_status"
          + " where variable_name = 'Threads_connected'),"
          + " (select count(*) from information_schema.processlist"
          + " where user = substring_index(current_user(), '@', 1) and db = database()"
          + " and id <> connection_id())";

  private RoomForPool() {}

  /**
   * Warns if there is too little; throws nothing.
   *
   * @param vendor by the URL, null if that tells none
   */
  static void check(
      Connection connection, @Nullable Vendor vendor, int maximumPoolSize, Attempt attempt) {
    try {
      String warning = warning(connection, vendor, maximumPoolSize, attempt.surroundings().fleet());
      if (!warning.isEmpty() && DirectConnection.is(connection)) {
        attempt.warn("room for the pool", warning);
      }
    } catch (SQLException | RuntimeException | LinkageError notTold) {
      // by a server that only speaks the same protocol, to a login with few rights, or by a driver
      // that lacks what is asked of it
    } finally {
      ConnectionCheck.endTransaction(connection);
    }
  }

  /** {@return what does not fit, wherever the connection leads; empty for nothing} */
  static String warning(
      Connection connection, @Nullable Vendor vendor, int maximumPoolSize, int fleet)
      throws SQLException {
    String query =
        vendor == Vendor.POSTGRESQL // the class of its metadata is large
            ? POSTGRESQL
            : query(connection.getMetaData().getDatabaseProductName());
    if (query == null) {
      return "";
    }
    try (Statement statement = connection.createStatement()) {
      statement.setQueryTimeout(PATIENCE_SECONDS);
      try (ResultSet row = statement.executeQuery(query)) {
        int size = maximumPoolSize < 1 ? HIKARI_DEFAULT : maximumPoolSize;
        return row.next() ? judge(row, size, fleet) : "";
      }
    }
  }

  private static @Nullable String query(String product) {
    return switch (product) {
      case "PostgreSQL" -> POSTGRESQL;
      case "MariaDB" -> MYSQL.replace("%s", "information_schema");
      case "MySQL" -> MYSQL.replace("%s", "performance_schema");
      default -> null;
    };
  }

  /**
   * Those of a fleet are counted by its size, and so not among the others; but only as many as its
   * pools may have, since others may use the same account.
   *
   * @return what is to be warned of; empty for nothing
   */
  private static String judge(ResultSet row, int size, int fleet) throws SQLException {
    long limit = row.getLong(1);
    long reserved = row.getLong(2);
    long ofFleet = Math.min(row.getLong(4), (fleet - 1L) * size);
    long used = row.getLong(3) - Math.max(0, ofFleet);
    long wanted = (long) size * fleet;
    long room = Math.max(0, limit - reserved - used);
    if (wanted <= room) {
      return "";
    }
    String pools = fleet > 1 ? " of each of " + fleet + " instances (SOFTSTART_FLEET)" : "";
    return "the server has no room for the pool: maximumPoolSize "
        + size
        + pools
        + " makes "
        + wanted
        + " connections, and "
        + room
        + " are left (max_connections "
        + limit
        + ", "
        + reserved
        + " reserved, "
        + used
        + " used by others). To do: make the pool smaller, or raise max_connections";
  }
}
