package io.softstart;

import static org.assertj.core.api.Assertions.assertThat;

import io.softstart.testkit.Behaviour;
import io.softstart.testkit.ChildJvm;
import io.softstart.testkit.FaultyServer;
import io.softstart.testkit.JvmResult;
import io.softstart.testkit.Ports;
import io.softstart.testkit.RunningJvm;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How a process ends, on real processes. */
@Timeout(120)
class StartupProcessTest {
  private static final Duration LIMIT = Duration.ofSeconds(30);

  private static ChildJvm scene(String name) {
    return ChildJvm.of(Scenes.class).args(name);
  }

  private static JvmResult play(String name) {
    try (RunningJvm running = scene(name).start()) {
      return running.awaitExit(LIMIT);
    }
  }

  @Test
  void aHealthyStartSaysTwoLines() {
    JvmResult result = play("ready");
    assertThat(result.exitCode()).isZero();
    assertThat(result.stdout()).isEqualToIgnoringWhitespace("serving");
    List<String> lines =
        result
            .stderr()
            .lines()
            .filter(line -> line.contains(" scene: "))
            .filter(line -> !line.contains("log does not take a line within")) // a busy machine's
            .toList();
    assertThat(lines).hasSize(2);
    assertThat(lines.get(0))
        .matches("\\d{4}-\\d\\d-\\d\\dT[0-9:.]{12}Z INFO  scene: starting on Java .*");
    assertThat(lines.get(1)).contains("INFO  scene: READY after ");
  }

  @ParameterizedTest
  @ValueSource(strings = {"main throws", "thread throws", "static initialiser", "body throws"})
  void whatNobodyCaughtIsReportedOnceAndExits70(String name) {
    JvmResult result = play(name);
    assertThat(result.exitCode()).isEqualTo(70);
    assertThat(result.stderr())
        .containsOnlyOnce("(exit code 70)")
        .contains("  cause: ")
        .doesNotContain("S3CRET");
    String cause =
        switch (name) {
          case "main throws" -> "java.lang.IllegalStateException: no licence, password=***";
          case "thread throws" -> "java.lang.IllegalStateException: from a thread";
          case "static initialiser" ->
              "java.lang.NumberFormatException: For input string: \"not a number\"";
          default -> "java.io.IOException: port taken";
        };
    assertThat(result.stderr()).contains("  cause: " + cause).contains("Scenes");
  }

  @Test
  void missingSettingsAreOneReportAndExit78() {
    JvmResult result = play("configure");
    assertThat(result.exitCode()).isEqualTo(78);
    assertThat(result.stderr())
        .contains("scene: cannot start (exit code 78): ", ", and 1 more problem (")
        .contains("\nConfiguration: 2 problems")
        .contains("SCENE_URL is missing")
        .contains("SCENE_USER is missing")
        .doesNotContain("Exception")
        .doesNotContain("\tat ");
  }

  @Test
  void aBadOperatorSettingIsReportedWithTheOthers() {
    try (RunningJvm running = scene("configure").env("SOFTSTART_DEADLINE", "soon").start()) {
      JvmResult result = running.awaitExit(LIMIT);
      assertThat(result.exitCode()).isEqualTo(78);
      assertThat(result.stderr())
          .contains("Configuration: 3 problems")
          .contains("SOFTSTART_DEADLINE");
    }
  }

  @Test
  void beginLoadsNoLogging() {
    try (RunningJvm running = scene("main returns").options("-verbose:class").start()) {
      String loaded = running.awaitExit(LIMIT).stdout();
      assertThat(loaded)
          .contains("io.softstart.log.EarlyLog")
          .doesNotContain("org.slf4j.LoggerFactory ")
          .doesNotContain("java.util.logging.LogManager")
          .doesNotContain("jdk.internal.logger.")
          .doesNotContain("ch.qos.logback");
    }
  }

