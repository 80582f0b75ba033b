package io.softstart.spring;

import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.util.Enumeration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The properties that are known to the jars of the class path, by the metadata that they bring for
 * editors, and to the application's own configuration. Reading it takes a while: only for a name
 * that is suspicious already. A native image has no metadata, so there a suspicion stands.
 */
final class KnownProperties {
  private static final String METADATA = "META-INF/spring-configuration-metadata.json";

  private static final String NAME = "\"name\"";
  private static final String TYPE = "\"type\"";

  /** The level of deprecation of what is no longer bound. */
  private static final String GONE = "\"error\"";

  /** The variables that are bound to them. */
  private final Set<String> names = new HashSet<>();

  /** Those of maps and lists: anything may stand behind them. */
  private final Set<String> beginnings = new HashSet<>();

  private KnownProperties() {}

  static KnownProperties ofClassPath(NamesSet set) {
    KnownProperties known = new KnownProperties();
    try {
      Enumeration<URL> all = Thread.currentThread().getContextClassLoader().getResources(METADATA);
      while (all.hasMoreElements()) {
        known.read(all.nextElement());
      }
    } catch (IOException | RuntimeException unreadable) {
      // a jar without readable metadata knows fewer names; there is only a warning at stake
    }
    VariableForms.addAll(set.properties(), known.names);
    return known;
  }

  private void read(URL url) throws IOException {
    try (InputStream in = url.openStream()) {
      String json = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      int next = json.indexOf(NAME);
      while (next >= 0) {
        int at = next;
        next = json.indexOf(NAME, at + 1);
        add(json.substring(at, next < 0 ? json.length() : next));
      }
    }
  }

  /**
   * Takes an object of the metadata from its name to the next one's. Not parsed as JSON: the parser
   * that Spring Boot falls back to cannot read all of it.
   */
  private void add(String object) {
    boolean gone = object.contains(GONE);
    if (!gone) {
      List<String> name = List.of(textOf(NAME, object));
      VariableForms.addAll(name, names);
      String type = textOf(TYPE, object);
      if (type.startsWith("java.util.Map") || type.startsWith("java.util.List")) {
        VariableForms.addAll(name, beginnings);
      }
    }
  }

  private static String textOf(String key, String object) {
    int at = object.indexOf(key);
    int begin = at < 0 ? -1 : object.indexOf('"', at + key.length());
    int end = begin < 0 ? -1 : object.indexOf('"', begin + 1);
    return end < 0 ? "" : object.substring(begin + 1, end);
  }

  /** {@return whether a property is bound to an environment variable} */
  boolean has(String variable) {
    if (VariableForms.isAmong(names, variable)) {
      return true;
    }
    for (String beginning : beginnings) {
      if (variable.startsWith(beginning + "_")) {
        return true;
      }
    }
    return false;
  }
}
