package io.softstart.spring;

import io.softstart.config.ConfigSource;
import io.softstart.text.Ascii;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.source.ConfigurationProperty;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertySource;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.core.env.ConfigurableEnvironment;

/**
 * Spring's Environment as a source of settings, with its relaxed names and its placeholders. A key
 * of core, {@code SOFTSTART_STATUS_PORT}, is the property {@code softstart.status.port}, which
 * Spring also finds in the variable {@code SOFTSTART_STATUS_PORT}.
 *
 * <p>It remembers what it was asked for: of {@code softstart.*} that is all there is.
 */
final class EnvironmentSource implements ConfigSource {
  private static final String VARIABLE = "SOFTSTART_";
  private static final String STATUS = "status-";

  /** Blanks around all others Spring itself would take away when it converts them. */
  private static final Set<String> AS_IT_STANDS =
      Set.of("user", "password", "query", "body", "key");

  private final Set<String> asked = new LinkedHashSet<>();
  private volatile @Nullable ConfigurableEnvironment environment;

  /** From now on this is what is asked; until then, only the process's own properties are known. */
  void attach(ConfigurableEnvironment prepared) {
    environment = prepared;
  }

  /** {@return the property that a key stands for, in its canonical form} */
  static String propertyOf(String key) {
    if (!key.startsWith(VARIABLE)) {
      return key.replace('_', '-').toLowerCase(Locale.ROOT);
    }
    String rest = Ascii.lower(key.substring(VARIABLE.length()), '-');
    return "softstart."
        + (rest.startsWith(STATUS) ? "status." + rest.substring(STATUS.length()) : rest);
  }

  /** {@return the beginning of the properties of a data source's gate, with a dot behind} */
  String prefixOf(String gate) {
    ConfigurableEnvironment known = environment;
    String prefix = known == null ? null : DataSourceGates.prefixes(known).get(gate);
    return prefix == null ? GateSwitches.prefix(gate) : prefix + ".";
  }

  /** {@return the properties that were asked for, in their canonical form} */
  Set<String> asked() {
    return asked;
  }

  /** {@return whether it is set at all, perhaps to a placeholder that has no value} */
  boolean isSet(String property) {
    return first(property) != null;
  }

  /**
   * Looks a key up. One whose placeholder has no value counts as not set: {@link Placeholders} says
   * what is wrong with it.
   */
  @Override
  public Optional<String> find(String key) {
    String property = propertyOf(key);
    ConfigurableEnvironment known = environment;
    if (known == null) {
      String set = System.getProperty(property);
      return Optional.ofNullable(set == null ? System.getenv(key) : set);
    }
    asked.add(property);
    ConfigurationProperty found = property(property);
    if (found != null) {
      return resolved(found, known);
    }
    found = property(property + "[0]");
    if (found == null) { // a system property in the form of a variable
      return Optional.ofNullable(key.equals(property) ? null : known.getProperty(key));
    }
    StringBuilder list = new StringBuilder();
    for (int i = 1; found != null; i++) {
      Optional<String> item = resolved(found, known);
      if (item.isEmpty()) {
        return item;
      }
      list.append(i == 1 ? "" : ",").append(item.get());
      found = property(property + "[" + i + "]");
    }
    return Optional.of(list.toString());
  }

  @Override
  public String name(String key) {
    return propertyOf(key);
  }

  @Override
  public String origin(String key) {
    String property = propertyOf(key);
    ConfigurationProperty found = first(property);
    return found == null ? property : Place.of(found);
  }

  /** None: which names are misspelt is found out with Spring's rules, not with core's. */
  @Override
  public Set<String> names() {
    return Set.of();
  }

  /** The configuration files, the files of a {@code configtree:}, and those of secrets. */
  @Override
  public Set<Path> files() {
    ConfigurableEnvironment known = environment;
    return known == null ? Set.of() : MountedFiles.of(known);
  }

  private @Nullable ConfigurationProperty first(String property) {
    ConfigurationProperty found = property(property);
    return found == null ? property(property + "[0]") : found;
  }

  private static Optional<String> resolved(
      ConfigurationProperty found, ConfigurableEnvironment environment) {
    String text = String.valueOf(found.getValue());
    if (PlaceholderText.withoutValue(environment, text) != null) {
      return Optional.empty();
    }
    String resolved = environment.resolvePlaceholders(text);
    String name = found.getName().getLastElement(ConfigurationPropertyName.Form.UNIFORM);
    return Optional.of(AS_IT_STANDS.contains(name) ? resolved : resolved.strip());
  }

  /** {@return the property in force, if one is set under this name or one that is like it} */
  @Nullable ConfigurationProperty property(String property) {
    // adapt takes all letters; of(..) would refuse the name of a gate
    ConfigurationPropertyName name = ConfigurationPropertyName.adapt(property, '.');
    ConfigurableEnvironment known = environment;
    if (known == null) {
      return null;
    }
    for (ConfigurationPropertySource source : ConfigurationPropertySources.get(known)) {
      ConfigurationProperty found = source.getConfigurationProperty(name);
      if (found != null) {
        return found;
      }
    }
    return null;
  }
}
