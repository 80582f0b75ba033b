package io.softstart.spring;

import java.util.List;
import java.util.Map;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.util.ClassUtils;

/**
 * Which dependencies need no wait before the first bean, since their own client waits inside of its
 * first connection: an application that starts its own server or tunnel has done so by then.
 */
final class FirstUse {
  private static final Map<String, String> WAITING =
      Map.of("datasource", "com.zaxxer.hikari.HikariDataSource");
  private static final String SOURCE = "javax.sql.DataSource";

  private FirstUse() {}

  /** {@return whether all clients of a gate are known to wait themselves; builds no bean} */
  static boolean waits(String gate, ConfigurableListableBeanFactory beans) {
    String pool = WAITING.get(gate);
    ClassLoader loader = beans.getBeanClassLoader();
    if (pool == null || !ClassUtils.isPresent(pool, loader)) {
      return false;
    }
    Class<?> waiting = ClassUtils.resolveClassName(pool, loader);
    Class<?> sources = ClassUtils.resolveClassName(SOURCE, loader);
    List<String> names = List.of(beans.getBeanNamesForType(sources, true, false));
    for (String name : names) {
      Class<?> made = beans.getType(name, false);
      if (made == null || !waiting.isAssignableFrom(made)) {
        return false;
      }
    }
    return !names.isEmpty();
  }
}
