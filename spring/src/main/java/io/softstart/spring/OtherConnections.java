package io.softstart.spring;

import java.util.Locale;
import java.util.Map;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.util.ClassUtils;

/**
 * Which connections are not those that the properties name, by {@code ConnectionDetails} beans: of
 * Docker Compose, of Testcontainers, of the application's own.
 */
final class OtherConnections {
  private static final String DETAILS =
      "org.springframework.boot.autoconfigure.service.connection.ConnectionDetails";

  /** What the interface of a gate's dependency begins with, where it is not the gate's name. */
  private static final Map<String, String> KINDS =
      Map.of("datasource", "jdbc", "mongodb", "mongo", "rabbitmq", "rabbit");

  private OtherConnections() {}

  /** Whether a bean says where a gate's dependency is, other than from properties; builds none. */
  static boolean areOf(String gate, ConfigurableListableBeanFactory beans) {
    ClassLoader loader = beans.getBeanClassLoader();
    if (!ClassUtils.isPresent(DETAILS, loader)) {
      return false;
    }
    Class<?> details = ClassUtils.resolveClassName(DETAILS, loader);
    for (String name : beans.getBeanNamesForType(details, true, false)) {
      Class<?> made = beans.getType(name, false);
      if (made != null && !made.getSimpleName().startsWith("Properties") && isOf(gate, made)) {
        return true;
      }
    }
    return false;
  }

  /** By the name of the interface: Spring Boot 4 has moved them, and put words before some. */
  private static boolean isOf(String gate, Class<?> made) {
    String kind = KINDS.getOrDefault(gate, gate) + "connectiondetails";
    for (Class<?> type : ClassUtils.getAllInterfacesForClass(made)) {
      if (type.getSimpleName().toLowerCase(Locale.ROOT).endsWith(kind)) {
        return true;
      }
    }
    return false;
  }
}
