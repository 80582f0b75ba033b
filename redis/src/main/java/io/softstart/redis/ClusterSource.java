package io.softstart.redis;

import io.lettuce.core.RedisURI;
import io.lettuce.core.cluster.ClusterClientOptions;
import io.lettuce.core.cluster.RedisClusterClient;
import io.lettuce.core.cluster.api.StatefulRedisClusterConnection;
import io.lettuce.core.codec.StringCodec;
import io.softstart.diagnosis.Failure;
import io.softstart.diagnosis.FailureKind;
import io.softstart.gate.Attempt;
import java.util.List;

/** Makes a client for a Redis Cluster. */
record ClusterSource(Address address) implements Source<RedisClusterClient> {
  /**
   * Lettuce warns once for each seed that is down, so it is not asked before one is up, and waits
   * for each that hangs, so it gets those that answer; from them it learns of all nodes.
   */
  @Override
  public RedisClusterClient client(Attempt attempt, Settings settings) throws Exception {
    List<RedisURI> seeds = address.seeds(attempt);
    if (settings.dialsDirectly()) {
      seeds = Knocking.answering(seeds, attempt);
    }
    RedisClusterClient client =
        settings.resources() == null
            ? RedisClusterClient.create(seeds)
            : RedisClusterClient.create(settings.resources(), seeds);
    attempt.own(Closing.of(client));
    if (settings.options() != null) {
      client.setOptions(ClusterClientOptions.builder(settings.options()).build());
    }
    return client;
  }

  @Override
  public Session connect(RedisClusterClient client, Attempt attempt) throws Exception {
    Session.await(client.refreshPartitionsAsync().toCompletableFuture(), attempt);
    StatefulRedisClusterConnection<String, String> connection =
        Session.await(client.connectAsync(StringCodec.UTF8), attempt);
    return Session.of(connection, attempt);
  }

  /**
   * Lettuce looks at the cluster when it connects, and by default never again: slots that were
   * assigned since then would have no node.
   */
  @Override
  public void settle(RedisClusterClient client, List<ServerCheck> passed, Attempt attempt)
      throws Exception {
    if (known(client) == ClusterCheck.SLOTS) {
      return;
    }
    Session.await(client.refreshPartitionsAsync().toCompletableFuture(), attempt);
    int known = known(client);
    if (known < ClusterCheck.SLOTS && passed.contains(new ClusterCheck(true))) {
      throw attempt.notReady(
          Failure.worded(
              FailureKind.NOT_YET,
              "the nodes do not agree yet: the client sees {} of {} slots served",
              "nothing, if nodes are still starting",
              known,
              ClusterCheck.SLOTS));
    }
  }

  private static int known(RedisClusterClient client) {
    int known = 0;
    for (int slot = 0; slot < ClusterCheck.SLOTS; slot++) {
      if (client.getPartitions().getPartitionBySlot(slot) != null) {
        known++;
      }
    }
    return known;
  }
}
