package io.softstart.spring;

import io.softstart.gate.Gate;
import java.util.ArrayList;
import java.util.List;
import org.springframework.core.env.ConfigurableEnvironment;

/** The gates of what Spring Boot itself is configured to connect to. */
final class SpringGates {
  private SpringGates() {}

  static List<Gate<?>> from(ConfigurableEnvironment environment) {
    List<Gate<?>> gates = new ArrayList<>();
    if (isPresent("io.softstart.jdbc.JdbcProbe")) {
      gates.addAll(DataSourceGates.from(environment));
    }
    if (isPresent("io.softstart.redis.RedisProbe")
        && isPresent("io.lettuce.core.RedisClient")
        && isPresent("org.springframework.data.redis.connection.RedisConnectionFactory")) {
      gates.addAll(RedisGate.from(environment));
    }
    if (isPresent("io.softstart.kafka.KafkaProbe")
        && isPresent("org.apache.kafka.clients.admin.Admin")
        && isPresent("org.springframework.kafka.core.KafkaAdmin")) {
      gates.addAll(KafkaGate.from(environment));
    }
    return gates;
  }

  /** Looks for the file only: to load the class takes longer. */
  private static boolean isPresent(String type) {
    ClassLoader loader = Thread.currentThread().getContextClassLoader();
    String file = type.replace('.', '/') + ".class";
    return (loader == null ? SpringGates.class.getClassLoader() : loader).getResource(file) != null;
  }
}
