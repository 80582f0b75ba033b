package io.softstart.spring.tests;

import static org.assertj.core.api.Assertions.assertThat;

import com.jayway.jsonpath.JsonPath;
import io.softstart.spring.apps.watched.WatchedApplication;
import io.softstart.testkit.Behaviour;
import io.softstart.testkit.ChildJvm;
import io.softstart.testkit.FaultyServer;
import io.softstart.testkit.Ports;
import io.softstart.testkit.RunningJvm;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What an application shows while it waits, and what its actuator shows afterwards. */
@Timeout(300)
@SuppressWarnings("try") // servers are there to be there
@OneJdk
class ActuatorTest {
  private static final Duration LIMIT = Duration.ofMinutes(2);
  private static final String PASSWORD = "hunter2-of-the-tests";

  private final HttpClient http = HttpClient.newHttpClient();
  private final int required = Ports.free();
  private final int optional = Ports.free();
  private final int port = Ports.free();

  @Test
  void showsTheStartOnItsPortAndTheGatesInItsActuator() throws Exception {
    ChildJvm program =
        program()
            .env("SERVER_PORT", Integer.toString(port))
            .env("SOFTSTART_STATUS_PORT", Integer.toString(port))
            .env("SOFTSTART_KEEP_CHECKING", "1s");
    try (RunningJvm app = program.start();
        Poller readiness = new Poller(url("/actuator/health/readiness"))) {
      readiness.await(503);
      app.awaitLine("required is not ready", LIMIT);
      assertThat(get("/actuator/health/liveness", 200)).contains("waiting for required, ");
      assertThat(get("/status", 200)).contains("\"gate\":\"required\"", "REFUSED");

      int missed;
      readiness.forget();
      try (FaultyServer opened = FaultyServer.on(required, Behaviour.hang())) {
        app.awaitLine("READY (degraded) after", LIMIT);
        missed = readiness.await(200);
        System.out.println("gap of the hand-over: " + missed + " of the polls, one each 50 ms");
        assertThat(Duration.ofMillis((long) missed * Poller.EVERY_MS))
            .isLessThan(LIMIT.dividedBy(60));
        assertThat(readiness.answers()).doesNotContain(404, 500);
        theGatesAreShown(app);
      }

      readiness.forget();
      readiness.await(503);
      get("/actuator/health/liveness", 200);
      assertThat(get("/actuator/health", 503)).contains("lost after ", "nothing listens on");
      readiness.forget();
      try (FaultyServer reopened = FaultyServer.on(required, Behaviour.hang())) {
        readiness.await(200);
      }
      assertThat(app.stdout() + app.stderr()).doesNotContain(PASSWORD);
    }
  }

  private void theGatesAreShown(RunningJvm app) throws Exception {
    String report = get("/actuator/softstart", 200);
    assertThat(report).doesNotContain(PASSWORD);
    List<String> states = JsonPath.read(report, "$.gates[*].state");
    assertThat(states).containsExactly("open", "trying");
    List<String> failures = JsonPath.read(report, "$.gates[*].last_reason");
    assertThat(failures)
        .as("what an open gate has met is over")
        .containsExactly("nothing listens on localhost:" + optional);
    assertThat(this.<String>read(report, "$.phase")).isEqualTo("ready");

    assertThat(meter("wait", "gate:required")).isPositive();
    assertThat(meter("attempts", "gate:required")).isGreaterThan(1);
    assertThat(meter("state", "gate:required&tag=state:open")).isEqualTo(1);
    assertThat(meter("state", "gate:optional&tag=state:open")).isZero();
    assertThat(meter("state", "gate:optional&tag=state:trying")).isEqualTo(1);

    String details = "$.components.softstart.details.";
    String health = get("/actuator/health", 200);
    assertThat(this.<String>read(health, details + "required")).startsWith("open after ");
    assertThat(this.<String>read(health, details + "optional"))
        .startsWith("trying after ")
        .contains("optional: nothing listens on localhost:" + optional + " (REFUSED)");
    try (FaultyServer healed = FaultyServer.on(optional, Behaviour.hang())) {
      app.awaitLine("optional is open after", LIMIT);
      assertThat(this.<String>read(get("/actuator/health", 200), details + "optional"))
          .startsWith("open after ");
      assertThat(meter("state", "gate:optional&tag=state:open")).isEqualTo(1);
    }

    String steps = send("POST", "/actuator/startup", 200);
    List<String> waited =
        JsonPath.read(
            steps,
            "$..startupStep[?(@.name == 'softstart.await')].tags[?(@.key == 'required')].value");
    assertThat(waited).hasSize(1);
    assertThat(waited.get(0)).startsWith("open after ");
  }

  @Test
  void handsThePortOfTheActuatorOverToo() throws Exception {
    ChildJvm program =
        program()
            .env("SERVER_PORT", "0")
            .env("MANAGEMENT_SERVER_PORT", Integer.toString(port))
            .env("SOFTSTART_STATUS_PORT", Integer.toString(port));
    try (RunningJvm app = program.start();
        Poller readiness = new Poller(url("/actuator/health/readiness"))) {
      readiness.await(503);
      try (FaultyServer opened = FaultyServer.on(required, Behaviour.hang())) {
        readiness.await(200);
      }
      assertThat(get("/actuator/softstart", 200)).contains("\"gate\":\"required\"");
    }
  }

  private ChildJvm program() {
    return Application.heavy(WatchedApplication.class)
        .env("REQUIRED_PORT", Integer.toString(required))
        .env("OPTIONAL_PORT", Integer.toString(optional))
        .env("SPRING_DATASOURCE_PASSWORD", PASSWORD)
        .env("MANAGEMENT_HEALTH_REDIS_ENABLED", "false")
        .env("MANAGEMENT_ENDPOINT_HEALTH_PROBES_ENABLED", "true")
        .env("MANAGEMENT_ENDPOINT_HEALTH_SHOWDETAILS", "always")
        .env("MANAGEMENT_ENDPOINTS_WEB_EXPOSURE_INCLUDE", "health,metrics,startup,softstart");
  }

  private double meter(String name, String tags) throws Exception {
    String meter = get("/actuator/metrics/softstart.gate." + name + "?tag=" + tags, 200);
    return this.<Number>read(meter, "$.measurements[0].value").doubleValue();
  }

  private <T> T read(String json, String path) {
    return JsonPath.read(json, path);
  }

  private String get(String path, int expected) throws IOException, InterruptedException {
    return send("GET", path, expected);
  }

  private String send(String method, String path, int expected)
      throws IOException, InterruptedException {
    HttpResponse<String> answer =
        http.send(
            HttpRequest.newBuilder(URI.create(url(path)))
                .method(method, BodyPublishers.noBody())
                .timeout(Duration.ofSeconds(30))
                .build(),
            BodyHandlers.ofString());
    assertThat(answer.statusCode()).as(path + " " + answer.body()).isEqualTo(expected);
    return answer.body();
  }

  private String url(String path) {
    return "http://localhost:" + port + path;
  }
}
