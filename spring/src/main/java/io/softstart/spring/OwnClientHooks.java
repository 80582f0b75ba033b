package io.softstart.spring;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.core.env.Environment;

/** The kinds of clients that a context may have, as far as their classes are there. */
final class OwnClientHooks {
  private static final List<String> JDBC = List.of("io.softstart.jdbc.JdbcProbe");
  private static final List<String> KAFKA =
      List.of(
          "io.softstart.kafka.KafkaProbe",
          "org.apache.kafka.clients.admin.Admin",
          "org.springframework.kafka.core.ProducerFactory");

  private static final List<String> LETTUCE =
      List.of(
          "io.lettuce.core.RedisClient",
          "org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory",
          "io.softstart.redis.RedisProbe");

  private static final List<String> OTHER_REDIS =
      List.of(
          "org.springframework.data.redis.connection.RedisConnectionFactory",
          "io.softstart.redis.RedisGates");

  private OwnClientHooks() {}

  /** Watches for the clients of a context that has no bean yet. */
  static void watch(ConfigurableListableBeanFactory beans, OwnGates gates) {
    Environment environment = beans.getBean("environment", Environment.class);
    List<OwnClients.Hook> hooks = new ArrayList<>();
    if (OnClassPath.are(JDBC)) {
      addSources(hooks, beans, gates, environment);
    }
    if (OnClassPath.are(LETTUCE)) {
      hooks.add(new LettuceHook(gates, environment));
    }
    if (OnClassPath.are(OTHER_REDIS)) {
      hooks.add(new OtherRedisHook(gates, environment));
    }
    if (OnClassPath.are(KAFKA)) {
      hooks.add(new KafkaHook(gates, environment));
    }
    OwnClients.watch(beans, hooks);
  }

  private static void addSources(
      List<OwnClients.Hook> hooks,
      ConfigurableListableBeanFactory beans,
      OwnGates gates,
      Environment environment) {
    Map<String, String> named = new HashMap<>(DataSourceGates.namesByUrl(environment));
    boolean only = GateUsers.count("javax.sql.DataSource", beans) == 1;
    SourceNames names = new SourceNames(named, only && named.size() == 1);
    hooks.add(new SourceHook(gates, names, environment));
    hooks.add(new MigrationHook(gates, environment));
    hooks.add(new MigrationLockHook(gates));
  }
}
