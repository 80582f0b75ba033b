package io.softstart.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.example.ends.Ends;
import io.softstart.testkit.ChildJvm;
import io.softstart.testkit.JvmResult;
import io.softstart.testkit.RunningJvm;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Whatever is wrong with the application's logging: it is said, and the gates open nevertheless.
 */
@Timeout(120)
class LoggingProviderTest {
  private static final String CLASS_PATH = System.getProperty("java.class.path");

  @TempDir Path directory;

  private static JvmResult play(ChildJvm program) {
    try (RunningJvm running = program.args("awaits and serves").start()) {
      JvmResult result = running.awaitExit(Duration.ofSeconds(30));
      assertThat(result.exitCode()).as(result.stderr()).isZero();
      assertThat(result.stderr()).contains("READY after ");
      assertThat(result.stdout()).contains("serving");
      return result;
    }
  }

  /** A machine so busy that logging takes longer than is waited for shows nothing: once more. */
  private static JvmResult playUntilLoggingIsUp(ChildJvm program) {
    JvmResult result = play(program);
    for (int i = 0; i < 2 && result.stderr().contains("logging is not up"); i++) {
      result = play(program);
    }
    assumeThat(result.stderr()).doesNotContain("logging is not up");
    return result;
  }

  private static ChildJvm withProvider(String kind) {
    String provider = "com.example.ends.FaultyProvider" + kind;
    return ChildJvm.of(Ends.class).property("slf4j.provider", provider);
  }

  @Test
  void aProviderHearsTheSummaryAndNothingThatWasSaidBefore() throws IOException {
    Path config = directory.resolve("logback.xml");
    Files.writeString(
        config,
        "<configuration><appender name='out' class='ch.qos.logback.core.ConsoleAppender'><encoder>"
            + "<pattern>%logger %msg%n</pattern></encoder></appender>"
            + "<root level='info'><appender-ref ref='out'/></root></configuration>");
    JvmResult result =
        playUntilLoggingIsUp(
            ChildJvm.of(Ends.class).property("logback.configurationFile", config.toString()));
    assertThat(result.stdout()).containsOnlyOnce("READY after ").doesNotContain("starting on");
    assertThat(result.stderr()).doesNotContain("SLF4J provider");
  }

  @Test
  void aMissingProvider() {
    String without =
        Stream.of(CLASS_PATH.split(File.pathSeparator))
            .filter(entry -> !entry.contains("logback"))
            .collect(Collectors.joining(File.pathSeparator));
    assertThat(playUntilLoggingIsUp(ChildJvm.of(without, Ends.class.getName())).stderr())
        .contains("no SLF4J provider is on the class path")
        .contains("To do: add one for SLF4J 2");
  }

  @Test
  void twoProviders() throws IOException {
    Path services = Files.createDirectories(directory.resolve("META-INF/services"));
    Files.writeString(
        services.resolve("org.slf4j.spi.SLF4JServiceProvider"),
        "com.example.ends.FaultyProvider$Second\n");
    String both = CLASS_PATH + File.pathSeparator + directory;
    assertThat(playUntilLoggingIsUp(ChildJvm.of(both, Ends.class.getName())).stderr())
        .contains("2 SLF4J providers are on the class path, and one is taken by chance: ")
        .contains("To do: exclude all but one");
  }

  @Test
  void oneThatThrows() {
    assertThat(playUntilLoggingIsUp(withProvider("")).stderr())
        .contains("logging cannot be initialised: java.lang.NoClassDefFoundError");
  }

  @Test
  void oneThatHangs() {
    JvmResult result = play(withProvider("$Hanging"));
    assertThat(result.stderr()).contains("logging is not up after 2 s; going on without it");
    assertThat(result.elapsed()).isLessThan(Duration.ofSeconds(15));
  }

  @Test
  void oneWhoseAppenderWaitsForTheVeryGate() {
    JvmResult result = play(withProvider("$Blocking"));
    assertThat(result.stderr())
        .contains("the application's log does not take a line within 2 s; further ones stay here");
    assertThat(result.elapsed()).isLessThan(Duration.ofSeconds(15));
  }
}
