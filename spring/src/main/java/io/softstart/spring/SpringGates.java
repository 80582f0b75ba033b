package io.softstart.spring;

import io.softstart.gate.Gate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.commons.logging.LogFactory;
import org.springframework.core.env.ConfigurableEnvironment;

/** The gates of what Spring Boot itself is configured to connect to. */
final class SpringGates {
  private static final String REDIS = "spring.data.redis.";
  private static final String KAFKA = "spring.kafka.";

  private SpringGates() {}

  static List<Gate<?>> from(ConfigurableEnvironment environment, SaidOfGates said) {
    List<Gate<?>> gates = new ArrayList<>();
    String provider = ConnectionProviders.named(environment);
    if (provider != null) {
      LogFactory.getLog("io.softstart")
          .info(
              provider
                  + " may provide other connections than the properties name, and starts and awaits"
                  + " them itself: no gates for spring.datasource, spring.data.redis, spring.kafka");
      return gates;
    }
    if (isJdbcThere()) {
      gates.addAll(DataSourceGates.from(environment, said));
    }
    if (isRedisThere()) {
      gates.addAll(RedisGate.from(environment, said));
    }
    if (isKafkaThere()) {
      gates.addAll(KafkaGate.from(environment, said));
    }
    return gates;
  }

  /** {@return the beginnings of the properties that gates are made from, with a dot behind} */
  static List<String> used(EnvironmentSource source, ConfigurableEnvironment environment) {
    List<String> used = new ArrayList<>();
    if (isJdbcThere()) {
      for (String prefix : DataSourceGates.prefixes(environment).values()) {
        if (DataSourceGates.isElsewhere(environment, prefix)) {
          used.add(prefix + ".");
        }
      }
    }
    if (isRedisThere() && isAnySet(source, REDIS, "url", "host", "sentinel.nodes", "cluster.nodes")) {
      used.add(REDIS);
    }
    if (isKafkaThere() && isAnySet(source, KAFKA, "bootstrap-servers")) {
      used.add(KAFKA);
    }
    return used;
  }

  /** {@return the names that these gates have, where there are such gates} */
  static Set<String> names(ConfigurableEnvironment environment) {
    Set<String> names = new HashSet<>(DataSourceGates.prefixes(environment).keySet());
    names.add("redis");
    names.add("kafka");
    return names;
  }

  private static boolean isAnySet(EnvironmentSource source, String prefix, String... keys) {
    for (String key : keys) {
      if (source.isSet(prefix + key)) {
        return true;
      }
    }
    return false;
  }

  private static boolean isJdbcThere() {
    return isPresent("io.softstart.jdbc.JdbcProbe");
  }

  private static boolean isRedisThere() {
    return isPresent("io.softstart.redis.RedisProbe")
        && isPresent("io.lettuce.core.RedisClient")
        && isPresent("org.springframework.data.redis.connection.RedisConnectionFactory");
  }

  private static boolean isKafkaThere() {
    return isPresent("io.softstart.kafka.KafkaProbe")
        && isPresent("org.apache.kafka.clients.admin.Admin")
        && isPresent("org.springframework.kafka.core.KafkaAdmin");
  }

  /** Looks for the file only: to load the class takes longer. */
  static boolean isPresent(String type) {
    ClassLoader loader = Thread.currentThread().getContextClassLoader();
    String file = type.replace('.', '/') + ".class";
    return (loader == null ? SpringGates.class.getClassLoader() : loader).getResource(file) != null;
  }
}
