package io.softstart.jdbc;

import io.softstart.diagnosis.Diagnosis;
import io.softstart.diagnosis.DiagnosisTable;
import io.softstart.net.Target;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What this module knows of drivers and pools, as data; loaded at the first failure. */
final class JdbcDiagnosis {
  private static final DiagnosisTable SUPPLIED = load("supplied.rules");
  private static final DiagnosisTable POSTGRESQL = load("postgresql.rules");
  private static final DiagnosisTable JDBC = load("jdbc.rules");

  private JdbcDiagnosis() {}

  static Diagnosis of(Source<?> source) {
    Map<String, String> words = words(source);
    Diagnosis rules = POSTGRESQL.with(words).orElse(JDBC.with(words));
    return source.passwordMayChange() ? SUPPLIED.with(words).orElse(rules) : rules;
  }

  /** Returns all rules in the order in which they are asked, for documentation. */
  static List<DiagnosisTable> tables() {
    return List.of(SUPPLIED, POSTGRESQL, JDBC);
  }

  private static DiagnosisTable load(String resource) {
    return DiagnosisTable.read(
        resource, JdbcDiagnosis.class.getResourceAsStream(resource), JdbcDiagnosis::codes);
  }

  /** SQLState, its class such as {@code 42xxx}, and the vendor's code. */
  private static Collection<String> codes(Throwable thrown) {
    if (!(thrown instanceof SQLException e)) {
      return List.of();
    }
    String vendor = Integer.toString(e.getErrorCode());
    String state = e.getSQLState();
    return state == null || state.length() != 5
        ? List.of(vendor)
        : List.of(state, state.substring(0, 2) + "xxx", vendor);
  }

  private static Map<String, String> words(Source<?> source) {
    Optional<Target> target = source.target();
    String address = target.map(Target::address).orElse("the server");
    String name = target.map(Target::name).orElse("");
    String user = source.user();
    Map<String, String> words = new HashMap<>();
    words.put("target", address);
    words.put("host", target.flatMap(Target::endpoint).map(Target.Endpoint::host).orElse(address));
    words.put("user", user == null ? "(unknown)" : user);
    words.put("database", name.isEmpty() ? "(unknown)" : name);
    return words;
  }
}
