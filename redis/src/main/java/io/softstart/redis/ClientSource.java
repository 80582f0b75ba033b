package io.softstart.redis;

import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import io.lettuce.core.api.StatefulRedisConnection;
import io.softstart.gate.Attempt;
import io.softstart.net.Target;
import java.util.List;
import java.util.Optional;

/** Makes a client for one server, or for the master that sentinels name. */
record ClientSource(Address address) implements Source<RedisClient> {
  @Override
  public RedisClient client(Attempt attempt, Settings settings) throws Exception {
    RedisURI uri = address.single(attempt);
    if (!uri.getSentinels().isEmpty() && settings.dialsDirectly()) {
      address.prefer(Knocking.answering(List.copyOf(uri.getSentinels()), attempt));
      uri = address.single(attempt);
    }
    RedisClient client =
        settings.resources() == null
            ? RedisClient.create(uri)
            : RedisClient.create(settings.resources(), uri);
    attempt.own(Closing.of(client));
    if (settings.options() != null) {
      client.setOptions(settings.options());
    }
    return client;
  }

  @Override
  public Optional<Target.Endpoint> dials() {
    return address.server();
  }

  /** The attempt's limit is not the application's time-out: it goes into a URI of its own. */
  @Override
  public Session connect(RedisClient client, Attempt attempt) throws Exception {
    RedisURI bounded = address.single(attempt);
    bounded.setTimeout(Limits.forLogin(attempt));
    StatefulRedisConnection<String, String> connection =
        bounded.getSentinels().isEmpty()
            ? Session.connection(client, bounded, attempt)
            : new Sentinels(client, bounded, attempt).connect();
    return Session.of(connection, attempt);
  }
}
