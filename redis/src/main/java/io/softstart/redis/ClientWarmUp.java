package io.softstart.redis;

import io.softstart.client.WarmUp;

/** What a client will need: most of it is Netty's. */
final class ClientWarmUp {
  static final WarmUp ONCE = new WarmUp(ClientWarmUp.class, "io.lettuce.core.RedisClient");

  private ClientWarmUp() {}
}
