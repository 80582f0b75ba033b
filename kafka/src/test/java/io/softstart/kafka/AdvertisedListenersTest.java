package io.softstart.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import io.softstart.testkit.Behaviour;
import io.softstart.testkit.FaultyServer;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.NewTopic;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Kafka: the library's own diagnostic consumer decides the startup. */
class AdvertisedListenersTest {
  private static ClientSettings settings(String servers, String key, String value) {
    Map<String, String> all = new HashMap<>();
    all.put("bootstrap.servers", servers);
    all.put(key, value);
    return ClientSettings.of(all);
  }

  @ParameterizedTest
  @CsvSource({
    "interceptor.classes, com.example.ProducerInterceptor",
    "auto.offset.reset, smallest",
    "enable.auto.commit, true",
    "partition.assignment.strategy, com.example.Missing",
    "isolation.level, strange",
    "key.deserializer, com.example.Missing",
    "max.poll.records, -1",
    "security.protocol, NONE",
    "ssl.keystore.type, strange",
    "sasl.jaas.config, no-jaas-at-all",
    "client.dns.lookup, strange",
  })
  void theDiagnosticConsumerNeverDecidesTheStartup(String key, String value) {
    try (FaultyServer server = FaultyServer.with(Behaviour.close())) {
      ClientSettings settings = settings("127.0.0.1:" + server.port(), key, value);
      assertThat(AdvertisedListeners.listeners(settings, Duration.ofMillis(300))).isEmpty();
    }
  }

  @Test
  void onlyWhatConnectsIsPassedOn() {
    Map<String, Object> all = new HashMap<>();
    for (String key :
        List.of(
            "bootstrap.servers",
            "sasl.mechanism",
            "sasl.jaas.config",
            "security.protocol",
            "ssl.truststore.location",
            "client.dns.lookup",
            "group.id",
            "group.instance.id",
            "interceptor.classes",
            "acks",
            "metric.reporters",
            "transactional.id")) {
      all.put(key, "x");
    }
    assertThat(ClientSettings.of(all).forConnecting())
        .containsOnlyKeys(
            "bootstrap.servers",
            "sasl.mechanism",
            "sasl.jaas.config",
            "security.protocol",
            "ssl.truststore.location",
            "client.dns.lookup");
  }

  /** A look writes: Kafka topics that an operator deleted are created again. */
  @Test
  void aLookCreatesNoTopic() {
    CreateTopics created = new CreateTopics(List.of(new NewTopic("orders.v1", 1, (short) 1)));
    assertThat(created.look()).isEqualTo(new Topics(List.of("orders.v1")));
    MinBrokers other = new MinBrokers(3);
    assertThat(other.look()).isSameAs(other);
  }
}
