package io.softstart.spring;

import java.lang.reflect.Method;
import java.util.LinkedHashMap;
import java.util.Map;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** What {@code DataSource} beans of Spring's route to, or stand before. */
final class SourceTargets {
  private static final int DEEPEST = 8;

  private SourceTargets() {}

  /**
   * {@return those that connect in the end, by the name of the bean, and of the key where there are
   * several}
   */
  static Map<String, DataSource> of(String name, DataSource source) {
    Map<String, DataSource> targets = new LinkedHashMap<>();
    add(targets, name, source, 0);
    return targets;
  }

  private static void add(
      Map<String, DataSource> targets, String name, DataSource source, int depth) {
    Object routed = call(source, "AbstractRoutingDataSource", "getResolvedDataSources");
    Object target = call(source, "DelegatingDataSource", "getTargetDataSource");
    if (depth == DEEPEST) {
      targets.put(name, source);
    } else if (routed instanceof Map<?, ?> several) {
      for (Map.Entry<?, ?> one : several.entrySet()) {
        if (one.getValue() instanceof DataSource next) {
          add(targets, name + "-" + one.getKey(), next, depth + 1);
        }
      }
    } else if (target instanceof DataSource next) {
      add(targets, name, next, depth + 1);
    } else {
      targets.put(name, source);
    }
  }

  private static @Nullable Object call(DataSource source, String type, String method) {
    for (Class<?> next = source.getClass(); next != null; next = next.getSuperclass()) {
      if (next.getSimpleName().equals(type)) {
        try {
          Method getter = next.getMethod(method);
          return getter.invoke(source);
        } catch (ReflectiveOperationException | RuntimeException otherSpring) {
          return null;
        }
      }
    }
    return null;
  }
}
