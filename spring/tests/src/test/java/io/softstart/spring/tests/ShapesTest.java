package io.softstart.spring.tests;

import static org.assertj.core.api.Assertions.assertThat;

import io.softstart.spring.apps.bare.BareApplication;
import io.softstart.spring.apps.bare.BegunApplication;
import io.softstart.spring.apps.bare.CloudApplication;
import io.softstart.spring.apps.bare.FamilyApplication;
import io.softstart.spring.apps.bare.LingeringApplication;
import io.softstart.testkit.ChildJvm;
import io.softstart.testkit.JvmResult;
import io.softstart.testkit.Ports;
import io.softstart.testkit.RedisServer;
import io.softstart.testkit.RunningJvm;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** One wait, in whatever shape an application comes. */
@OneJdk
class ShapesTest {
  /** None of these applications has a bean that would use it. */
  private static final String REQUIRED = "--softstart.gates.redis.required=true";

  private static final Duration LIMIT = Duration.ofMinutes(1);
  private static RedisServer redis;

  @BeforeAll
  static void start() {
    redis = RedisServer.create();
    redis.start();
  }

  @AfterAll
  static void end() {
    redis.close();
  }

  private static ChildJvm with(Class<?> main) {
    return Application.of(main)
        .args(
            REQUIRED,
            "--spring.data.redis.host=" + redis.host(),
            "--spring.data.redis.port=" + redis.port());
  }

  private static String outputOf(ChildJvm application, int exitCode) {
    return Application.outputOf(application, exitCode, LIMIT);
  }

  @Test
  void aHierarchyWaitsOnceAndIsReadyOnce() {
    assertThat(outputOf(with(FamilyApplication.class), 0))
        .containsOnlyOnce("redis is open after")
        .containsOnlyOnce("READY after")
        .containsSubsequence("redis is open after", "READY after", "BOTH RUN");
  }

  @Test
  void propertiesThatSpringCloudFetchesAreSeenAndItsContextIsNoApplication() {
    ChildJvm cloud =
        Application.of(CloudApplication.class)
            .env("REMOTE_REDIS_HOST", redis.host())
            .env("REMOTE_REDIS_PORT", String.valueOf(redis.port()))
            .args(REQUIRED);
    assertThat(outputOf(cloud, 0))
        .containsOnlyOnce("redis is open after")
        .containsOnlyOnce("READY after");
  }

  @Test
  void aStartupBegunInMainIsJoined() {
    assertThat(outputOf(with(BegunApplication.class), 0))
        .containsOnlyOnce("starting on Java")
        .containsOnlyOnce("begun: redis is open after")
        .containsOnlyOnce("begun: READY after");
  }

  @Test
  void aFailureOfAStartupBegunInMainIsToldOnceWithItsExitCode() {
    ChildJvm begun =
        Application.of(BegunApplication.class)
            .env("SOFTSTART_DEADLINE", "6s")
            .args(
                REQUIRED,
                "--spring.data.redis.host=127.0.0.1",
                "--spring.data.redis.port=" + Ports.free());
    assertThat(outputOf(begun, 69))
        .containsOnlyOnce("APPLICATION FAILED TO START")
        .doesNotContain("cannot start", "\tat ");
  }

  @Test
  void switchedOffItSaysAndDoesNothing() {
    String output =
        outputOf(
            Application.of(BareApplication.class)
                .args("--softstart.enabled=false", "--spring.data.redis.host=nowhere.invalid"),
            0);
    assertThat(output)
        .contains("Started BareApplication")
        .doesNotContain("READY after", "is not ready", "nowhere.invalid");
  }

  @Test
  void heldItStaysAliveUntilTheDependencyIsThere() {
    try (RedisServer late = RedisServer.create();
        RunningJvm app =
            Application.of(BareApplication.class)
                .args(
                    REQUIRED,
                    "--softstart.on-failure=hold",
                    "--softstart.deadline=1s",
                    "--softstart.status.port=0",
                    "--spring.data.redis.host=" + late.host(),
                    "--spring.data.redis.port=" + late.port())
                .start()) {
      app.awaitLine("held", LIMIT);
      late.start();
      app.awaitLine("READY after", LIMIT);
    }
  }

  @Test
  void theStatusStaysWhereThereIsNoWebServerToTakeItsPort() throws Exception {
    int port = Ports.free();
    try (RunningJvm app =
        Application.of(BareApplication.class)
            .args(
                "--spring.main.keep-alive=true",
                "--server.port=" + port,
                "--softstart.status.port=" + port)
            .start()) {
      app.awaitLine("READY after", LIMIT);
      HttpRequest request =
          HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/livez")).build();
      assertThat(
              HttpClient.newHttpClient()
                  .send(request, HttpResponse.BodyHandlers.discarding())
                  .statusCode())
          .isEqualTo(200);
    }
  }

  @Test
  void aSignalWhileItWaitsEndsItWithoutAFuss() {
    try (RunningJvm app =
        Application.of(LingeringApplication.class)
            .args(
                REQUIRED,
                "--spring.data.redis.host=127.0.0.1",
                "--spring.data.redis.port=" + Ports.free())
            .start()) {
      app.awaitLine("redis is not ready", LIMIT);
      app.signal("TERM");
      JvmResult result = app.awaitExit(LIMIT);
      assertThat(result.exitCode()).isEqualTo(143);
      assertThat(result.stdout() + result.stderr())
          .contains("SIGTERM", "while waiting for redis (REFUSED)")
          .doesNotContain("APPLICATION FAILED", "\tat ");
    }
  }
}
