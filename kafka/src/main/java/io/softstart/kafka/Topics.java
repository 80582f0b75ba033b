package io.softstart.kafka;

import io.softstart.diagnosis.Failure;
import io.softstart.diagnosis.FailureKind;
import io.softstart.gate.Attempt;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.DescribeConfigsOptions;
import org.apache.kafka.clients.admin.DescribeTopicsOptions;
import org.apache.kafka.clients.admin.ListTopicsOptions;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartitionInfo;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/** Topics exist, and all their partitions take writes with {@code acks=all}. */
record Topics(List<String> names) implements Condition {
  private static final int MOST_SHOWN = 10;

  @Override
  public void pass(Cluster cluster) throws Exception {
    Map<String, TopicDescription> found = new TreeMap<>();
    Set<String> missing = new TreeSet<>();
    DescribeTopicsOptions options = new DescribeTopicsOptions().timeoutMs(cluster.millis());
    Map<String, KafkaFuture<TopicDescription>> asked =
        cluster.admin().describeTopics(names, options).topicNameValues();
    for (Map.Entry<String, KafkaFuture<TopicDescription>> each : asked.entrySet()) {
      String name = each.getKey();
      try {
        found.put(name, cluster.answer("topic " + name, each.getValue()));
      } catch (FailedStepException failed) {
        if (!(failed.getCause() instanceof UnknownTopicOrPartitionException)) {
          throw failed;
        }
        missing.add(name);
      }
    }
    if (!missing.isEmpty()) {
      throw notYet(
          cluster,
          listed("topic", missing)
              + (missing.size() == 1 ? " does" : " do")
              + " not exist yet; topics there: "
              + shown(existing(cluster)),
          "create it, or correct its name; until then it is waited for");
    }
    for (TopicDescription topic : found.values()) {
      requireWritable(cluster, topic);
    }
  }

  /** The names of all topics that this client may see, but Kafka's own. */
  static Set<String> existing(Cluster cluster) throws Exception {
    ListTopicsOptions options = new ListTopicsOptions().timeoutMs(cluster.millis());
    return new TreeSet<>(
        cluster.answer("the list of topics", cluster.admin().listTopics(options).names()));
  }

  private static void requireWritable(Cluster cluster, TopicDescription topic) throws Exception {
    int wanted = minInSync(cluster, topic.name());
    for (TopicPartitionInfo partition : topic.partitions()) {
      String which = "partition " + partition.partition() + " of topic " + topic.name();
      if (partition.leader() == null || partition.leader().isEmpty()) {
        throw notYet(
            cluster,
            which + " has no leader yet",
            "start the brokers that hold it; until then it is waited for");
      }
      int inSync = partition.isr().size();
      if (inSync < wanted) {
        throw notYet(
            cluster,
            which + " has " + inSync + " in-sync of min.insync.replicas=" + wanted,
            "start the brokers that hold it, or let them catch up; until then it is waited for");
      }
    }
  }

  /** One where this client may not read the topic's settings: a leader is in sync with itself. */
  private static int minInSync(Cluster cluster, String topic) throws Exception {
    ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, topic);
    DescribeConfigsOptions options = new DescribeConfigsOptions().timeoutMs(cluster.millis());
    KafkaFuture<Map<ConfigResource, Config>> asked =
        cluster.admin().describeConfigs(List.of(resource), options).all();
    try {
      int wanted = 1;
      for (Config config : cluster.answer("settings of topic " + topic, asked).values()) {
        ConfigEntry entry = config.get(TopicConfig.MIN_IN_SYNC_REPLICAS_CONFIG);
        wanted = entry == null ? wanted : Integer.parseInt(entry.value());
      }
      return wanted;
    } catch (FailedStepException failed) {
      if (failed.getCause() instanceof AuthorizationException) {
        return 1;
      }
      throw failed;
    }
  }

  private static Attempt.NotReady notYet(Cluster cluster, String reason, String action) {
    return cluster.attempt().notReady(Failure.of(FailureKind.NOT_YET, reason, action));
  }

  private static String listed(String what, Set<String> names) {
    return what + (names.size() == 1 ? " " : "s ") + String.join(", ", names);
  }

  private static String shown(Set<String> names) {
    if (names.isEmpty()) {
      return "none";
    }
    List<String> first = new ArrayList<>();
    Iterator<String> each = names.iterator();
    while (each.hasNext() && first.size() < MOST_SHOWN) {
      first.add(each.next());
    }
    int more = names.size() - first.size();
    return String.join(", ", first) + (more == 0 ? "" : " and " + more + " more");
  }
}
