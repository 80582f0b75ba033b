package io.softstart.config;

import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** The variables of the process. */
final class Environment implements ConfigSource {
  @Override
  public Optional<String> find(String key) {
    return Optional.ofNullable(System.getenv(form(key)));
  }

  @Override
  public String origin(String key) {
    return "environment variable " + form(key);
  }

  @Override
  public Set<String> names() {
    return System.getenv().keySet();
  }

  private static String form(String key) {
    return System.getenv(key) != null ? key : upper(key);
  }

  static String upper(String key) {
    return key.replace('.', '_').replace('-', '_').toUpperCase(Locale.ROOT);
  }
}
