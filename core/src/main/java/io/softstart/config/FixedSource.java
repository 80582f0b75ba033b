package io.softstart.config;

import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A map as a source. */
record FixedSource(String name, Map<String, String> values) implements ConfigSource {
  @Override
  public Optional<String> find(String key) {
    return Optional.ofNullable(values.get(key));
  }

  @Override
  public String origin(String key) {
    return key + " in " + name;
  }

  @Override
  public Set<String> names() {
    return values.keySet();
  }
}
