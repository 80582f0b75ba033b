package io.softstart.spring;

import io.softstart.kafka.KafkaProbe;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.springframework.core.env.Environment;
import org.springframework.kafka.core.ConsumerFactory;
import org.springframework.kafka.core.ProducerFactory;

/**
 * Asks Kafka with the settings of the application's producers or consumers, those that are made
 * first, where the properties alone have not opened the gate: when its factory is made, or its
 * first client where nothing uses one at the start. The admin's are left alone: it does nothing
 * where there is no topic to create.
 */
final class KafkaHook implements OwnClients.Hook {
  private static final String GATE = "kafka";
  private static final String BROKERS = "bootstrap.servers";

  private final OwnGates gates;
  private final Environment environment;

  KafkaHook(OwnGates gates, Environment environment) {
    this.gates = gates;
    this.environment = environment;
  }

  @Override
  public void see(String name, Object bean) {
    boolean atUse = gates.isAtUse(GATE);
    if (bean instanceof ProducerFactory<?, ?> producers) {
      if (atUse) {
        producers.addPostProcessor(made -> ask(producers.getConfigurationProperties(), made));
      } else {
        ask(producers.getConfigurationProperties(), producers);
      }
    } else if (bean instanceof ConsumerFactory<?, ?> consumers) {
      if (atUse) {
        consumers.addPostProcessor(made -> ask(consumers.getConfigurationProperties(), made));
      } else {
        ask(consumers.getConfigurationProperties(), consumers);
      }
    }
  }

  /** {@return what is made by now} */
  private <T> T ask(Map<String, Object> settings, T made) {
    if (isSaid(settings) && GateSwitches.isWanted(GATE, environment)) {
      new OwnClient(gates, GATE).askNow(KafkaProbe.admin(forAdmin(settings)));
    }
    return made;
  }

  /** Where nobody has said anything of brokers, Spring Boot has its default. */
  private boolean isSaid(Map<String, Object> settings) {
    Object brokers = settings.get(BROKERS);
    return gates.isNamed(GATE)
        || (brokers != null && !String.valueOf(brokers).contains("localhost:9092"));
  }

  /** What no client knows is for what it is told to load: providers, engines, callbacks. */
  static Map<String, Object> forAdmin(Map<String, Object> settings) {
    Set<String> others = new HashSet<>(ProducerConfig.configNames());
    others.addAll(ConsumerConfig.configNames());
    others.removeAll(AdminClientConfig.configNames());
    Map<String, Object> kept = new HashMap<>(settings);
    kept.keySet().removeAll(others);
    kept.remove("metric.reporters");
    kept.remove("client.id");
    return kept;
  }
}
