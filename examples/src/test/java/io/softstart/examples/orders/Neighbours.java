package io.softstart.examples.orders;

import io.softstart.testkit.KafkaServer;
import io.softstart.testkit.RedisServer;

/** The Redis and the Kafka of all tests that care for neither; they end with the JVM. */
final class Neighbours {
  static final RedisServer REDIS = RedisServer.create();
  static final KafkaServer KAFKA = KafkaServer.create();

  static {
    REDIS.start();
    KAFKA.start();
  }

  private Neighbours() {}
}
