package io.softstart.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Brokers in Docker; embedded ones are tried where their jars are: in the module for Kafka. */
class KafkaServerTest {
  private static final Duration LIMIT = Duration.ofMinutes(1);

  @Test
  void withoutItsJarsAnEmbeddedOneIsRefusedWithTheCure() {
    assertThatThrownBy(() -> KafkaServer.builder().backend(ServerBackend.EMBEDDED).build())
        .isInstanceOf(TestkitException.class)
        .hasMessageContaining("org.apache.kafka:kafka_2.13");
  }

  @Test
  void itsPortIsKnownBeforeAndStaysTheSame() {
    assumeThat(ServerBackend.chosen()).isEqualTo(ServerBackend.DOCKER);
    try (KafkaServer kafka = KafkaServer.create()) {
      String address = kafka.bootstrapServers();
      assertThat(kafka.isUsable()).isFalse();
      kafka.startInBackground(Duration.ofSeconds(1));
      kafka.awaitUsable(LIMIT);
      assertThat(kafka.isUsable()).isTrue();
      kafka.stop();
      assertThat(kafka.isUsable()).isFalse();
      kafka.start();
      assertThat(kafka.bootstrapServers()).isEqualTo(address);
      assertThatThrownBy(() -> KafkaServer.builder().joining(kafka).build())
          .isInstanceOf(IllegalArgumentException.class);
    }
  }
}
