package io.softstart.spring;

import io.softstart.gate.AnyGate;
import io.softstart.gate.Gate;
import io.softstart.kafka.KafkaGates;
import io.softstart.kafka.KafkaProbe;
import io.softstart.net.Target;
import io.softstart.net.Target.Endpoint;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.core.env.Environment;
import org.springframework.core.io.DefaultResourceLoader;

/**
 * A gate for {@code spring.kafka.*}, with the settings that Spring gives to its {@code KafkaAdmin}.
 * Where no brokers are set there is none.
 */
final class KafkaGate implements Visit.Recipe<Admin> {
  private static final String PREFIX = "spring.kafka.";
  private static final String NAME = "kafka";
  private static final List<String> BROKERS =
      List.of(
          PREFIX + "bootstrap-servers",
          PREFIX + "properties.bootstrap.servers",
          PREFIX + "consumer.bootstrap-servers",
          PREFIX + "producer.bootstrap-servers",
          PREFIX + "admin.properties.bootstrap.servers",
          PREFIX + "streams.bootstrap-servers",
          "spring.cloud.stream.kafka.binder.brokers");
  private static final String KERBEROS = "com.sun.security.auth.module.Krb5LoginModule";

  /** Spring's names below {@code ssl}, and Kafka's. */
  private static final Map<String, String> SSL =
      Map.ofEntries(
          Map.entry("key-password", "ssl.key.password"),
          Map.entry("key-store-certificate-chain", "ssl.keystore.certificate.chain"),
          Map.entry("key-store-key", "ssl.keystore.key"),
          Map.entry("key-store-location", "ssl.keystore.location"),
          Map.entry("key-store-password", "ssl.keystore.password"),
          Map.entry("key-store-type", "ssl.keystore.type"),
          Map.entry("trust-store-certificates", "ssl.truststore.certificates"),
          Map.entry("trust-store-location", "ssl.truststore.location"),
          Map.entry("trust-store-password", "ssl.truststore.password"),
          Map.entry("trust-store-type", "ssl.truststore.type"),
          Map.entry("protocol", "ssl.protocol"));

  private final Environment environment;
  private final List<String> brokers;

  private KafkaGate(Environment environment, List<String> brokers) {
    this.environment = environment;
    this.brokers = brokers;
  }

  static List<AnyGate<?>> from(Environment environment, SaidOfGates said) {
    List<String> brokers = brokers(environment);
    if (brokers.isEmpty()) {
      return List.of();
    }
    Target target = new Target("kafka", endpoints(brokers), "");
    KafkaGate gate = new KafkaGate(environment, brokers);
    return List.of(
        said.derived(Gate.of(NAME, new Visit<>(target, gate.told(said), KafkaGate::close))));
  }

  /** {@return what is set for all clients, else for the first of those that may have their own} */
  private static List<String> brokers(Environment environment) {
    for (String property : BROKERS) {
      List<String> brokers = list(environment, property);
      if (!brokers.isEmpty()) {
        return brokers;
      }
    }
    return List.of();
  }

  /** With conditions the probe is made at once, to read them. */
  private Visit.Recipe<Admin> told(SaidOfGates said) {
    if (!said.isAnything(NAME)) {
      return this;
    }
    KafkaProbe probe = said.with(NAME, probe(), KafkaGates::conditions);
    return () -> probe;
  }

  private static void close(Admin admin) {
    admin.close(Duration.ZERO);
  }

  private static List<String> list(Environment environment, String key) {
    return Binder.get(environment).bind(key, Bindable.listOf(String.class)).orElse(List.of());
  }

  /** For messages; what is malformed the first attempt will say. */
  private static List<Endpoint> endpoints(List<String> brokers) {
    List<Endpoint> endpoints = new ArrayList<>();
    for (String broker : brokers) {
      try {
        endpoints.addAll(Target.of("kafka://" + broker).endpoints());
      } catch (IllegalArgumentException malformed) {
        return List.of();
      }
    }
    return endpoints;
  }

  @Override
  public KafkaProbe probe() {
    Map<String, Object> settings = new HashMap<>();
    settings.put("bootstrap.servers", String.join(",", brokers));
    if (Boolean.TRUE.equals(Bound.as(Boolean.class, environment, PREFIX + "jaas.enabled"))) {
      settings.put("sasl.jaas.config", jaas());
    }
    add(settings, PREFIX);
    add(settings, PREFIX + "admin.");
    addSecurityOf(settings, PREFIX + "consumer.");
    addSecurityOf(settings, PREFIX + "producer.");
    return KafkaProbe.admin(settings);
  }

  /** Many say how to log in for consumers and producers only: then that is how one logs in. */
  private void addSecurityOf(Map<String, Object> settings, String prefix) {
    if (settings.containsKey("security.protocol")) {
      return;
    }
    Map<String, Object> more = new HashMap<>();
    add(more, prefix);
    if (more.containsKey("security.protocol")) {
      for (Map.Entry<String, Object> setting : more.entrySet()) {
        String name = setting.getKey();
        if (name.startsWith("security.")
            || name.startsWith("sasl.")
            || name.startsWith("ssl.")
            || name.equals(BundleEngines.BUNDLE)) {
          settings.put(name, setting.getValue());
        }
      }
    }
  }

  /** What Spring gives to the whole JVM, which a setting of the client's own overrides. */
  private String jaas() {
    String module = Bound.text(environment, PREFIX + "jaas.login-module");
    String flag = Bound.text(environment, PREFIX + "jaas.control-flag");
    StringBuilder entry = new StringBuilder(module == null ? KERBEROS : module);
    entry.append(' ').append(flag == null ? "required" : flag);
    for (Map.Entry<String, String> option : map(PREFIX + "jaas.options").entrySet()) {
      String value = option.getValue().replace("\\", "\\\\").replace("\"", "\\\"");
      entry.append(' ').append(option.getKey()).append("=\"").append(value).append('"');
    }
    return entry.append(';').toString();
  }

  /** What is set for all clients, or for the admin's alone. */
  private void add(Map<String, Object> settings, String prefix) {
    put(settings, "client.id", prefix + "client-id");
    put(settings, "security.protocol", prefix + "security.protocol");
    for (Map.Entry<String, String> names : SSL.entrySet()) {
      put(settings, names.getValue(), prefix + "ssl." + names.getKey());
    }
    String bundle = Bound.text(environment, prefix + "ssl.bundle");
    if (bundle != null && !bundle.isEmpty()) {
      settings.put("ssl.engine.factory.class", BundleEngines.class);
      settings.put(BundleEngines.BUNDLE, Bundles.named(bundle, environment));
    }
    settings.putAll(map(prefix + "properties"));
  }

  private Map<String, String> map(String property) {
    return Binder.get(environment)
        .bind(property, Bindable.mapOf(String.class, String.class))
        .orElse(Map.of());
  }

  private void put(Map<String, Object> settings, String name, String property) {
    String value = Bound.text(environment, property);
    if (value != null) {
      settings.put(name, name.endsWith(".location") ? file(property, value) : value);
    }
  }

  private static String file(String property, String location) {
    try {
      return new DefaultResourceLoader().getResource(location).getFile().getAbsolutePath();
    } catch (IOException notOnDisk) {
      throw new IllegalArgumentException(property + " names no file that Kafka could read");
    }
  }
}
