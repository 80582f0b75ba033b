package io.softstart.spring;

import java.util.List;
import java.util.Map;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.util.ClassUtils;

/**
 * Which connections are not those that the properties name, by {@code ConnectionDetails} beans: of
 * Docker Compose, of Testcontainers, of the application's own.
 */
final class OtherConnections {
  /** By gates; Spring Boot 4 has moved them. */
  private static final Map<String, List<String>> DETAILS =
      Map.of(
          "datasource",
          List.of(
              "org.springframework.boot.autoconfigure.jdbc.JdbcConnectionDetails",
              "org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails"),
          "flyway",
          List.of(
              "org.springframework.boot.autoconfigure.flyway.FlywayConnectionDetails",
              "org.springframework.boot.flyway.autoconfigure.FlywayConnectionDetails"),
          "liquibase",
          List.of(
              "org.springframework.boot.autoconfigure.liquibase.LiquibaseConnectionDetails",
              "org.springframework.boot.liquibase.autoconfigure.LiquibaseConnectionDetails"),
          R2dbcGate.NAME,
          List.of(
              "org.springframework.boot.autoconfigure.r2dbc.R2dbcConnectionDetails",
              "org.springframework.boot.r2dbc.autoconfigure.R2dbcConnectionDetails"),
          "redis",
          List.of(
              "org.springframework.boot.autoconfigure.data.redis.RedisConnectionDetails",
              "org.springframework.boot.data.redis.autoconfigure.DataRedisConnectionDetails"),
          "kafka",
          List.of(
              "org.springframework.boot.autoconfigure.kafka.KafkaConnectionDetails",
              "org.springframework.boot.kafka.autoconfigure.KafkaConnectionDetails"));

  private OtherConnections() {}

  /** Whether a bean says where a gate's dependency is, other than from properties; builds none. */
  static boolean areOf(String gate, ConfigurableListableBeanFactory beans) {
    ClassLoader loader = beans.getBeanClassLoader();
    for (String type : DETAILS.getOrDefault(gate, List.of())) {
      if (ClassUtils.isPresent(type, loader)) {
        Class<?> details = ClassUtils.resolveClassName(type, loader);
        for (String name : beans.getBeanNamesForType(details, true, false)) {
          Class<?> made = beans.getType(name, false);
          if (made != null && !made.getSimpleName().startsWith("Properties")) {
            return true;
          }
        }
      }
    }
    return false;
  }
}
