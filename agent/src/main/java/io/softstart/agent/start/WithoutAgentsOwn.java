package io.softstart.agent.start;

import io.softstart.config.ConfigSource;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** A source whose variables for the agent alone are not told to be unknown. */
record WithoutAgentsOwn(ConfigSource source) implements ConfigSource {
  @Override
  public Optional<String> find(String key) {
    return source.find(key);
  }

  @Override
  public String origin(String key) {
    return source.origin(key);
  }

  @Override
  public String name(String key) {
    return source.name(key);
  }

  @Override
  public Set<Path> files() {
    return source.files();
  }

  @Override
  public Set<String> names() {
    Set<String> names = new TreeSet<>(source.names());
    names.remove(ReadyRule.KEY);
    return names;
  }
}
