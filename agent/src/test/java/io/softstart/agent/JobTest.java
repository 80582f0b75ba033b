package io.softstart.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.softstart.testkit.ChildJvm;
import io.softstart.testkit.JvmResult;
import io.softstart.testkit.RunningJvm;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;
import org.junit.jupiter.api.io.TempDir;

/** How an application ends that never says it is ready. */
class JobTest {
  private static final Duration LIMIT = Duration.ofSeconds(30);

  @TempDir Path state;

  @Test
  void neitherAMainThatReturnsNorACallOfExitIsAFailedStart() {
    assertThat(run(Hello.class, 0)).doesNotContain("ends");
    assertThat(run(Hello.class, 0, "exit"))
        .contains("exit was called in thread main by io.softstart.agent.Hello.main")
        .contains("neither a good nor a failed start");
    assertThat(run(Hello.class, 0)).doesNotContain("the last start");
    assertThat(state).isDirectoryRecursivelyContaining("glob:**history");
    assertThat(state).isDirectoryNotContaining("glob:**/crash-*");
  }

  @Test
  @EnabledForJreRange(max = JRE.JAVA_24)
  void aMainClassThatCannotBeInitialisedIsACrash() {
    assertThat(run(Uninitialised.class, 1))
        .contains(
            "crashed in the static initialiser of io.softstart.agent.Uninitialised",
            "(exit code 1)",
            "IllegalStateException: PORT is not set",
            "where: io.softstart.agent.Uninitialised.port",
            "Crash report: ");
    assertThat(run(Uninitialised.class, 1)).contains("the last start failed");
  }

  private String run(Class<?> main, int code, String... arguments) {
    ChildJvm program = Agent.before(main).env("SOFTSTART_STATE_DIR", state.toString());
    try (RunningJvm jvm = program.args(arguments).start()) {
      JvmResult result = jvm.awaitExit(LIMIT);
      assertThat(result.exitCode()).as(result.stderr()).isEqualTo(code);
      return result.stderr();
    }
  }
}
