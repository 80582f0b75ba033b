package io.softstart.spring;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class KafkaHookTest {
  @Test
  void whatOnlyTheClientsOwnClassesReadIsKept() {
    Map<String, Object> settings =
        Map.of(
            "bootstrap.servers", "kafka:9092",
            "sasl.jaas.config", "${file:/etc/kafka:jaas}",
            "config.providers", "file",
            "config.providers.file.class", "org.apache.kafka.common.config.provider.FileProvider",
            "ssl.engine.factory.class", "com.example.Engines",
            "com.example.engines.token", "x");
    assertThat(KafkaHook.forAdmin(settings)).isEqualTo(settings);
  }

  @Test
  void whatIsOfProducersOrConsumersOnlyIsLeftOut() {
    assertThat(
            KafkaHook.forAdmin(
                Map.of(
                    "bootstrap.servers", "kafka:9092",
                    "key.serializer", "com.example.Keys",
                    "value.deserializer", "com.example.Values",
                    "interceptor.classes", "com.example.Interceptor",
                    "group.id", "orders",
                    "transactional.id", "x",
                    "client.id", "orders",
                    "metric.reporters", "com.example.Reporter")))
        .isEqualTo(Map.of("bootstrap.servers", "kafka:9092"));
  }
}
