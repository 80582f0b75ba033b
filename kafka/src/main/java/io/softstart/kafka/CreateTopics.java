package io.softstart.kafka;

import io.softstart.diagnosis.Failure;
import io.softstart.diagnosis.FailureKind;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.admin.CreateTopicsOptions;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.errors.InvalidReplicationFactorException;
import org.apache.kafka.common.errors.TopicExistsException;

/** Creates the topics that are missing, then wants all of them to be usable. */
record CreateTopics(List<NewTopic> topics) implements Condition {
  private static final Duration UNTIL_KNOWN = Duration.ofMillis(100);

  @Override
  public void pass(Cluster cluster) throws Exception {
    Set<String> existing = Topics.existing(cluster);
    List<NewTopic> missing = new ArrayList<>();
    List<String> all = new ArrayList<>();
    for (NewTopic topic : topics) {
      all.add(topic.name());
      if (!existing.contains(topic.name())) {
        missing.add(topic);
      }
    }
    if (!missing.isEmpty()) {
      create(cluster, missing);
    }
    new Topics(all).pass(cluster);
  }

  /** An operator who deletes a topic shall not see it created again. */
  @Override
  public Condition look() {
    return new Topics(names(topics));
  }

  private static void create(Cluster cluster, List<NewTopic> missing) throws Exception {
    CreateTopicsOptions options = new CreateTopicsOptions().timeoutMs(cluster.millis());
    Map<String, KafkaFuture<Void>> created =
        cluster.admin().createTopics(missing, options).values();
    for (Map.Entry<String, KafkaFuture<Void>> each : created.entrySet()) {
      try {
        cluster.answer("creation of topic " + each.getKey(), each.getValue());
      } catch (FailedStepException failed) {
        if (failed.getCause() instanceof InvalidReplicationFactorException) {
          throw cluster
              .attempt()
              .notReady(
                  Failure.of(
                      FailureKind.NOT_YET,
                      "topic "
                          + each.getKey()
                          + " wants more replicas than the brokers there, which are "
                          + cluster.nodes().size(),
                      "start the other brokers, or lower the replication factor"));
        }
        if (!(failed.getCause() instanceof TopicExistsException)) { // another instance was quicker
          throw failed;
        }
      }
    }
    if (!Topics.existing(cluster).containsAll(names(missing))) {
      throw cluster
          .attempt()
          .notReady(
              Failure.of(
                      FailureKind.NOT_YET,
                      "topics were created and are not known to all brokers yet",
                      "nothing: this takes less than a second")
                  .retryAfter(UNTIL_KNOWN));
    }
  }

  private static List<String> names(List<NewTopic> topics) {
    List<String> names = new ArrayList<>();
    for (NewTopic topic : topics) {
      names.add(topic.name());
    }
    return names;
  }
}
