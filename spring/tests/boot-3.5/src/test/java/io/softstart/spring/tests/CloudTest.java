package io.softstart.spring.tests;

import static org.assertj.core.api.Assertions.assertThat;

import io.softstart.spring.apps.bare.BareApplication;
import io.softstart.testkit.ChildJvm;
import io.softstart.testkit.Ports;
import io.softstart.testkit.RedisServer;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Spring Cloud's own bootstrap context; {@link ShapesTest} has what it does for all versions. */
@OneJdk
class CloudTest {
  private static final Duration LIMIT = Duration.ofMinutes(2);

  private static ChildJvm application(int port) {
    return Application.with(BareApplication.class, "spring-cloud-[a-z]+", "spring-security-crypto")
        .args(
            "--spring.cloud.bootstrap.enabled=true",
            "--softstart.gates.redis.required=true",
            "--remote.redis.host=127.0.0.1",
            "--remote.redis.port=" + port);
  }

  private static String outputOf(ChildJvm application, int exitCode) {
    String output = Application.outputOf(application, exitCode, LIMIT);
    assertThat(output).contains("Located property source");
    return output;
  }

  @Test
  void itIsNoApplicationAndWhatItFetchesIsSeen() {
    try (RedisServer redis = RedisServer.create()) {
      redis.start();
      assertThat(outputOf(application(redis.port()), 0))
          .containsOnlyOnce("redis is open after")
          .containsOnlyOnce("READY after");
    }
  }

  @Test
  void aFailureKeepsItsExitCode() {
    assertThat(outputOf(application(Ports.free()).args("--softstart.deadline=6s"), 69))
        .containsOnlyOnce("APPLICATION FAILED TO START")
        .doesNotContain("\tat ");
  }
}
