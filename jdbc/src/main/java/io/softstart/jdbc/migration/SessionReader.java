package io.softstart.jdbc.migration;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Asks PostgreSQL, MySQL and MariaDB which sessions there are. */
final class SessionReader {
  /** Hidden rows have a null for the port; a local socket has -1. */
  private static final String POSTGRESQL =
      "select pid, usename, coalesce(host(client_addr), ''), client_port,"
          + " extract(epoch from backend_start), pid = pg_backend_pid()"
          + " from pg_stat_activity where datname = current_database()"
          + " and coalesce(backend_type, 'client backend') = 'client backend'";

  /** What makes several servers one: extensions, and functions of products that have no other. */
  private static final String ALONE =
      "select version(), pg_is_in_recovery(), exists (select 1 from pg_subscription where subdbid ="
          + " (select oid from pg_database where datname = current_database())), coalesce((select"
          + " min(extname::text) from pg_extension where extname in ('citus', 'bdr', 'spock',"
          + " 'pglogical', 'pgactive')), (select min(proname::text) from pg_proc where proname in"
          + " ('aurora_version', 'yb_servers')), (select 'replication origins' from"
          + " pg_replication_origin limit 1)), concat(inet_server_addr(), ' ', inet_server_port(),"
          + " ' ', pg_postmaster_start_time())";

  private static final String VARIABLES =
      "show global variables where variable_name in ('version', 'version_comment', 'wsrep_on',"
          + " 'wsrep_provider', 'group_replication_group_name', 'aurora_version', 'gtid_slave_pos',"
          + " 'read_only', 'innodb_read_only', 'hostname', 'port', 'server_uuid')";

  private static final String REPLICATING =
      "show global status where variable_name = 'Slaves_running'"; // MariaDB's

  private SessionReader() {}

  /** {@return the sessions; null where they are not known} */
  static @Nullable Sessions read(Connection connection) throws SQLException {
    String product = connection.getMetaData().getDatabaseProductName();
    try (Statement statement = connection.createStatement()) {
      return switch (product) {
        case "PostgreSQL" -> postgresql(statement);
        case "MySQL", "MariaDB" -> mysql(statement);
        default -> null;
      };
    } catch (SQLException refused) { // by a server that only speaks the same protocol
      return null;
    }
  }

  private static @Nullable Sessions postgresql(Statement statement) throws SQLException {
    List<Session> others = new ArrayList<>();
    Session own = null;
    try (ResultSet rows = statement.executeQuery(POSTGRESQL)) {
      while (rows.next()) {
        int port = rows.getInt(4);
        boolean hidden = rows.wasNull();
        Session session =
            new Session(
                rows.getLong(1),
                String.valueOf(rows.getString(2)),
                rows.getString(3),
                port,
                hidden,
                rows.getDouble(5));
        if (rows.getBoolean(6)) {
          own = session;
        } else {
          others.add(session);
        }
      }
    }
    if (own == null) { // hidden ones have a row too
      return null;
    }
    try (ResultSet row = statement.executeQuery(ALONE)) {
      row.next();
      String doubt =
          LoneServer.postgresql(
              String.valueOf(row.getString(1)),
              row.getBoolean(2),
              row.getBoolean(3),
              row.getString(4));
      return new Sessions(String.valueOf(row.getString(5)), own, others, true, doubt);
    }
  }

  /**
   * Without the right PROCESS only sessions of the same user are shown. Whether there are more is
   * told by the number of connections, which is read between two equal lists.
   */
  private static @Nullable Sessions mysql(Statement statement) throws SQLException {
    List<Session> before = processes(statement);
    long connected = connected(statement);
    List<Session> after = processes(statement);
    long self = self(statement);
    List<Session> others = new ArrayList<>();
    Session own = null;
    for (Session session : after) {
      if (session.id() == self) {
        own = session;
      } else {
        others.add(session);
      }
    }
    boolean complete = before.equals(after) && connected <= after.size();
    if (own == null) {
      return null;
    }
    Map<String, String> variables = variables(statement);
    String server =
        variables.get("hostname") + " " + variables.get("port") + variables.get("server_uuid");
    return new Sessions(
        server, own, others, complete, LoneServer.mysql(variables, replica(statement)));
  }

  private static Map<String, String> variables(Statement statement) throws SQLException {
    Map<String, String> variables = new HashMap<>();
    for (String asked : new String[] {VARIABLES, REPLICATING}) {
      try (ResultSet rows = statement.executeQuery(asked)) {
        while (rows.next()) {
          variables.put(
              rows.getString(1).toLowerCase(Locale.ROOT), String.valueOf(rows.getString(2)));
        }
      }
    }
    return variables;
  }

  /** {@return whether it has a source, also one that it has stopped to follow; null if refused} */
  private static @Nullable Boolean replica(Statement statement) {
    for (String word : new String[] {"replica", "slave"}) {
      try (ResultSet rows = statement.executeQuery("show " + word + " status")) {
        return rows.next();
      } catch (SQLException refused) {
        // or older than that word
      }
    }
    return null;
  }

  private static List<Session> processes(Statement statement) throws SQLException {
    List<Session> sessions = new ArrayList<>();
    try (ResultSet rows = statement.executeQuery("show processlist")) {
      while (rows.next()) {
        String user = String.valueOf(rows.getString("User"));
        String host = String.valueOf(rows.getString("Host"));
        long id = rows.getLong("Id");
        if (!user.equals("system user") && !user.equals("event_scheduler")) {
          sessions.add(session(id, user, host));
        }
      }
    }
    return sessions;
  }

  private static Session session(long id, String user, String host) {
    int colon = host.lastIndexOf(':');
    int port = colon < 0 ? -1 : number(host.substring(colon + 1));
    String address = colon < 0 ? "" : host.substring(0, colon);
    return new Session(id, user, address, port, false, id);
  }

  private static int number(String digits) {
    try {
      return Integer.parseInt(digits);
    } catch (NumberFormatException other) {
      return -1;
    }
  }

  private static long connected(Statement statement) throws SQLException {
    try (ResultSet row = statement.executeQuery("show global status like 'Threads_connected'")) {
      return row.next() ? row.getLong(2) : Long.MAX_VALUE;
    }
  }

  private static long self(Statement statement) throws SQLException {
    try (ResultSet row = statement.executeQuery("select connection_id()")) {
      return row.next() ? row.getLong(1) : -1;
    }
  }
}