  @Test
  void beginLoadsFewClassesOfItsOwn() {
    try (RunningJvm running = scene("begins").options("-verbose:class").start()) {
      assertThat(running.awaitExit(LIMIT).stdout().lines())
          .filteredOn(line -> line.contains(" io.softstart.") && !line.contains(".Scenes"))
          .as("a third of a millisecond each; three of them are what the scene itself needs")
          .hasSizeBetween(20, 41);
    }
  }

  @Test
  void aStartThatGoesWellLoadsNothingOfHangsAndHold() {
    try (RunningJvm running = scene("ready wait").options("-verbose:class").start()) {
      JvmResult result = running.awaitExit(LIMIT);
      assertThat(result.stderr()).contains("READY");
      assertThat(result.stdout())
          .contains("io.softstart.startup.StartWatch ")
          .doesNotContain(
              "io.softstart.hang.",
              "io.softstart.crash.HeldProcess",
              "io.softstart.startup.HeldGates",
              "io.softstart.startup.StatusPage",
              "ThreadMXBean");
    }
  }

  @Test
  void aMisspeltOperatorSettingIsWarnedAbout() {
    try (RunningJvm running = scene("ready wait").env("SOFTSTART_DEADLIN", "3s").start()) {
      JvmResult result = running.awaitExit(LIMIT);
      assertThat(result.exitCode()).isZero();
      assertThat(result.stderr())
          .contains(
              "environment variable SOFTSTART_DEADLIN is unknown here: did you mean SOFTSTART_DEADLINE?");
    }
  }

  @Test
  void readyThatFailsInACallbackLeavesNoHalfDeadProcess() {
    int port = Ports.free();
    try (RunningJvm running =
        scene("ready in a callback")
            .property("port", "" + port)
            .env("SOFTSTART_DEADLINE", "2s")
            .start()) {
      JvmResult result = running.awaitExit(LIMIT);
      assertThat(result.exitCode()).isEqualTo(69);
      assertThat(result.stderr()).contains("events (REFUSED) is not ready");
    }
  }

  @Test
  void aClosedPortIsExit69AtTheDeadlineAndFinallyRuns() {
    int port = Ports.free();
    try (RunningJvm running =
        scene("wait").property("port", "" + port).env("SOFTSTART_DEADLINE", "2s").start()) {
      JvmResult result = running.awaitExit(LIMIT);
      assertThat(result.exitCode()).isEqualTo(69);
      assertThat(result.stdout()).contains("finally");
      assertThat(result.elapsed()).isBetween(Duration.ofSeconds(2), Duration.ofSeconds(10));
      assertThat(result.stderr())
          .contains(
              "cannot start (exit code 69): db (REFUSED) is not ready. A restart helps once db is")
          .contains("nothing listens on 127.0.0.1:" + port + " (REFUSED)")
          .contains("to do: start the server")
          .doesNotContain("\tat ");
    }
  }

  @Test
  void sigtermEndsTheWaitAtOnceSayingWhatForAndNoHookDeadlocks() {
    for (String name : List.of("wait", "wait and join main")) {
      try (RunningJvm running = scene(name).property("port", "" + Ports.free()).start()) {
        running.awaitLine("db is not ready", LIMIT);
        long from = System.nanoTime();
        running.signal("TERM");
        JvmResult result = running.awaitExit(LIMIT);
        assertThat(Duration.ofNanos(System.nanoTime() - from)).isLessThan(Duration.ofSeconds(3));
        assertThat(result.exitCode()).isEqualTo(143);
        assertThat(result.stderr())
            .contains("stopped by SIGTERM after ", ", while waiting for db (REFUSED) for ")
            .contains(" of 5 min")
            .doesNotContain("\tat ");
      }
    }
  }

  @Test
  void failureWithAHookThatJoinsMainDoesNotDeadlock() {
    try (RunningJvm running =
        scene("wait and join main")
            .property("port", "" + Ports.free())
            .env("SOFTSTART_DEADLINE", "1s")
            .start()) {
      assertThat(running.awaitExit(LIMIT).exitCode()).isEqualTo(69);
    }
  }

