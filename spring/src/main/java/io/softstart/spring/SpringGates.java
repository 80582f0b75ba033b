package io.softstart.spring;

import io.softstart.gate.AnyGate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.springframework.core.env.ConfigurableEnvironment;

/** The gates of what Spring Boot itself is configured to connect to. */
final class SpringGates {
  private static final String REDIS = "spring.data.redis.";
  private static final String KAFKA = "spring.kafka.";

  private static final List<String> JDBC_TYPES = List.of("io.softstart.jdbc.JdbcProbe");
  private static final List<String> REDIS_TYPES =
      List.of(
          "io.softstart.redis.RedisProbe",
          "io.lettuce.core.RedisClient",
          "org.springframework.data.redis.connection.RedisConnectionFactory");

  /** With Jedis or Redisson the address is all that is tried. */
  private static final List<String> REDIS_OTHERS =
      List.of("org.springframework.data.redis.connection.RedisConnectionFactory");

  private static final List<String> KAFKA_TYPES =
      List.of(
          "io.softstart.kafka.KafkaProbe",
          "org.apache.kafka.clients.admin.Admin",
          "org.springframework.kafka.core.KafkaAdmin");

  /** Whose files are looked for; a native image must keep them. */
  static final List<List<String>> LOOKED_FOR = List.of(JDBC_TYPES, REDIS_TYPES, KAFKA_TYPES);

  private SpringGates() {}

  /** Makes gates of the properties of one client. */
  interface Maker {
    List<AnyGate<?>> from(ConfigurableEnvironment environment, SaidOfGates said);
  }

  /**
   * {@return how gates are made of what the class path has, by the beginnings of the properties}
   */
  static Map<String, Maker> makers() {
    Map<String, Maker> makers = new LinkedHashMap<>();
    if (isJdbcThere()) {
      makers.put("spring.datasource", DataSourceGates::from);
      makers.put("softstart.datasources", DataSourceGates::further);
      makers.put("spring.flyway, spring.liquibase", MigrationGates::from);
    }
    if (OnClassPath.are(R2dbcGate.TYPES)) {
      makers.put("spring.r2dbc", R2dbcGate::from);
    }
    if (isRedisThere()) {
      makers.put("spring.data.redis", RedisGate::from);
    } else if (OnClassPath.are(REDIS_OTHERS)) {
      makers.put("spring.data.redis", RedisAddresses::gate);
    }
    if (isKafkaThere()) {
      makers.put("spring.kafka", KafkaGate::from);
    }
    makers.put(OtherServer.beginnings(), OtherServer::gates);
    makers.put(MetadataGates.BEGINNINGS, MetadataGates::from);
    return makers;
  }

  /** {@return the gate that is made of such properties; null if there may be several} */
  static @Nullable String onlyGateOf(String beginning) {
    return switch (beginning) {
      case "spring.datasource" -> "datasource";
      case "spring.r2dbc" -> R2dbcGate.NAME;
      case "spring.data.redis" -> "redis";
      case "spring.kafka" -> "kafka";
      default -> null;
    };
  }

  /**
   * {@return the beginnings of the properties that gates are made from, with a dot behind}
   *
   * @param wanted by the gate's name, which ones
   */
  static List<String> used(
      EnvironmentSource source, ConfigurableEnvironment environment, Predicate<String> wanted) {
    List<String> used = new ArrayList<>();
    if (isJdbcThere()) {
      DataSourceGates.prefixes(environment)
          .forEach(
              (gate, prefix) -> {
                if (wanted.test(gate) && DataSourceGates.isElsewhere(environment, prefix)) {
                  used.add(prefix + ".");
                }
              });
    }
    if (isAnySet(source, REDIS, "url", "host", "port", "sentinel.nodes", "cluster.nodes")
        && isRedisThere()
        && wanted.test("redis")) {
      used.add(REDIS);
    }
    if (isAnySet(source, KAFKA, "bootstrap-servers") && isKafkaThere() && wanted.test("kafka")) {
      used.add(KAFKA);
    }
    return used;
  }

  /** {@return the names that these gates have, where there are such gates} */
  static Set<String> names(ConfigurableEnvironment environment) {
    Set<String> names = new HashSet<>(DataSourceGates.prefixes(environment).keySet());
    names.add("redis");
    names.add("kafka");
    names.add(R2dbcGate.NAME);
    names.add(MigrationGates.FLYWAY);
    names.add(MigrationGates.LIQUIBASE);
    OtherServer.ALL.forEach(server -> names.add(server.gate()));
    names.addAll(MetadataGates.urls(environment).keySet());
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
    return OnClassPath.are(JDBC_TYPES);
  }

  private static boolean isRedisThere() {
    return OnClassPath.are(REDIS_TYPES);
  }

  private static boolean isKafkaThere() {
    return OnClassPath.are(KAFKA_TYPES);
  }
}
