package io.softstart.examples.orders;

import static org.assertj.core.api.Assertions.assertThat;

import io.softstart.testkit.KafkaServer;
import io.softstart.testkit.LateServer;
import io.softstart.testkit.OutputLine;
import io.softstart.testkit.PostgresServer;
import io.softstart.testkit.RedisServer;
import io.softstart.testkit.RunningJvm;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** All three come late, each at its own time; what is optional comes last. */
@Timeout(180)
class LateNeighboursTest {
  @Test
  void ordersWorksWithAllThreeWheneverTheyCome() throws Exception {
    try (PostgresServer postgres = PostgresServer.builder().user("orders").build();
        RedisServer redis = RedisServer.create();
        KafkaServer kafka = KafkaServer.create()) {
      postgres.prepare();
      redis.prepare();
      kafka.prepare();
      try (RunningJvm orders =
          OrdersJar.program(postgres.jdbcUrl(), postgres.password(), redis, kafka).start()) {
        kafka.startInBackground(Duration.ofSeconds(1));
        postgres.startInBackground(Duration.ofSeconds(4));
        OutputLine ready = orders.awaitLine("READY (degraded) after", OrdersJar.LIMIT);

        assertThat(orders.stderr())
            .contains("going on without cache, which is optional")
            .contains("events is open after");
        long last = Math.max(usableAt(kafka), usableAt(postgres));
        assertThat(Duration.ofNanos(ready.at() - last)).isLessThan(Duration.ofSeconds(10));

        OrdersHttp http = OrdersHttp.of(orders);
        String first = http.post("/orders", "coffee").body().strip();
        assertThat(http.get("/orders/1").body().strip()).as("without a cache").isEqualTo(first);

        redis.start();
        orders.awaitLine("cache is open after", OrdersJar.LIMIT);
        String second = http.post("/orders", "tea").body().strip();
        assertThat(http.get("/orders/2").body().strip()).isEqualTo(second);
        // the application connects its cache after the gate has opened
        for (int i = 0; i < 2_000 && redis.command("GET", "order:2").isEmpty(); i++) {
          http.get("/orders/2");
        }
        assertThat(redis.command("GET", "order:2")).as("kept in the cache").isEqualTo(second);
        redis.command("SET", "order:2", "{\"from\":\"cache\"}");
        assertThat(http.get("/orders/2").body().strip()).isEqualTo("{\"from\":\"cache\"}");

        assertThat(announced(kafka, 2)).containsExactly(first, second);
        assertThat(orders.stderr()).doesNotContain("\tat ", postgres.password());
      }
    }
  }

  private static long usableAt(LateServer server) {
    return server.usableAt().orElseThrow();
  }

  private static List<String> announced(KafkaServer kafka, int count) {
    List<String> announced = new ArrayList<>();
    StringDeserializer text = new StringDeserializer();
    try (KafkaConsumer<String, String> consumer =
        new KafkaConsumer<>(
            Map.of("bootstrap.servers", kafka.bootstrapServers(), "auto.offset.reset", "earliest"),
            text,
            text)) {
      consumer.assign(List.of(new TopicPartition("orders.v1", 0)));
      for (int polls = 0; polls < 30 && announced.size() < count; polls++) {
        consumer.poll(Duration.ofSeconds(1)).forEach(order -> announced.add(order.value()));
      }
    }
    return announced;
  }
}
