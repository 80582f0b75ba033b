package io.softstart.kafka;

import io.softstart.client.ClassPreloader;

/**
 * What an {@code Admin} will need: the thousand classes of the protocol take a cold JVM longer than
 * all else.
 */
final class AdminWarmUp {
  private static final String CLIENT = "org.apache.kafka.clients.";
  private static final String COMMON = "org.apache.kafka.common.";

  static final ClassPreloader ONCE =
      new ClassPreloader(
          AdminWarmUp.class,
          CLIENT + "admin.KafkaAdminClient",
          CLIENT + "NetworkClient",
          COMMON + "protocol.ApiKeys",
          COMMON + "protocol.Errors",
          COMMON + "network.Selector",
          COMMON + "requests.ApiVersionsResponse",
          COMMON + "requests.DescribeClusterResponse",
          COMMON + "requests.MetadataResponse",
          COMMON + "metrics.JmxReporter");

  private AdminWarmUp() {}
}
