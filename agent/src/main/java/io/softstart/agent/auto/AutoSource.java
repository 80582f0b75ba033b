package io.softstart.agent.auto;

import io.softstart.config.ConfigSource;
import io.softstart.settings.OperatorSettings;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;

/**
 * Answers with gates where a source says auto.
 *
 * @param gates empty for none
 * @param variables where they come from, in words
 */
record AutoSource(ConfigSource source, String gates, String variables) implements ConfigSource {
  @Override
  public Optional<String> find(String key) {
    Optional<String> text = source.find(key);
    if (text.isEmpty() || !key.equals(OperatorSettings.WAIT_FOR)) {
      return text;
    }
    return gates.isEmpty() ? Optional.empty() : Optional.of(gates);
  }

  @Override
  public String origin(String key) {
    boolean ours = key.equals(OperatorSettings.WAIT_FOR) && !gates.isEmpty();
    return source.origin(key) + (ours ? "=auto: " + variables : "");
  }

  @Override
  public String name(String key) {
    return source.name(key);
  }

  @Override
  public Set<String> names() {
    return source.names();
  }

  @Override
  public Set<Path> files() {
    return source.files();
  }

  /** Its gates may hold passwords. */
  @Override
  public String toString() {
    return source.toString();
  }
}
