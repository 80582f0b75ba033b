package io.softstart.redis;

import io.softstart.diagnosis.Diagnosis;
import io.softstart.diagnosis.rules.DiagnosisTable;
import io.softstart.net.Target;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What this module knows of Redis and Lettuce, as data; loaded at the first failure. */
final class RedisDiagnosis {
  private static final String RULES = "redis.rules";

  private RedisDiagnosis() {}

  static Diagnosis of(Source<?> source) {
    return table().with(words(source));
  }

  /** Returns the rules, for documentation too. */
  static DiagnosisTable table() {
    return Loaded.TABLE;
  }

  /** The word in capitals that a Redis error begins with, such as LOADING; or what was found. */
  private static Collection<String> codes(Throwable thrown) {
    if (thrown instanceof WrongProtocolException wrong) {
      return List.of(wrong.found().name());
    }
    String message = thrown.getMessage();
    if (message == null || !thrown.getClass().getName().startsWith("io.lettuce.")) {
      return List.of();
    }
    int end = 0;
    while (end < message.length() && message.charAt(end) >= 'A' && message.charAt(end) <= 'Z') {
      end++;
    }
    boolean word = end > 2 && (end == message.length() || message.charAt(end) == ' ');
    return word ? List.of(message.substring(0, end)) : List.of();
  }

  private static Map<String, String> words(Source<?> source) {
    Address known = source.address();
    Optional<Target> target = Optional.ofNullable(known).map(Address::target);
    String address = target.map(Target::address).orElse("the server");
    String name = target.map(Target::name).orElse("");
    Map<String, String> words = new HashMap<>();
    words.put("target", address);
    words.put("host", target.flatMap(Target::endpoint).map(Target.Endpoint::host).orElse(address));
    words.put("user", known == null ? "of the client" : known.user());
    words.put("database", name.isEmpty() ? "0" : name);
    return words;
  }

  private static final class Loaded {
    static final DiagnosisTable TABLE =
        DiagnosisTable.read(
            RULES, RedisDiagnosis.class.getResourceAsStream(RULES), RedisDiagnosis::codes);
  }
}
