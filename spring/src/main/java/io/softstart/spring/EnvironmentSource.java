package io.softstart.spring;

import io.softstart.config.ConfigSource;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.core.env.Environment;

/**
 * The operator's settings as properties of Spring: {@code SOFTSTART_ON_FAILURE} is {@code
 * softstart.on-failure}. Before the environment is prepared, only system properties and environment
 * variables are known.
 */
final class EnvironmentSource implements ConfigSource {
  private volatile @Nullable Environment environment;

  void attach(Environment prepared) {
    environment = prepared;
  }

  @Override
  public Optional<String> find(String key) {
    Environment known = environment;
    if (known != null) {
      return Optional.ofNullable(known.getProperty(property(key)));
    }
    String set = System.getProperty(property(key));
    return Optional.ofNullable(set == null ? System.getenv(key) : set);
  }

  @Override
  public String origin(String key) {
    return "property " + property(key);
  }

  /**
   * Nobody is to be warned of unknown variables by these names: properties have their own check.
   */
  @Override
  public Set<String> names() {
    return Set.of();
  }

  private static String property(String key) {
    return key.toLowerCase(Locale.ROOT).replaceFirst("_", ".").replace('_', '-');
  }
}
