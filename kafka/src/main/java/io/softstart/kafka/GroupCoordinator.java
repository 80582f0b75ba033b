package io.softstart.kafka;

import org.apache.kafka.clients.admin.ListConsumerGroupOffsetsOptions;

/** The coordinator of a consumer group answers; the group itself need not exist. */
record GroupCoordinator(String group) implements Condition {
  @Override
  public void pass(Cluster cluster) throws Exception {
    ListConsumerGroupOffsetsOptions options =
        new ListConsumerGroupOffsetsOptions().timeoutMs(cluster.millis());
    cluster.answer(
        "consumer group " + group,
        cluster.admin().listConsumerGroupOffsets(group, options).partitionsToOffsetAndMetadata());
  }
}
