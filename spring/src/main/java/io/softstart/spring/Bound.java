package io.softstart.spring;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.core.env.Environment;

/**
 * A property as Spring binds it to its own beans. {@code Environment.getProperty} differs: it
 * throws for a password that holds what looks like a placeholder.
 */
final class Bound {
  private Bound() {}

  static @Nullable String text(Environment environment, String property) {
    return as(String.class, environment, property);
  }

  /** One whose name holds what Spring would not let stand in a name of its own. */
  static @Nullable String text(Environment environment, ConfigurationPropertyName property) {
    return Binder.get(environment).bind(property, Bindable.of(String.class)).orElse(null);
  }

  static List<String> list(Environment environment, String property) {
    return Binder.get(environment).bind(property, Bindable.listOf(String.class)).orElse(List.of());
  }

  static <T> @Nullable T as(Class<T> type, Environment environment, String property) {
    return Binder.get(environment).bind(property, type).orElse(null);
  }
}
