package io.softstart.config;

import io.softstart.text.Ascii;
import java.util.Optional;
import java.util.Set;

/** What was given to the JVM with {@code -D}. */
final class SystemProperties implements ConfigSource {
  /** First words of the JVM's own properties: USER_NAME must not be answered by user.name. */
  private static final Set<String> JVM =
      Set.of(
          "file", "java", "jdk", "line", "native", "os", "path", "stderr", "stdin", "stdout", "sun",
          "user");

  @Override
  public Optional<String> find(String key) {
    return Optional.ofNullable(System.getProperty(form(key)));
  }

  @Override
  public String origin(String key) {
    return "system property " + form(key);
  }

  @Override
  public Set<String> names() {
    return System.getProperties().stringPropertyNames();
  }

  private static String form(String key) {
    if (System.getProperty(key) != null) {
      return key;
    }
    String dotted = Ascii.lower(key, '.');
    int dot = dotted.indexOf('.');
    return JVM.contains(dot < 0 ? dotted : dotted.substring(0, dot)) ? key : dotted;
  }
}
