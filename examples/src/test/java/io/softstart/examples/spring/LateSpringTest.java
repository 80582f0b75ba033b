package io.softstart.examples.spring;

import static org.assertj.core.api.Assertions.assertThat;

import io.softstart.testkit.ChildJvm;
import io.softstart.testkit.KafkaServer;
import io.softstart.testkit.LateServer;
import io.softstart.testkit.OutputLine;
import io.softstart.testkit.PostgresServer;
import io.softstart.testkit.RedisServer;
import io.softstart.testkit.RunningJvm;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A Spring Boot application whose code has never heard of Softstart; all three come late. */
@Timeout(300)
class LateSpringTest {
  private static final Duration LIMIT = Duration.ofMinutes(2);
  private static final Path JAR = Path.of("target", "orders-spring.jar");

  private final HttpClient http = HttpClient.newHttpClient();

  @Test
  void startsWhenAllThreeHaveCome() throws Exception {
    assertThat(JAR).as("run by mvn verify, after the jar was made").exists();
    try (PostgresServer postgres = PostgresServer.builder().user("orders").build();
        RedisServer redis = RedisServer.create();
        KafkaServer kafka = KafkaServer.create()) {
      postgres.prepare();
      redis.prepare();
      kafka.prepare();
      List<LateServer> servers = List.of(redis, kafka, postgres);
      ChildJvm program =
          ChildJvm.ofJar(JAR)
              .env("SPRING_DATASOURCE_URL", postgres.jdbcUrl())
              .env("SPRING_DATASOURCE_PASSWORD", postgres.password())
              .env("SPRING_DATA_REDIS_URL", redis.uri())
              .env("SPRING_KAFKA_BOOTSTRAPSERVERS", kafka.bootstrapServers())
              .env("SERVER_PORT", "0");
      try (RunningJvm orders = program.start()) {
        for (String gate : List.of("datasource", "redis", "kafka")) {
          orders.awaitLine(gate + " is not ready: ", LIMIT);
        }
        for (LateServer server : servers) {
          server.startInBackground(Duration.ofSeconds(1));
        }
        OutputLine ready = orders.awaitLine("READY after", LIMIT);

        long last = Long.MIN_VALUE;
        for (LateServer server : servers) {
          last = Math.max(last, server.awaitUsable(LIMIT));
        }
        assertThat(ready.at()).as("not before all can be used").isGreaterThan(last);
        assertThat(orders.stdout()).contains("Tomcat started");

        String written = send(orders, "POST", "/orders", "coffee", 201);
        assertThat(written).contains("\"item\":\"coffee\"");
        assertThat(send(orders, "GET", "/orders", "", 200)).isEqualTo("[" + written + "]");
        assertThat(send(orders, "GET", "/orders/1", "", 200)).isEqualTo(written);
        assertThat(redis.command("EXISTS", "orders::1")).as("kept in the cache").isEqualTo("1");
        orders.awaitLine("order 1 is to be packed: coffee", LIMIT);

        assertThat(send(orders, "GET", "/actuator/health/readiness", "", 200)).contains("UP");
        assertThat(orders.stdout() + orders.stderr()).doesNotContain("\tat ", postgres.password());
      }
    }
  }

  private String send(RunningJvm orders, String method, String path, String body, int expected)
      throws Exception {
    String started = orders.awaitLine("Tomcat started on port ", LIMIT).text();
    String port = started.replaceFirst(".*on port (\\d+).*", "$1");
    HttpResponse<String> answer =
        http.send(
            HttpRequest.newBuilder(URI.create("http://localhost:" + port + path))
                .header("Content-Type", "text/plain")
                .method(method, BodyPublishers.ofString(body))
                .timeout(LIMIT)
                .build(),
            BodyHandlers.ofString());
    assertThat(answer.statusCode()).as(path + " " + answer.body()).isEqualTo(expected);
    return answer.body();
  }
}
