package io.softstart.status;

import static io.softstart.status.Http.bodyOf;
import static io.softstart.status.Http.get;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;
import io.softstart.config.ConfigSource;
import io.softstart.gate.Gate;
import io.softstart.probe.TcpProbe;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

/** What /status answers, held against the published schema. */
class StatusJsonTest {
  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final JsonNode SCHEMA = read(Path.of("../docs/status.schema.json"));

  @Test
  void fitsTheSchemaInEveryPhase() throws Exception {
    Gate<?> odd =
        Gate.check(
            "odd",
            attempt -> {
              throw new IOException("no \"room\" <b>\n\u0001 in C:\\temp");
            });
    Gate<?> broker = Gate.of("broker", TcpProbe.of("127.0.0.1", 1)).optional();
    Gate<?> topics = Gate.check("topics", attempt -> {}).after(broker).optional();
    ConfigSource told =
        ConfigSource.of(
            "test", Map.of("SOFTSTART_VERSION", "1.4.2", "SOFTSTART_REVISION", "ab12cd3"));
    try (Waiting shop =
        new Waiting(options -> options.sources(told), odd.optional(), broker, topics)) {
      JsonNode waiting = status(shop);
      assertThat(waiting.at("/phase").asText()).isEqualTo("waiting");
      assertThat(waiting.at("/version").asText()).isEqualTo("1.4.2");
      assertThat(waiting.at("/revision").asText()).isEqualTo("ab12cd3");
      assertThat(waiting.at("/budget_ms").asLong()).isEqualTo(300_000);
      assertThat(waiting.at("/budget_left_ms").asLong()).isBetween(200_000L, 300_000L);
      assertThat(waiting.at("/gates/0/gate").asText()).isEqualTo("db");
      assertThat(waiting.at("/gates/0/last_kind").asText()).isEqualTo("REFUSED");
      assertThat(waiting.at("/gates/1/last_reason").asText()).contains("\"room\"");
      assertThat(waiting.at("/gates/2/target").asText()).isEqualTo("tcp://127.0.0.1:1");
      assertThat(waiting.at("/gates/3/state").asText()).isEqualTo("pending");
      assertThat(waiting.at("/gates/3/after/0").asText()).isEqualTo("broker");

      shop.open();

      JsonNode ready = status(shop);
      assertThat(ready.at("/ready").asBoolean()).isTrue();
      assertThat(ready.at("/degraded").asBoolean()).isTrue();
      assertThat(ready.at("/started")).isEqualTo(waiting.at("/started"));
    }
  }

  @Test
  void fitsTheSchemaWhenAGateIsLost() throws Exception {
    AtomicBoolean usable = new AtomicBoolean(true);
    Gate<?> search =
        Gate.check(
            "search",
            attempt -> {
              if (!usable.get()) {
                throw new IOException("gone");
              }
            });
    try (Waiting shop =
        new Waiting(options -> options.keepChecking(Duration.ofSeconds(1)), search)) {
      shop.open();
      assertThat(status(shop).at("/ready").asBoolean()).isTrue();
      usable.set(false);

      long end = System.nanoTime() + Duration.ofSeconds(30).toNanos();
      while (!status(shop).at("/gates/1/state").asText().equals("lost")) {
        assertThat(System.nanoTime()).isLessThan(end);
      }
      assertThat(status(shop).at("/ready").asBoolean()).isFalse();
      assertThat(status(shop).at("/phase").asText()).isEqualTo("ready");
    }
  }

  @Test
  void fitsTheSchemaAfterAFailure() throws Exception {
    try (Waiting shop = new Waiting(options -> options.deadline(Duration.ofMillis(400)))) {
      shop.main.join(20_000);

      JsonNode failed = status(shop);
      assertThat(failed.at("/phase").asText()).isEqualTo("failed");
      assertThat(failed.at("/gates/0/state").asText()).isEqualTo("failed");
      assertThat(failed.at("/gates/0/why").asText()).isEqualTo("the deadline has come");
      assertThat(failed.at("/budget_left_ms").asLong()).isLessThan(400);
    }
  }

  @Test
  void tellsWhenTheNextAttemptIs() throws Exception {
    Gate<?> slow =
        Gate.check(
            "slow",
            attempt -> {
              throw attempt.notYet("still cold");
            });
    try (Waiting shop = new Waiting(options -> options, slow)) {
      shop.awaitAttempts(3); // then its pauses take the better part of a second

      List<Long> next = new ArrayList<>();
      for (int i = 0; i < 1_000 && next.size() < 2; i++) {
        JsonNode soon = status(shop).at("/gates/1/next_ms");
        if (!soon.isMissingNode() && (next.isEmpty() || soon.asLong() < next.get(0))) {
          next.add(soon.asLong());
        }
      }
      assertThat(next).hasSize(2).allSatisfy(ms -> assertThat(ms).isBetween(0L, 10_000L));
    }
  }

  @Test
  void membersStandInTheOrderOfTheSchema() throws Exception {
    try (Waiting shop = new Waiting()) {
      JsonNode status = status(shop);

      assertInOrder(status, SCHEMA.at("/properties"));
      assertInOrder(status.at("/gates/0"), SCHEMA.at("/properties/gates/items/properties"));
      assertInOrder(status.at("/phases/0"), SCHEMA.at("/properties/phases/items/properties"));
      assertInOrder(status.at("/resources"), SCHEMA.at("/properties/resources/properties"));
    }
  }

  @Test
  void theSchemaRefusesWhatItDoesNotKnow() throws Exception {
    assertThat(problems(MAPPER.readTree("{\"application\": \"shop\", \"more\": 1}")))
        .anyMatch(problem -> problem.getMessage().contains("more"))
        .anyMatch(problem -> problem.getMessage().contains("gates"));
  }

  private static void assertInOrder(JsonNode members, JsonNode known) {
    List<String> expected = new ArrayList<>();
    known.fieldNames().forEachRemaining(expected::add);
    List<String> found = new ArrayList<>();
    members.fieldNames().forEachRemaining(found::add);
    assertThat(found).isNotEmpty();
    expected.retainAll(found);
    assertThat(found).isEqualTo(expected);
  }

  private static JsonNode status(Waiting shop) throws IOException {
    String answer = get(shop.port, "/status");
    assertThat(answer).startsWith("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n");
    JsonNode status = MAPPER.readTree(bodyOf(answer));
    assertThat(problems(status)).isEmpty();
    return status;
  }

  private static Set<ValidationMessage> problems(JsonNode status) {
    JsonSchema schema =
        JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012).getSchema(SCHEMA);
    return schema.validate(status);
  }

  private static JsonNode read(Path file) {
    try {
      return MAPPER.readTree(Files.readString(file));
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
