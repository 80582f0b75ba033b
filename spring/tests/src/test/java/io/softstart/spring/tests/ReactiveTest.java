package io.softstart.spring.tests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.softstart.spring.apps.watched.WatchedApplication;
import io.softstart.testkit.JvmResult;
import io.softstart.testkit.Ports;
import io.softstart.testkit.RedisServer;
import io.softstart.testkit.RunningJvm;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** A reactive web application, on Netty, whose status is on its own port while it waits. */
@OneJdk
class ReactiveTest {
  private static final Duration LIMIT = Duration.ofMinutes(2);

  @Test
  void itWaitsAnswersMeanwhileAndHandsThePortOver() throws Exception {
    assumeTrue(
        Application.has("spring-webflux"),
        "half of the jars of Spring Boot 4.0.8's reactive web server are not in Maven Central");
    int port = Ports.free();
    try (RedisServer redis = RedisServer.create();
        RunningJvm app =
            Application.with(
                    WatchedApplication.class,
                    "spring-web",
                    "spring-webflux",
                    "spring-boot-(webflux|reactor[a-z-]*|web-server|http-codec)",
                    "reactor-netty-[a-z]+",
                    "netty-[a-z0-9-]+")
                .args(
                    "--server.port=" + port,
                    "--softstart.status.port=" + port,
                    "--spring.data.redis.host=" + redis.host(),
                    "--spring.data.redis.port=" + redis.port())
                .start()) {
      app.awaitLine("redis is not ready", LIMIT);
      assertThat(status(port, "/actuator/health/readiness")).isEqualTo(503);
      assertThat(status(port, "/actuator/health/liveness")).isEqualTo(200);
      redis.start();
      app.awaitLine("READY after", LIMIT);
      assertThat(status(port, "/actuator/health")).isEqualTo(200);
      app.signal("TERM");
      JvmResult result = app.awaitExit(LIMIT);
      assertThat(result.exitCode()).isEqualTo(143);
      assertThat(result.stdout())
          .containsSubsequence(
              "redis is open after", "Netty started on port " + port, "READY after")
          .containsOnlyOnce("READY after");
    }
  }

  private static int status(int port, String path) throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path)).build();
    return HttpClient.newHttpClient()
        .send(request, HttpResponse.BodyHandlers.discarding())
        .statusCode();
  }
}
