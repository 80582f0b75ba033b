package io.softstart.examples.frameworks;

import static org.assertj.core.api.Assertions.assertThat;

import io.softstart.testkit.ChildJvm;
import io.softstart.testkit.JvmResult;
import io.softstart.testkit.PostgresServer;
import io.softstart.testkit.RunningJvm;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Each example with its database late, and with a wrong password. */
@Timeout(180)
class FrameworksTest {
  private static final Duration LIMIT = Duration.ofSeconds(90);
  private static final HttpClient HTTP = HttpClient.newHttpClient();

  private static Path jar(String example) {
    Path target = Path.of("..", example, "target");
    return example.equals("quarkus")
        ? target.resolve("quarkus-app/quarkus-run.jar")
        : target.resolve("orders.jar");
  }

  private static ChildJvm orders(String example, PostgresServer server) {
    return ChildJvm.ofJar(jar(example))
        .env("ORDERS_DB_URL", server.jdbcUrl())
        .env("ORDERS_DB_USER", server.user())
        .env("ORDERS_DB_PASSWORD", server.password());
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  private static HttpResponse<String> get(int port, String path)
      throws IOException, InterruptedException {
    URI uri = URI.create("http://localhost:" + port + path);
    return HTTP.send(HttpRequest.newBuilder(uri).timeout(LIMIT).build(), BodyHandlers.ofString());
  }

  @ParameterizedTest
  @ValueSource(strings = {"micronaut", "dropwizard", "quarkus", "kotlin"})
  void waitsForALateDatabaseAndAnswersProbesMeanwhile(String example) throws Exception {
    int port = freePort();
    int statusPort = freePort();
    try (PostgresServer server = PostgresServer.create();
        RunningJvm running =
            orders(example, server)
                .env("ORDERS_HTTP_PORT", Integer.toString(port))
                .env("SOFTSTART_STATUS_PORT", Integer.toString(statusPort))
                .start()) {
      running.awaitLine("db is not ready", LIMIT);
      assertThat(get(statusPort, "/livez").statusCode()).isEqualTo(200);
      assertThat(get(statusPort, "/readyz").statusCode()).isEqualTo(503);

      server.start();
      running.awaitLine("READY", LIMIT);

      assertThat(get(statusPort, "/readyz").statusCode()).isEqualTo(200);
      assertThat(get(port, "/orders").body()).isEqualTo("no orders yet");
      running.signal("TERM");
      assertThat(running.awaitExit(LIMIT).exitCode()).isIn(0, 143);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"micronaut", "dropwizard", "quarkus", "kotlin"})
  void aWrongPasswordIsNotRetriedForEver(String example) {
    try (PostgresServer server = PostgresServer.create()) {
      server.start();
      try (RunningJvm running =
          orders(example, server)
              .env("ORDERS_DB_PASSWORD", "wr0ng")
              .env("SOFTSTART_GRACE", "300ms")
              .start()) {
        JvmResult result = running.awaitExit(LIMIT);

        assertThat(result.exitCode()).as(result.stderr()).isEqualTo(78);
        assertThat(result.stderr()).contains("DENIED").doesNotContain("wr0ng");
      }
    }
  }
}
