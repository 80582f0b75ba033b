package io.softstart.examples.demo;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;

/** What {@code orders} tells the rest of the world. */
final class Announcements {
  static final String TOPIC = "orders.v1";

  private Announcements() {}

  /** Returns the first order that was ever announced. */
  static String first(String brokers, Duration limit) {
    Map<String, Object> settings =
        Map.of("bootstrap.servers", brokers, "auto.offset.reset", "earliest");
    StringDeserializer text = new StringDeserializer();
    try (KafkaConsumer<String, String> consumer = new KafkaConsumer<>(settings, text, text)) {
      consumer.assign(List.of(new TopicPartition(TOPIC, 0)));
      for (ConsumerRecord<String, String> announced : consumer.poll(limit)) {
        return announced.value();
      }
      throw new DemoFailure("nothing was announced on Kafka within " + limit.toSeconds() + " s");
    }
  }
}
