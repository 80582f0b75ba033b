package io.softstart.crash;

import static org.assertj.core.api.Assertions.assertThat;

import io.softstart.testkit.ChildJvm;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;
import org.junit.jupiter.api.io.TempDir;

/**
 * Options with which a JVM ends at once when memory is used up, so that only the next start tells.
 */
@Timeout(120)
@EnabledForJreRange(max = JRE.JAVA_24)
class SilentEndTest {
  @TempDir Path home;

  private String nextStart(ChildJvm full, ChildJvm next) throws IOException {
    EndedRun ending = new EndedRun(home).run(full, running -> {});
    assertThat(ending.result.exitCode()).as(ending.result.stderr()).isNotIn(0, 70);
    assertThat(ending.reports()).isEmpty();
    EndedRun after = new EndedRun(home).run(next, running -> {});
    return EndedRun.retrospect(after.result.stderr());
  }

  private ChildJvm program(String scene) throws IOException {
    return new EndedRun(home).program(scene);
  }

  @Test
  void theNextStartKnowsExitOnOutOfMemoryError() throws IOException {
    String option = "-XX:+ExitOnOutOfMemoryError";
    assertThat(
            nextStart(
                program("memory beyond the container").options(option),
                program("ready").options(option)))
        .startsWith("the last start ended without a message ")
        .contains("most likely its heap or metaspace was full: with ExitOnOutOfMemoryError this");
  }

  @Test
  void theNextStartKnowsCrashOnOutOfMemoryErrorOfJavaToolOptions() throws IOException {
    String options =
        "-XX:+CrashOnOutOfMemoryError -XX:ErrorFile=/dev/null -XX:-CreateCoredumpOnCrash";
    String said =
        nextStart(
            program("memory beyond the container").env("JAVA_TOOL_OPTIONS", options),
            program("ready").env("JAVA_TOOL_OPTIONS", options));
    assertThat(said).contains("with CrashOnOutOfMemoryError this JVM then ends at once");
  }
}
