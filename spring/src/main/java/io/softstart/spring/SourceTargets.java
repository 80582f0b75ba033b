package io.softstart.spring;

import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** What {@code DataSource} beans of Spring's route to, or stand before. */
final class SourceTargets {
  private static final int DEEPEST = 8;

  private SourceTargets() {}

  /**
   * One that connects in the end.
   *
   * @param name of the bean, and of the key where there are several
   * @param source what connects
   * @param spare whether it is one of several, and not the one that is used by default: it may
   *     never be used
   */
  record Target(String name, DataSource source, boolean spare) {}

  static List<Target> of(String name, DataSource source) {
    List<Target> targets = new ArrayList<>();
    add(targets, new Target(name, source, false), 0);
    return targets;
  }

  private static void add(List<Target> targets, Target seen, int depth) {
    DataSource source = seen.source();
    Object routed = call(source, "AbstractRoutingDataSource", "getResolvedDataSources");
    Object target = call(source, "DelegatingDataSource", "getTargetDataSource");
    if (depth == DEEPEST) {
      targets.add(seen);
    } else if (routed instanceof Map<?, ?> several) {
      Object first = call(source, "AbstractRoutingDataSource", "getResolvedDefaultDataSource");
      for (Map.Entry<?, ?> one : several.entrySet()) {
        if (one.getValue() instanceof DataSource next) {
          String key = seen.name() + "-" + one.getKey();
          add(targets, new Target(key, next, seen.spare() || next != first), depth + 1);
        }
      }
    } else if (target instanceof DataSource next) {
      add(targets, new Target(seen.name(), next, seen.spare()), depth + 1);
    } else {
      targets.add(seen);
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