  @Test
  void anInterruptKeepsTheFlagAndTheLastFailure() {
    try (RunningJvm running = scene("interrupt").property("port", "" + Ports.free()).start()) {
      JvmResult result = running.awaitExit(LIMIT);
      assertThat(result.stdout()).contains("flag true").contains("last REFUSED");
      assertThat(result.exitCode()).isEqualTo(75);
      assertThat(result.elapsed()).isLessThan(Duration.ofSeconds(30));
      assertThat(result.stderr()).contains("interrupted while waiting for db (REFUSED)");
    }
  }

  @Test
  void whoCalledExitBeforeReadyIsTold() {
    JvmResult result = play("exit in a library");
    assertThat(result.exitCode()).isEqualTo(3);
    assertThat(result.stderr())
        .contains("ends before it is ready")
        .contains("exit was called in thread main")
        .contains("at io.softstart.Scenes$Library.work(Scenes.java:");
  }

  @Test
  void aMainThatReturnsWithoutRunIsTold() {
    assertThat(play("main returns").stderr())
        .contains("ends before it is ready")
        .contains("did main return without run(..)?");
  }

  @Test
  void anExceptionOnADaemonThreadIsReportedOnly() {
    JvmResult result = play("daemon throws");
    assertThat(result.exitCode()).isZero();
    assertThat(result.stderr()).contains("goes on after an exception").contains("from a daemon");
    assertThat(result.stdout()).contains("serving");
  }

  @Test
  void afterReadyAnExceptionIsReportedAndTheJvmDecides() {
    JvmResult result = play("after ready");
    assertThat(result.exitCode()).isEqualTo(1);
    assertThat(result.stderr())
        .contains("an exception ended thread main")
        .containsOnlyOnce("  cause: java.lang.IllegalStateException: later");
  }

  @Test
  void whatNobodyFetchedIsClosedAtTheEndOfTheProcess() {
    JvmResult result = play("left open");
    assertThat(result.exitCode()).isZero();
    assertThat(result.stdout().lines()).containsExactly("serving", "closed");
  }

  @Test
  void heldTheProcessGoesOnWhenThePortOpensAfterItsDeadline() {
    try (FaultyServer server = FaultyServer.with(Behaviour.refuse());
        RunningJvm running =
            scene("wait")
                .property("port", "" + server.port())
                .env("SOFTSTART_DEADLINE", "1s")
                .env("SOFTSTART_ON_FAILURE", "hold")
                .env("SOFTSTART_STATUS_PORT", "0")
                .start()) {
      running.awaitLine("The process is held alive and goes on trying", LIMIT);
      server.behave(Behaviour.hang());
      running.awaitLine("db is open after", LIMIT);
      assertThat(running.awaitExit(LIMIT).exitCode()).isZero();
    }
  }

  @Test
  void aSecretInAnUncaughtExceptionIsMasked() {
    try (RunningJvm running =
        scene("secret in url").env("SCENE_URL", "jdbc:mysql://root:Zq7tr0ub4dor@db/x").start()) {
      JvmResult result = running.awaitExit(LIMIT);
      assertThat(result.exitCode()).isEqualTo(70);
      assertThat(result.stderr())
          .contains("cannot use jdbc:mysql://***@db/x")
          .doesNotContain("tr0ub4dor");
    }
  }

  @Test
  void jsonLinesForMachines() {
    try (RunningJvm running =
        scene("wait")
            .property("port", "" + Ports.free())
            .env("SOFTSTART_LOG", "json")
            .env("SOFTSTART_DEADLINE", "4s")
            .start()) {
      List<String> lines =
          running
              .awaitExit(LIMIT)
              .stderr()
              .lines()
              .filter(line -> line.contains("softstart"))
              .toList();
      assertThat(lines).hasSizeGreaterThanOrEqualTo(3);
      assertThat(lines)
          .allMatch(line -> line.startsWith("{\"@timestamp\":\"20") && line.endsWith("}"))
          .anyMatch(line -> line.contains("\"softstart.kind\":\"REFUSED\""))
          .anyMatch(line -> line.contains("\"log.level\":\"error\""));
    }
  }
}
