package io.softstart.testkit;

import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What a PostgreSQL is set up with, and the texts that set it up, the same for any backend. */
record PostgresSettings(
    String user,
    String password,
    String database,
    String image,
    Map<String, String> parameters,
    List<String> hba) {

  /** Logs in past any limit that a test sets; its name collides with nobody's. */
  static final String SUPERUSER = "softstart_superuser";

  static final String SUPERUSER_PASSWORD = UUID.randomUUID().toString();

  static final String EXTRA_FILE = "softstart.conf";

  /** A file and no command line, so that ALTER SYSTEM can still override. */
  static final String INCLUDE = "include_if_exists '" + EXTRA_FILE + "'";

  PostgresSettings {
    parameters = Map.copyOf(parameters);
    hba = List.copyOf(hba);
  }

  /** Statements ended by an empty line, as the single-user mode wants them. */
  String initialSql() {
    String owner = identifier(user);
    String login = "CREATE ROLE " + owner + " LOGIN PASSWORD " + literal(password) + ";\n\n";
    return database.equals("postgres")
        ? login + "ALTER DATABASE postgres OWNER TO " + owner + ";\n\n"
        : login + "CREATE DATABASE " + identifier(database) + " OWNER " + owner + ";\n\n";
  }

  /** The extra settings file; given parameters come last and so win. */
  String configuration(Map<String, String> ofBackend) {
    return lines(ofBackend)
        + lines(
            Map.of(
                "ssl", "off",
                "fsync", "off", // survives the death of any process, and that is all that is tested
                "shared_buffers", "16MB",
                "max_wal_size", "64MB"))
        + lines(parameters);
  }

  /** The test's own rules come before the general one, but never lock out the superuser. */
  String hbaFile() {
    return hbaFile(hba);
  }

  static String hbaFile(List<String> rules) {
    return Stream.concat(
            Stream.concat(
                Stream.of("local all all trust", "host all " + SUPERUSER + " all scram-sha-256"),
                rules.stream()),
            Stream.of("host all all all scram-sha-256"))
        .collect(Collectors.joining("\n", "", "\n"));
  }

  private static String lines(Map<String, String> parameters) {
    return parameters.entrySet().stream()
        .map(p -> p.getKey() + " = " + literal(p.getValue()) + "\n")
        .sorted()
        .collect(Collectors.joining());
  }

  static String identifier(String name) {
    return '"' + name.replace("\"", "\"\"") + '"';
  }

  static String literal(String value) {
    return "'" + value.replace("'", "''") + "'";
  }
}
