package io.softstart.spring;

import io.softstart.text.Suggestion;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a gate can be told beyond its URL, and which URLs that fits; read when something does not.
 */
final class Conditions {
  private static final String DATABASES = "jdbc: URLs";
  private static final String REDIS = "redis: URLs";
  private static final String KAFKA = "kafka: URLs";
  private static final String BOTH = "jdbc: and redis: URLs";

  /** The probes' own options; a test compares them with what the modules ask for. */
  static final Map<String, String> FITTING =
      Map.ofEntries(
          Map.entry("table", DATABASES),
          Map.entry("query", DATABASES),
          Map.entry("migrated", DATABASES),
          Map.entry("migrated-to", DATABASES),
          Map.entry("writable", BOTH),
          Map.entry("user", BOTH),
          Map.entry("password", BOTH),
          Map.entry("password-file", BOTH),
          Map.entry("cluster", REDIS),
          Map.entry("cluster-ok", REDIS),
          Map.entry("key", REDIS),
          Map.entry("min-replicas", REDIS),
          Map.entry("topics", KAFKA),
          Map.entry("min-brokers", KAFKA),
          Map.entry("reachable", KAFKA),
          Map.entry("consumer-group", KAFKA),
          Map.entry("status", "http: and https: URLs"),
          Map.entry("body", "http: and https: URLs"),
          Map.entry("stays-open-for", "tcp: URLs"));

  private Conditions() {}

  /** {@return why an option is not taken, to be read after its name} */
  static String misfit(String option) {
    String fitting = fitting(option);
    return fitting == null
        ? "is no setting of a gate"
        : "does not fit this gate: it is for " + fitting;
  }

  /** {@return the options that ask something of what a gate tries} */
  static List<String> names() {
    List<String> names = new ArrayList<>();
    for (String option : FITTING.keySet()) {
      if (isOne(NamesSet.uniform(option))) {
        names.add(option);
      }
    }
    return names;
  }

  /** {@return whether an option asks something of what a gate tries; logins do not} */
  static boolean isOne(String uniform) {
    return fitting(uniform) != null && !uniform.startsWith("user") && !uniform.startsWith("passw");
  }

  /** {@return what to do about it} */
  static String hint(String option, List<String> taken) {
    String meant = fitting(option) == null ? Suggestion.meant(option, taken) : null;
    return meant == null ? "remove it" : meant;
  }

  private static @Nullable String fitting(String uniform) {
    for (Map.Entry<String, String> option : FITTING.entrySet()) {
      if (NamesSet.uniform(option.getKey()).equals(uniform)) {
        return option.getValue();
      }
    }
    return null;
  }
}
