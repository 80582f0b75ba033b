package io.softstart.examples.orders;

import com.zaxxer.hikari.HikariDataSource;
import io.lettuce.core.RedisClient;
import io.softstart.Startup;
import io.softstart.gate.Gate;
import io.softstart.gate.OpenGates;
import io.softstart.gate.OptionalGate;
import io.softstart.jdbc.JdbcProbe;
import io.softstart.kafka.KafkaProbe;
import io.softstart.redis.RedisProbe;
import org.apache.kafka.clients.admin.Admin;

/**
 * Takes orders over HTTP, keeps them in PostgreSQL, caches them in Redis and announces them on
 * Kafka; waits for all three while it starts.
 */
public final class Orders {
  private Orders() {}

  public static void main(String[] args) {
    Startup startup = Startup.begin("orders", args); // early log and crash hooks
    OrdersConfig config = startup.configure(OrdersConfig::read); // all problems at once, or exit 78

    Gate<HikariDataSource> db =
        Gate.of("orders-db", JdbcProbe.pool(config.dbUrl(), config.dbUser(), config.dbPassword()));
    OptionalGate<RedisClient> cache =
        Gate.of("cache", RedisProbe.client(config.redis())).optional();
    Gate<Admin> events =
        Gate.of("events", KafkaProbe.admin(config.kafka()).createTopics(OrderEvents.TOPIC));

    OpenGates open = startup.await(db, cache, events); // or exit 69 or 78, with reasons
    OrderCache cached = new OrderCache();
    open.whenOpen(cache, cached::use); // now or later
    startup.run(() -> new OrdersServer(config, open.get(db), cached).start()); // one READY line
  }
}
