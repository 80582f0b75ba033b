package io.softstart.spring;

import io.softstart.config.ConfigProblem;
import io.softstart.config.ConfigReader;
import io.softstart.text.Suggestion;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Warns of environment variables that look like a misspelt binding of a property. Spring ignores
 * them in silence, since any variable might belong to somebody else.
 *
 * <p>A start whose variables are all well written costs a look into a set; only for one that is
 * near to a usual name, and not it, the metadata of all jars is read, to see whether it is a name
 * too.
 */
final class MisspeltVariables {

  /** What operators set as variables, as far as it decides whether an application starts. */
  private static final List<String> USUAL =
      List.of(
          "spring.application.name",
          "spring.application.json",
          "spring.profiles.active",
          "spring.profiles.include",
          "spring.profiles.default",
          "spring.config.name",
          "spring.config.import",
          "spring.config.location",
          "spring.config.additional-location",
          "spring.datasource.url",
          "spring.datasource.username",
          "spring.datasource.password",
          "spring.datasource.driver-class-name",
          "spring.datasource.hikari.maximum-pool-size",
          "spring.datasource.hikari.minimum-idle",
          "spring.datasource.hikari.connection-timeout",
          "spring.datasource.hikari.max-lifetime",
          "spring.datasource.hikari.schema",
          "spring.data.redis.url",
          "spring.data.redis.host",
          "spring.data.redis.port",
          "spring.data.redis.username",
          "spring.data.redis.password",
          "spring.data.redis.database",
          "spring.data.redis.timeout",
          "spring.data.redis.connect-timeout",
          "spring.data.redis.ssl.enabled",
          "spring.data.redis.ssl.bundle",
          "spring.data.redis.cluster.nodes",
          "spring.data.redis.sentinel.master",
          "spring.data.redis.sentinel.nodes",
          "spring.data.redis.sentinel.password",
          "spring.kafka.bootstrap-servers",
          "spring.kafka.client-id",
          "spring.kafka.security.protocol",
          "spring.kafka.consumer.group-id",
          "spring.kafka.consumer.auto-offset-reset",
          "spring.kafka.consumer.bootstrap-servers",
          "spring.kafka.producer.bootstrap-servers",
          "spring.kafka.ssl.bundle",
          "spring.kafka.ssl.trust-store-location",
          "spring.kafka.ssl.trust-store-password",
          "spring.kafka.ssl.key-store-location",
          "spring.kafka.ssl.key-store-password",
          "spring.kafka.ssl.key-password",
          "spring.kafka.properties.sasl.mechanism",
          "spring.kafka.properties.sasl.jaas.config",
          "spring.flyway.url",
          "spring.flyway.user",
          "spring.flyway.password",
          "spring.flyway.enabled",
          "spring.liquibase.url",
          "spring.liquibase.user",
          "spring.liquibase.password",
          "spring.liquibase.enabled",
          "server.port",
          "server.address",
          "server.shutdown",
          "server.servlet.context-path",
          "server.ssl.enabled",
          "server.ssl.bundle",
          "management.server.port",
          "management.server.address",
          "management.endpoints.web.exposure.include",
          "management.endpoint.health.probes.enabled",
          "management.endpoint.health.show-details");

  /** Names that no counting of letters brings together, and that of Redis before Spring Boot 3. */
  private static final Map<String, String> SLIPS =
      Map.of(
          "SPRING_DATASOURCE_USER", "SPRING_DATASOURCE_USERNAME",
          "SPRING_DATASOURCE_JDBC_URL", "SPRING_DATASOURCE_URL",
          "SPRING_REDIS_URL", "SPRING_DATA_REDIS_URL",
          "SPRING_REDIS_HOST", "SPRING_DATA_REDIS_HOST",
          "SPRING_REDIS_PORT", "SPRING_DATA_REDIS_PORT",
          "SPRING_REDIS_PASSWORD", "SPRING_DATA_REDIS_PASSWORD");

  private static final String OURS = "SOFTSTART_";

  private MisspeltVariables() {}

  static void check(NamesSet names, ConfigReader report) {
    Set<String> usual = new HashSet<>();
    VariableForms.addAll(USUAL, usual);
    List<NamesSet.Name> suspects = new ArrayList<>();
    Set<String> set = new HashSet<>();
    for (NamesSet.Name name : names.variables) {
      set.add(name.text());
      if (!name.text().startsWith(OURS)
          && !VariableForms.isAmong(usual, name.text())
          && meant(name) != null) {
        suspects.add(name);
      }
    }
    if (suspects.isEmpty()) {
      return;
    }
    KnownProperties known = KnownProperties.ofClassPath(names);
    for (NamesSet.Name suspect : suspects) {
      String meant = meant(suspect);
      if (meant != null && !set.contains(meant) && !known.has(suspect.text())) {
        report.warning(
            ConfigProblem.of(suspect.text(), "is set, but no property is bound to it")
                .withOrigin(Place.of(suspect))
                .withHint("did you mean " + meant + "?"));
      }
    }
  }

  private static @Nullable String meant(NamesSet.Name name) {
    String slip = SLIPS.get(name.text());
    if (slip != null) {
      return slip;
    }
    List<String> variables = new ArrayList<>();
    for (String property : USUAL) {
      variables.add(VariableForms.of(property));
    }
    return Suggestion.to(name.text(), variables);
  }
}
