package io.softstart.kafka;

import io.softstart.net.Target.Endpoint;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * Finds out, behind a login or TLS, which addresses the brokers give to clients. An {@code Admin}
 * asks nobody but those addresses, and says "timed out" if none answers; a consumer lists the
 * topics where it connected first, and with them their leaders.
 */
final class AdvertisedListeners {
  private AdvertisedListeners() {}

  /**
   * What is known after this time; empty if the cluster has no topic, or does not answer. Never
   * throws: the consumer is ours, and what goes wrong with it says nothing about the brokers.
   */
  @SuppressWarnings("deprecation") // its successor is not there before Kafka 4.1
  static List<Endpoint> listeners(ClientSettings settings, Duration limit) {
    try (Consumer<byte[], byte[]> consumer = consumer(settings)) {
      try {
        Set<Endpoint> found = new LinkedHashSet<>();
        for (List<PartitionInfo> partitions : consumer.listTopics(limit).values()) {
          for (PartitionInfo partition : partitions) {
            for (Node node : partition.replicas()) {
              if (!node.isEmpty() && node.port() > 0) {
                found.add(new Endpoint(node.host(), node.port()));
              }
            }
          }
        }
        return List.copyOf(found);
      } finally {
        consumer.close(Duration.ZERO); // the second close does nothing
      }
    } catch (Throwable noOpinion) {
      return List.of();
    }
  }

  private static Consumer<byte[], byte[]> consumer(ClientSettings settings) {
    return new KafkaConsumer<>(
        settings.forConnecting(), new ByteArrayDeserializer(), new ByteArrayDeserializer());
  }
}
