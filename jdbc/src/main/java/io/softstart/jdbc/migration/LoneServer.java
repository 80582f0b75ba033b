package io.softstart.jdbc.migration;

import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Whether a server is surely the only one whose sessions can have written what is in its tables:
 * then a list of its sessions is a list of all possible holders of a lock. Kinds that are not known
 * by their version are not.
 */
final class LoneServer {
  /** With the makers of packages; products that only speak its protocol say more. */
  private static final Pattern POSTGRESQL =
      Pattern.compile(
          "PostgreSQL \\d+(\\.\\d+)*((devel|beta|rc)\\d*)?( \\((Debian|Ubuntu|Homebrew) [^)]*\\))? on"
              + " .*");

  private static final Pattern MARIADB = Pattern.compile("\\d+\\.\\d+\\.\\d+-MariaDB.*");
  private static final Pattern MYSQL =
      Pattern.compile("\\d+\\.\\d+\\.\\d+(-(\\d+ubuntu.*|[\\d.]+|commercial|debug|log|google))*");
  private static final Pattern MYSQL_MAKER =
      Pattern.compile(
          "(MySQL (Community|Enterprise) Server|Percona Server|\\(Ubuntu\\)|\\(Debian\\)).*");

  private LoneServer() {}

  /**
   * {@return why it may not be the only one, as the end of a sentence; null if it surely is}
   *
   * @param version what it calls itself
   * @param recovering whether it is a standby
   * @param subscribed whether it subscribes to another server's tables
   * @param clusters what of an extension or a product it has that makes several servers one
   */
  static @Nullable String postgresql(
      String version, boolean recovering, boolean subscribed, @Nullable String clusters) {
    if (recovering) {
      return "this server is a standby, so that the holder has its session at the primary";
    }
    if (clusters != null) {
      return severalBy(clusters);
    }
    if (subscribed) {
      return "this server subscribes to tables of another one, where the holder may have its"
          + " session";
    }
    return POSTGRESQL.matcher(version).matches() && !version.contains("Redshift")
        ? null
        : unknown(version);
  }

  /**
   * {@return why it may not be the only one, as the end of a sentence; null if it surely is}
   *
   * @param variables those of the server that tell, by their names in lower case
   * @param replica whether it replicates from another server; null if this login may not ask
   */
  static @Nullable String mysql(Map<String, String> variables, @Nullable Boolean replica) {
    String version = variables.getOrDefault("version", "");
    if (isOn(variables, "wsrep_on") || isNamed(variables, "wsrep_provider")) {
      return severalBy("Galera");
    }
    if (isNamed(variables, "group_replication_group_name")) {
      return severalBy("group replication");
    }
    if (isNamed(variables, "aurora_version")) {
      return severalBy("Aurora");
    }
    if (Boolean.TRUE.equals(replica)
        || isNamed(variables, "gtid_slave_pos")
        || !variables.getOrDefault("slaves_running", "0").equals("0")
        || isOn(variables, "read_only")
        || isOn(variables, "innodb_read_only")) {
      return "this server is or was a replica, or is read only, so that the holder may have its"
          + " session at another one";
    }
    boolean mariadb = MARIADB.matcher(version).matches();
    boolean mysql =
        MYSQL.matcher(version).matches()
            && MYSQL_MAKER.matcher(variables.getOrDefault("version_comment", "")).matches();
    if (!mariadb && !mysql) {
      return unknown(version);
    }
    return mariadb || replica != null // MariaDB tells everybody
        ? null
        : "this login may not ask whether the server is a replica (MySQL's right REPLICATION"
            + " CLIENT)";
  }

  private static String severalBy(String what) {
    return "the server is one of several ("
        + what
        + "), so that the holder may have its session at another one";
  }

  private static String unknown(String version) {
    return "it is not known whether this kind of server tells of all sessions (version "
        + version
        + ")";
  }

  private static boolean isOn(Map<String, String> variables, String name) {
    String value = variables.getOrDefault(name, "");
    return value.equalsIgnoreCase("ON") || value.equals("1");
  }

  private static boolean isNamed(Map<String, String> variables, String name) {
    String value = variables.getOrDefault(name, "");
    return !value.isEmpty() && !value.equalsIgnoreCase("none");
  }
}
