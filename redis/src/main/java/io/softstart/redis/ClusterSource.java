package io.softstart.redis;

import io.lettuce.core.cluster.ClusterClientOptions;
import io.lettuce.core.cluster.RedisClusterClient;
import io.lettuce.core.cluster.api.StatefulRedisClusterConnection;
import io.lettuce.core.codec.StringCodec;
import io.softstart.gate.Attempt;

/** Makes a client for a Redis Cluster. */
record ClusterSource(Address address) implements Source<RedisClusterClient> {
  /** Lettuce warns once for each seed that is down, so it is not asked before one is up. */
  @Override
  public RedisClusterClient client(Attempt attempt, Settings settings) throws Exception {
    var seeds = address.seeds(attempt);
    if (settings.dialsDirectly()) {
      Knocking.atAnyOf(address.target(), attempt);
    }
    RedisClusterClient client =
        settings.resources() == null
            ? RedisClusterClient.create(seeds)
            : RedisClusterClient.create(settings.resources(), seeds);
    attempt.own(new Closing(client));
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
    return new Session(connection, connection.async(), attempt);
  }
}
