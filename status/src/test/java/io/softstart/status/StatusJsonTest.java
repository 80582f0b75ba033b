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
import io.softstart.config.ConfigSources;
import io.softstart.gate.AnyGate;
import io.softstart.gate.Attempt;
import io.softstart.gate.Gate;
import io.softstart.gate.Pressure;
import io.softstart.gate.Probe;
import io.softstart.probe.TcpProbe;
import io.softstart.testkit.ChildJvm;
import io.softstart.testkit.Ports;
import io.softstart.testkit.RunningJvm;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What /status answers, held against the published schema. */
class StatusJsonTest {
  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final JsonNode SCHEMA = read(Path.of("../docs/status.schema.json"));

  @Test
  void fitsTheSchemaInEveryPhase() throws Exception {
    AnyGate<?> odd =
        Gate.check(
            "odd",
            attempt -> {
              throw new IOException("no \"room\" <b>\n\u0001 in C:\\temp");
            });
    AnyGate<?> broker = Gate.of("broker", TcpProbe.of("127.0.0.1", 1)).optional();
    AnyGate<?> topics = Gate.check("topics", attempt -> {}).optional().after(broker);
    ConfigSource told =
        ConfigSources.of(
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
    AnyGate<?> search =
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
    AnyGate<?> slow =
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
  void tellsHowBusyThePoolsAre() throws Exception {
    Probe<String> pooled =
        new Probe<>() {
          @Override
          public String open(Attempt attempt) {
            return "pool";
          }

          @Override
          public Optional<Pressure> pressure(String opened) {
            return Optional.of(new Pressure(8, 10, 3));
          }
        };
    Probe<String> broken =
        new Probe<>() {
          @Override
          public String open(Attempt attempt) {
            return "pool";
          }

          @Override
          public Optional<Pressure> pressure(String opened) {
            throw new IllegalStateException("closed");
          }
        };
    try (Waiting shop =
        new Waiting(options -> options, Gate.of("pool", pooled), Gate.of("broken", broken))) {
      shop.open();
      JsonNode status = status(shop);
      assertThat(status.at("/gates/0/pool_active").isMissingNode()).isTrue();
      assertThat(status.at("/gates/1/pool_active").asInt()).isEqualTo(8);
      assertThat(status.at("/gates/1/pool_max").asInt()).isEqualTo(10);
      assertThat(status.at("/gates/1/pool_waiting").asInt()).isEqualTo(3);
      assertThat(status.at("/gates/1/pool_warning").asBoolean()).isTrue();
      assertThat(status.at("/gates/2/pool_active").isMissingNode()).isTrue();
      assertInOrder(status.at("/gates/1"), SCHEMA.at("/properties/gates/items/properties"));
    }
  }

  @Test
  void tellsWhatBecameOfEarlierStarts(@TempDir Path state) throws Exception {
    int port = Ports.free();
    ChildJvm program =
        ChildJvm.of(Waiter.class)
            .args("1") // nothing listens there
            .env("SOFTSTART_STATE_DIR", state.toString())
            .env("SOFTSTART_STATUS_PORT", String.valueOf(port));
    try (RunningJvm failing = program.env("SOFTSTART_DEADLINE", "1s").start()) {
      assertThat(failing.awaitExit(Duration.ofSeconds(60)).exitCode()).isEqualTo(69);
    }
    try (RunningJvm killed = program.start()) {
      killed.awaitLine("db is not ready", Duration.ofSeconds(60));
      killed.signal("KILL");
      killed.awaitExit(Duration.ofSeconds(60));
    }
    try (RunningJvm running = program.start()) {
      running.awaitLine("db is not ready", Duration.ofSeconds(60));
      JsonNode status = MAPPER.readTree(bodyOf(get(port, "/status")));
      assertThat(problems(status)).isEmpty();
      JsonNode earlier = status.at("/earlier");
      assertThat(earlier).hasSize(2);
      assertThat(earlier.at("/0/outcome").asText()).isEqualTo("vanished");
      assertThat(earlier.at("/0/cause").asText()).isNotBlank();
      assertThat(earlier.at("/1/outcome").asText()).isEqualTo("failed");
      assertThat(earlier.at("/1/cause").asText())
          .startsWith("db: nothing listens on 127.0.0.1:1 (REFUSED)");
      assertThat(earlier.at("/1/lasted_ms").asLong()).isBetween(900L, 60_000L);
      assertInOrder(earlier.at("/1"), SCHEMA.at("/properties/earlier/items/properties"));
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          /run/secrets/db does not exist, and neither does /run | .../db does not exist, and neither does /run
          cannot read (/etc/shop/key.pem), nor '/a/b' | cannot read (.../key.pem), nor '.../b'
          nothing listens on tcp://db:1/x or 3/4 | nothing listens on tcp://db:1/x or 3/4
          the file system of /data is full | the file system of /data is full
          no licence | no licence
          """)
  void causesNameFilesWithoutTheirDirectories(String cause, String shown) {
    assertThat(StatusJson.withoutPaths(cause)).isEqualTo(shown);
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
