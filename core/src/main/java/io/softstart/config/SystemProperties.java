package io.softstart.config;

import io.softstart.text.Ascii;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/** What was given to the JVM with {@code -D}. */
final class SystemProperties implements ConfigSource {
  /** First words of the JVM's own properties: USER_NAME must not be answered by user.name. */
  private static final Set<String> JVM =
      Set.of(
          "file", "java", "jdk", "line", "native", "os", "path", "stderr", "stdin", "stdout", "sun",
          "user");

  /** Of the operator's settings, which many write as Spring Boot does: softstart.wait-for. */
  private static final String OWN = "softstart.";

  @Override
  public Optional<String> find(String key) {
    return Optional.ofNullable(System.getProperty(form(key)));
  }

  @Override
  public String origin(String key) {
    return "system property " + form(key);
  }

  /** Without the JVM's own: {@code user.name} is no slip for {@code USER_NAME}. */
  @Override
  public Set<String> names() {
    Set<String> names = new HashSet<>();
    for (String name : System.getProperties().stringPropertyNames()) {
      if (!isOfJvm(name)) {
        names.add(name);
      }
    }
    return names;
  }

  static String dotted(String key) {
    return Ascii.lower(key, '.');
  }

  private static String form(String key) {
    if (System.getProperty(key) != null) {
      return key;
    }
    String dotted = dotted(key);
    if (dotted.startsWith(OWN) && System.getProperty(dotted) == null) {
      String dashed = OWN + dotted.substring(OWN.length()).replace('.', '-');
      return System.getProperty(dashed) == null ? dotted : dashed;
    }
    return isOfJvm(dotted) ? key : dotted;
  }

  private static boolean isOfJvm(String dotted) {
    int dot = dotted.indexOf('.');
    return JVM.contains(dot < 0 ? dotted : dotted.substring(0, dot));
  }
}
