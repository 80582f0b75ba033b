package io.softstart.spring;

import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.util.Enumeration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.springframework.boot.json.JsonParserFactory;

/**
 * The properties that are known to the jars of the class path, by the metadata that they bring for
 * editors, and to the application's own configuration. Reading it takes a while: only for a name
 * that is suspicious already. A native image has no metadata, so there a suspicion stands.
 */
final class KnownProperties {
  private static final String METADATA = "META-INF/spring-configuration-metadata.json";

  /** The variables that are bound to them. */
  private final Set<String> names = new HashSet<>();

  /** Those of maps and lists: anything may stand behind them. */
  private final Set<String> beginnings = new HashSet<>();

  private KnownProperties() {}

  static KnownProperties ofClassPath(NamesSet set) {
    KnownProperties known = new KnownProperties();
    try {
      Enumeration<URL> all =
          Thread.currentThread().getContextClassLoader().getResources(METADATA);
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
      Object properties = JsonParserFactory.getJsonParser().parseMap(json).get("properties");
      if (properties instanceof List<?> list) {
        for (Object property : list) {
          add((Map<?, ?>) property);
        }
      }
    }
  }

  private void add(Map<?, ?> property) {
    List<String> name = List.of(String.valueOf(property.get("name")));
    String type = String.valueOf(property.get("type"));
    boolean gone =
        property.get("deprecation") instanceof Map<?, ?> why && "error".equals(why.get("level"));
    if (!gone) {
      VariableForms.addAll(name, names);
      if (type.startsWith("java.util.Map") || type.startsWith("java.util.List")) {
        VariableForms.addAll(name, beginnings);
      }
    }
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
