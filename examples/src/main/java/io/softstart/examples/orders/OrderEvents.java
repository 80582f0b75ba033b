package io.softstart.examples.orders;

import java.time.Duration;
import java.util.Map;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells the listeners on Kafka that an order was placed. Thread-safe. */
final class OrderEvents implements AutoCloseable {
  static final String TOPIC_NAME = "orders.v1";
  static final NewTopic TOPIC = new NewTopic(TOPIC_NAME, 1, (short) 1);

  private static final Logger LOG = LoggerFactory.getLogger(OrderEvents.class);
  private static final Duration LAST_WORDS = Duration.ofSeconds(1);

  private final Producer<String, String> producer;

  /** Connects in the background; the gate has shown that it can. */
  OrderEvents(String brokers) {
    producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", brokers, "max.block.ms", "2000"),
            new StringSerializer(),
            new StringSerializer());
  }

  /** Sends in the background; what cannot be sent is logged. */
  @SuppressWarnings("FutureReturnValueIgnored") // the callback is told as much
  void placed(Order order) {
    String id = Long.toString(order.id());
    producer.send(
        new ProducerRecord<>(TOPIC_NAME, id, order.toJson()),
        (sent, failure) -> {
          if (failure != null) {
            LOG.warn("order {} is not announced: {}", id, failure.getMessage());
          }
        });
  }

  @Override
  public void close() {
    producer.close(LAST_WORDS);
  }
}
