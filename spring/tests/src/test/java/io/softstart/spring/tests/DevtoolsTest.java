package io.softstart.spring.tests;

import static org.assertj.core.api.Assertions.assertThat;

import io.softstart.spring.apps.bare.BareApplication;
import io.softstart.spring.apps.bare.BrokenApplication;
import io.softstart.spring.apps.watched.WatchedApplication;
import io.softstart.testkit.ChildJvm;
import io.softstart.testkit.JvmResult;
import io.softstart.testkit.OutputLine;
import io.softstart.testkit.Ports;
import io.softstart.testkit.RedisServer;
import io.softstart.testkit.RunningJvm;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * With {@code spring-boot-devtools}, which leaves {@code main} with an exception and runs it again
 * on a thread and a class loader of its own, and again after each change.
 */
@OneJdk
class DevtoolsTest {
  private static final Duration LIMIT = Duration.ofMinutes(2);
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
    return Application.with(main, "spring-boot-devtools");
  }

  private static String outputOf(ChildJvm application, int exitCode) {
    String output = Application.outputOf(application, exitCode, LIMIT);
    assertThat(output).contains("restartedMain").doesNotContain("SilentExit");
    return output;
  }

  @Test
  void itWaitsOnceAlthoughMainRunsTwice() {
    ChildJvm bare =
        with(BareApplication.class)
            .args("--softstart.gates.port.url=tcp://" + redis.host() + ":" + redis.port());
    assertThat(outputOf(bare, 0))
        .containsOnlyOnce("port is open after")
        .containsOnlyOnce("READY after")
        .doesNotContain("cannot start");
  }

  @Test
  void aFailureIsToldOnceWithItsExitCode() {
    ChildJvm bare =
        with(BareApplication.class)
            .args(
                "--softstart.deadline=1s",
                "--softstart.gates.port.url=tcp://127.0.0.1:" + Ports.free());
    assertThat(outputOf(bare, 69))
        .containsOnlyOnce("APPLICATION FAILED TO START")
        .doesNotContain("cannot start", "\tat ");
  }

  @Test
  void aGateHoldsTheProcessOnceUntilSigterm() {
    heldUntilSigterm(
        with(BareApplication.class)
            .args(
                "--softstart.deadline=1s",
                "--softstart.gates.port.url=tcp://127.0.0.1:" + Ports.free()),
        "port is still closed");
  }

  @Test
  void aBeanThatCannotBeMadeHoldsTheProcessOnceUntilSigterm() {
    heldUntilSigterm(with(BrokenApplication.class), "held alive (SOFTSTART_ON_FAILURE=hold)");
  }

  private static void heldUntilSigterm(ChildJvm application, String held) {
    ChildJvm holds =
        application.env("SOFTSTART_ON_FAILURE", "hold").env("SOFTSTART_STATUS_PORT", "0");
    try (RunningJvm app = holds.start()) {
      app.awaitLine(held, LIMIT);
      app.signal("TERM");
      JvmResult result = app.awaitExit(LIMIT);
      String output = result.stdout() + result.stderr();
      assertThat(result.exitCode()).as(output).isEqualTo(143);
      assertThat(output)
          .contains("restartedMain")
          .containsOnlyOnce(held)
          .containsOnlyOnce("the status is shown on")
          .doesNotContain("SilentExit");
    }
  }

  @Test
  void eachRestartWaitsForItself() throws IOException {
    Path changed = Application.BESIDE.resolve("changed.txt");
    try (RunningJvm app =
        with(WatchedApplication.class)
            .args(
                "--spring.main.keep-alive=true",
                "--spring.data.redis.host=" + redis.host(),
                "--spring.data.redis.port=" + redis.port())
            .start()) {
      OutputLine ready = app.awaitLine("READY after", LIMIT);
      Files.writeString(changed, "");
      app.awaitLine(line -> line.at() > ready.at() && line.text().contains("READY after"), LIMIT);
      app.signal("TERM");
      JvmResult result = app.awaitExit(LIMIT);
      String output = result.stdout() + result.stderr();
      assertThat(result.exitCode()).as(output).isEqualTo(143);
      assertThat(output.split("redis is open after", -1)).as(output).hasSize(3);
      assertThat(output).doesNotContain("SilentExit", "cannot start");
    } finally {
      Files.deleteIfExists(changed);
    }
  }
}
