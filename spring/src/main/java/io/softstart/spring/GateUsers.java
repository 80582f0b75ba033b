package io.softstart.spring;

import java.util.List;
import java.util.Map;
import org.springframework.beans.factory.BeanFactoryUtils;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.core.env.Environment;
import org.springframework.util.ClassUtils;

/** Which beans would use what Spring Boot's own properties name. */
final class GateUsers {
  private static final Map<String, List<String>> TYPES =
      Map.of(
          "datasource",
          List.of(
              "javax.sql.DataSource",
              "org.flywaydb.core.Flyway",
              "liquibase.integration.spring.SpringLiquibase"),
          "flyway",
          List.of("org.flywaydb.core.Flyway"),
          "liquibase",
          List.of("liquibase.integration.spring.SpringLiquibase"),
          R2dbcGate.NAME,
          R2dbcGate.TYPES,
          "redis",
          List.of(
              "org.springframework.data.redis.connection.RedisConnectionFactory",
              "org.springframework.data.redis.connection.ReactiveRedisConnectionFactory",
              "io.lettuce.core.AbstractRedisClient",
              "redis.clients.jedis.util.Pool",
              "redis.clients.jedis.UnifiedJedis",
              "org.redisson.api.RedissonClient"),
          "kafka",
          List.of(
              "org.springframework.kafka.core.KafkaAdmin",
              "org.springframework.kafka.core.ProducerFactory",
              "org.springframework.kafka.core.ConsumerFactory",
              "org.apache.kafka.clients.producer.Producer",
              "org.apache.kafka.clients.consumer.Consumer",
              "org.apache.kafka.clients.admin.Admin"));

  private GateUsers() {}

  /** Whether a context has a bean that would use a gate's dependency; builds none. */
  static boolean are(String gate, ConfigurableListableBeanFactory beans) {
    OtherServer other = OtherServer.of(gate);
    if (other != null) {
      return other.isRequested(beans.getBean("environment", Environment.class))
          || areAny(other.atStart(), beans)
          || areListeners(other.atStart(), beans);
    }
    List<String> types = types(gate);
    return types.isEmpty() || areAny(types, beans);
  }

  /** Whether a context has beans of any of these types; builds none. */
  static boolean areAny(List<String> types, ConfigurableListableBeanFactory beans) {
    for (String type : types) {
      if (count(type, beans) > 0) {
        return true;
      }
    }
    return false;
  }

  private static boolean areListeners(
      List<String> annotations, ConfigurableListableBeanFactory beans) {
    for (String annotation : annotations) {
      if (!ListenerMethods.of(annotation, beans).isEmpty()) {
        return true;
      }
    }
    return false;
  }

  private static List<String> types(String gate) {
    if (gate.startsWith(MetadataGates.ISSUER)) {
      return MetadataGates.OF_ISSUERS;
    }
    return gate.startsWith(MetadataGates.SAML)
        ? MetadataGates.OF_SAML
        : TYPES.getOrDefault(gate, List.of());
  }

  /** {@return how many beans of a type a context and those above it have, by their definitions} */
  static int count(String type, ConfigurableListableBeanFactory beans) {
    ClassLoader loader = beans.getBeanClassLoader();
    if (!ClassUtils.isPresent(type, loader)) {
      return 0;
    }
    Class<?> wanted = ClassUtils.resolveClassName(type, loader);
    return BeanFactoryUtils.beanNamesForTypeIncludingAncestors(beans, wanted, true, false).length;
  }
}
