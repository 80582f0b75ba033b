package io.softstart.status;

import static io.softstart.status.Http.bodyOf;
import static io.softstart.status.Http.get;
import static io.softstart.status.Http.send;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.softstart.Startup;
import io.softstart.StartupOptions;
import io.softstart.StartupOptions.OnFailure;
import io.softstart.config.ConfigSource;
import io.softstart.config.ConfigSources;
import io.softstart.gate.AnyGate;
import io.softstart.gate.Gate;
import io.softstart.testkit.Ports;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EndpointsTest {
  @Test
  void isAliveAndNotReadyWhileItWaitsAndBothAfterwards() throws Exception {
    try (Waiting shop = new Waiting()) {
      assertThat(get(shop.port, "/livez"))
          .startsWith("HTTP/1.1 200 OK\r\n")
          .contains("\r\nContent-Type: text/plain; charset=utf-8\r\n")
          .contains("alive: waiting for db, ")
          .endsWith(" of 5 min\n");
      assertThat(get(shop.port, "/readyz"))
          .startsWith("HTTP/1.1 503 Service Unavailable\r\n")
          .contains("\r\n\r\nnot ready: waiting for db, ");

      shop.open();

      assertThat(get(shop.port, "/livez")).startsWith("HTTP/1.1 200 ").contains("alive: ready ");
      assertThat(get(shop.port, "/readyz"))
          .startsWith("HTTP/1.1 200 OK\r\n")
          .contains("\r\n\r\nready after ");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "/actuator/health/liveness, 200",
    "/shop/manage/health/liveness, 200",
    "/actuator/health/readiness, 503",
    "/actuator/health, 503",
    "/actuator/health/db, 404",
  })
  void answersForTheActuatorThatIsNotThereYet(String path, String status) throws Exception {
    try (Waiting shop = new Waiting()) {
      assertThat(get(shop.port, path)).startsWith("HTTP/1.1 " + status + " ");
    }
  }

  @Test
  void tellsEachGateOnRequest() throws Exception {
    AnyGate<?> cache = Gate.check("cache", attempt -> {}).optional();
    AnyGate<?> lost =
        Gate.check(
                "search",
                attempt -> {
                  throw attempt.notYet("the index is being built");
                })
            .optional();
    try (Waiting shop = new Waiting(options -> options, cache, lost)) {
      shop.awaitAttempts(2);

      assertThat(bodyOf(get(shop.port, "/readyz?verbose")).lines().skip(1))
          .satisfiesExactlyInAnyOrder(
              db ->
                  assertThat(db)
                      .matches("\\[-\\] db: trying after .*, \\d+ attempts; REFUSED: .*")
                      .contains("; to do: "),
              open -> assertThat(open).matches("\\[\\+\\] cache \\(optional\\): open after .*"),
              closed ->
                  assertThat(closed)
                      .startsWith("[-] search (optional): trying after ")
                      .contains("NOT_YET: the index is being built"));
      shop.open();
      assertThat(get(shop.port, "/readyz"))
          .startsWith("HTTP/1.1 200 OK\r\n")
          .contains(", degraded: without search");
    }
  }

  @Test
  void saysWhatIsHeldAlive() throws Exception {
    AnyGate<?> broken =
        Gate.check(
            "mail",
            attempt -> {
              throw new NoClassDefFoundError("mail/Session");
            });
    try (Waiting shop =
        new Waiting(
            options -> options.onFailure(OnFailure.HOLD).deadline(Duration.ofMillis(300)),
            broken)) {
      long end = System.nanoTime() + Duration.ofSeconds(20).toNanos();
      while (!bodyOf(get(shop.port, "/readyz?verbose")).contains("; the deadline has come")) {
        assertThat(System.nanoTime()).isLessThan(end);
      }

      assertThat(get(shop.port, "/livez")).startsWith("HTTP/1.1 200 ");
      assertThat(bodyOf(get(shop.port, "/readyz?verbose")))
          .startsWith(
              "not ready: held alive, though it should have ended; fix mail, then restart it; it"
                  + " goes on trying db; ")
          .contains("; again in ")
          .contains("[-] mail: failed after ")
          .contains("waiting does not help: fix the configuration");
    }
  }

  @Test
  void saysWhyItFailed() throws Exception {
    try (Waiting shop = new Waiting(options -> options.deadline(Duration.ofMillis(500)))) {
      shop.main.join(20_000);

      assertThat(shop.failure).isNotNull();
      assertThat(get(shop.port, "/livez"))
          .startsWith("HTTP/1.1 200 ")
          .contains("alive: the startup has failed after ")
          .contains(", for lack of db");
      assertThat(get(shop.port, "/readyz")).startsWith("HTTP/1.1 503 ");
    }
  }

  @Test
  void whatWaitsForAnotherGateSaysWhich() throws Exception {
    Gate<?> db =
        Gate.check(
            "users",
            attempt -> {
              throw new ConnectException("Connection refused");
            });
    AnyGate<?> later = Gate.check("topics", attempt -> {}).after(db);
    try (Waiting shop = new Waiting(options -> options, later)) {
      assertThat(bodyOf(get(shop.port, "/readyz?verbose")))
          .contains("[-] topics: comes after users");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "GET /nowhere HTTP/1.1, 404 Not Found",
    "GET /livez/../etc/passwd HTTP/1.1, 404 Not Found",
    "GET /<script>alert(1)</script> HTTP/1.1, 404 Not Found",
    "GET http://localhost/livez HTTP/1.1, 404 Not Found",
    "POST /livez HTTP/1.1, 405 Method Not Allowed",
    "DELETE / HTTP/1.1, 405 Method Not Allowed",
    "get /livez HTTP/1.1, 405 Method Not Allowed",
    "GET /livez, 400 Bad Request",
    "GET /livez HTTP/2, 400 Bad Request",
    "hello, 400 Bad Request",
  })
  void refusesAllElseWithoutAnEcho(String line, String status) throws Exception {
    try (Waiting shop = new Waiting()) {
      String answer = send(shop.port, line + "\r\nX-Mine: here\r\n\r\n");

      assertThat(answer).startsWith("HTTP/1.1 " + status + "\r\n").endsWith("\n");
      assertThat(answer).doesNotContain("nowhere", "passwd", "script", "here\r\n", "hello");
      if (status.startsWith("405")) {
        assertThat(answer).contains("\r\nAllow: GET, HEAD\r\n");
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"/livez", "/readyz", "/status", "/", "/nowhere"})
  void aHeadHasTheHeadersOnly(String path) throws Exception {
    try (Waiting shop = new Waiting()) {
      String head = send(shop.port, "HEAD " + path + " HTTP/1.1\r\nHost: localhost\r\n\r\n");

      assertThat(head).endsWith("\r\n\r\n").contains("\r\nConnection: close\r\n");
      String length = head.replaceAll("(?s).*\r\nContent-Length: (\\d+)\r\n.*", "$1");
      assertThat(Integer.parseInt(length)).isPositive();
    }
  }

  @Test
  void thePageMayLoadNothing() throws Exception {
    try (Waiting shop = new Waiting()) {
      assertThat(get(shop.port, "/"))
          .startsWith("HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n")
          .contains("\r\nContent-Security-Policy: default-src 'none'; connect-src 'self'; ")
          .contains("style-src 'sha256-")
          .contains("script-src 'sha256-")
          .doesNotContain("unsafe-inline", "http://", "https://", "//cdn", "@import");
    }
  }

  @Test
  void isReachedFromThisHostOnlyUnlessTold() throws Exception {
    InetAddress other = InetAddress.getByName("127.0.0.2"); // all of 127/8 is this host on Linux
    try (Waiting shop = new Waiting()) {
      assertThatThrownBy(() -> new java.net.Socket(other, shop.port).close())
          .isInstanceOf(ConnectException.class);
    }
    try (Waiting shop = new Waiting(options -> options.statusBind("0.0.0.0"))) {
      new java.net.Socket(other, shop.port).close();
    }
  }

  @Test
  void theOperatorWins() throws Exception {
    int port = Ports.free();
    ConfigSource operator = source(Map.of("SOFTSTART_STATUS_PORT", String.valueOf(port)));
    try (Waiting shop = new Waiting(options -> options.sources(operator))) {
      assertThat(get(port, "/livez")).startsWith("HTTP/1.1 200 ");
      assertThatThrownBy(() -> get(shop.port, "/livez")).isInstanceOf(ConnectException.class);
    }
  }

  @Test
  void isThereUntilTheStartupIsClosed() throws Exception {
    Waiting shop = new Waiting();
    shop.open();
    assertThat(get(shop.port, "/livez")).startsWith("HTTP/1.1 200 ");

    shop.close();

    assertThatThrownBy(() -> get(shop.port, "/livez")).isInstanceOf(ConnectException.class);
    new ServerSocket(shop.port).close(); // the port is free again
  }

  @Test
  void aPortThatIsTakenStopsNobody() throws IOException {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      Startup startup =
          Startup.begin(StartupOptions.of("shop").embedded().statusPort(taken.getLocalPort()));
      startup.await(Gate.check("db", attempt -> {}));
      startup.ready();

      assertThat(startup.report().gates()).hasSize(1);
      startup.close();
    }
  }

  private static ConfigSource source(Map<String, String> values) {
    return ConfigSources.of("test", values);
  }
}
