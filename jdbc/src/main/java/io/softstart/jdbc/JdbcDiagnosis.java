package io.softstart.jdbc;

import io.softstart.diagnosis.Diagnosis;
import io.softstart.diagnosis.rules.DiagnosisTable;
import io.softstart.net.Target;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** What this module knows of drivers and pools, as data; loaded at the first failure. */
final class JdbcDiagnosis {
  private static final Map<String, DiagnosisTable> TABLES = new ConcurrentHashMap<>();

  private JdbcDiagnosis() {}

  static Diagnosis of(Source<?> source) {
    return of(source, words(source, source.target()));
  }

  /** Returns what is known of one host of a URL that names several; sockets and TLS as well. */
  static Diagnosis ofHost(Source<?> source, String url) {
    Map<String, String> words = words(source, Optional.of(JdbcTarget.of(url)));
    return of(source, words).orElse(DiagnosisTable.network().with(words));
  }

  private static Diagnosis of(Source<?> source, Map<String, String> words) {
    Vendor byUrl = source.target().map(Target::scheme).map(s -> Vendor.of(s + ":")).orElse(null);
    Diagnosis vendors =
        thrown -> {
          Vendor vendor = byUrl == null ? Vendor.of(thrown) : byUrl;
          return vendor == null
              ? Optional.empty()
              : table(vendor.rules()).with(words).diagnose(thrown);
        };
    Diagnosis rules = vendors.orElse(table("jdbc.rules").with(words));
    if (source.namesNoUser()) {
      rules = table("nouser.rules").with(words).orElse(rules);
    }
    return source.passwordMayChange() ? table("supplied.rules").with(words).orElse(rules) : rules;
  }

  /** Returns all rules by file, in the order in which they are asked, for documentation. */
  static Map<String, DiagnosisTable> tables() {
    Map<String, DiagnosisTable> all = new LinkedHashMap<>();
    all.put("supplied.rules", table("supplied.rules"));
    all.put("nouser.rules", table("nouser.rules"));
    for (Vendor vendor : Vendor.values()) {
      all.put(vendor.rules(), table(vendor.rules()));
    }
    all.put("jdbc.rules", table("jdbc.rules"));
    return all;
  }

  private static DiagnosisTable table(String resource) {
    return TABLES.computeIfAbsent(resource, JdbcDiagnosis::load);
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

  private static Map<String, String> words(Source<?> source, Optional<Target> target) {
    String address = target.map(Target::address).orElse("the server");
    String name = target.map(Target::name).orElse("");
    String user = source.user();
    Map<String, String> words = new HashMap<>();
    words.put("target", address);
    words.put("host", target.flatMap(Target::endpoint).map(Target.Endpoint::host).orElse(address));
    words.put(
        "port",
        target.flatMap(Target::endpoint).map(e -> Integer.toString(e.port())).orElse("its port"));
    words.put("user", user == null ? "(unknown)" : user);
    words.put("database", name.isEmpty() ? "(unknown)" : name);
    return words;
  }
}
