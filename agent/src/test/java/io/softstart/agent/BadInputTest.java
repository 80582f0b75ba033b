package io.softstart.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.softstart.testkit.ChildJvm;
import io.softstart.testkit.JvmResult;
import io.softstart.testkit.Ports;
import io.softstart.testkit.RunningJvm;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever is wrong, there is a report and the right code, and never an aborted JVM. */
class BadInputTest {
  private static final Duration LIMIT = Duration.ofSeconds(30);

  @TempDir Path directory;

  @ParameterizedTest
  @ValueSource(
      strings = {
        ",",
        "a=",
        "=b",
        "a=b",
        "a=tcp://h:99999",
        "a=kafka://",
        "a=redis://",
        "a=jdbc:",
        "a=http://",
        "auto,b",
        "a=redis://h?softstart.deadline=x"
      })
  void wrongGatesAreReported(String gates) {
    JvmResult result = run(Agent.before(Hello.class).env("SOFTSTART_WAIT_FOR", gates));
    assertThat(result.exitCode()).as(result.stderr()).isEqualTo(78);
    assertThat(result.stdout()).isEmpty();
    assertThat(result.stderr()).contains("SOFTSTART_WAIT_FOR is refused");
  }

  @Test
  void aWrongRuleForReadyIsReported() {
    JvmResult result = run(Agent.before(Hello.class).env("SOFTSTART_READY", "port:web"));
    assertThat(result.exitCode()).isEqualTo(78);
    assertThat(result.stderr()).contains("SOFTSTART_READY is refused");
  }

  @ParameterizedTest
  @ValueSource(strings = {"exception", "no-such-class", "too-deep", "out-of-memory"})
  void aDriverThatCannotBeLoadedIsReported(String how) throws IOException {
    JvmResult result = run(withBrokenDriver(how));
    assertThat(result.exitCode()).as(result.stderr()).isEqualTo(78);
    assertThat(result.stdout()).isEmpty();
    assertThat(oneLine(result.stderr())).contains("cannot be loaded", "to do");
  }

  @Test
  void aDriverThatHangsWhileItIsLoadedEndsWithTheDeadline() throws IOException {
    JvmResult result = run(withBrokenDriver("hang"));
    assertThat(result.exitCode()).as(result.stderr()).isEqualTo(69);
    assertThat(result.stdout()).isEmpty();
  }

  @Test
  void anUnreadableJarIsNamedWhereADriverIsMissing() throws IOException {
    Path garbage = Files.writeString(directory.resolve("h2-2.jar"), "no jar");
    JvmResult result =
        run(
            Agent.before(Hello.class, garbage.toString())
                .env("SOFTSTART_WAIT_FOR", "db=jdbc:h2:mem:x"));
    assertThat(result.exitCode()).isEqualTo(78);
    assertThat(oneLine(result.stderr()))
        .contains("no driver for jdbc:h2", "h2-2.jar cannot be read");
  }

  @Test
  void anUnreadableJarOfTheCommandIsNamed() throws IOException {
    Path garbage = Files.writeString(directory.resolve("driver.jar"), "no jar");
    String gate = "db=jdbc:postgresql://127.0.0.1:" + Ports.free() + "/x";
    JvmResult result =
        run(Agent.command("check", "--class-path", garbage.toString(), "--for", gate));
    assertThat(result.exitCode()).isEqualTo(78);
    assertThat(result.stderr()).contains("--class-path", "driver.jar", "cannot be read");
  }

  @Test
  void aFullTerminationMessageIsTold() {
    JvmResult result =
        run(
            Agent.before(Hello.class)
                .env("SOFTSTART_WAIT_FOR", "x=tcp://127.0.0.1:" + Ports.free())
                .env("SOFTSTART_TERMINATION_MESSAGE", "/dev/full"));
    assertThat(result.exitCode()).isEqualTo(69);
    assertThat(result.stderr()).contains("the termination message cannot be written");
  }

  @Test
  void aFullLogChangesNothing() throws Exception {
    assertThat(shell("exec \"$@\" 2>/dev/full").waitFor()).isEqualTo(69);
    assertThat(shell("exec \"$@\" >/dev/full 2>&1").waitFor()).isEqualTo(69);
    assertThat(shell("exec \"$@\" >&- 2>&-").waitFor()).isEqualTo(69);
  }

  @Test
  void aFullDiskIsTold() throws Exception {
    Process unshared = new ProcessBuilder("unshare", "-Urm", "true").start();
    assumeThat(unshared.waitFor()).as("mounts a file system").isZero();
    String mount = "mount -t tmpfs -o size=4k none . && cd \"$PWD\"";
    String fill = "(head -c 9999 /dev/zero > fill 2>&-; true)";
    Process process =
        shell("exec unshare -Urm sh -c '" + mount + " && " + fill + " && exec \"$@\"' sh \"$@\"");
    String lines = new String(process.getErrorStream().readAllBytes());
    assertThat(process.waitFor()).as(lines).isEqualTo(69);
    assertThat(lines).contains("no crash history", "No space left", "cannot start (exit code 69)");
  }

  /** The JVM with a gate that stays closed, and its state in this directory. */
  private Process shell(String script) throws IOException {
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    String classes = Path.of("target", "test-classes").toAbsolutePath().toString();
    ProcessBuilder builder =
        new ProcessBuilder(
            "sh",
            "-c",
            script,
            "sh",
            java,
            "-javaagent:" + Agent.JAR,
            "-cp",
            classes,
            Hello.class.getName());
    builder.environment().put("SOFTSTART_WAIT_FOR", "x=tcp://127.0.0.1:" + Ports.free());
    builder.environment().put("SOFTSTART_DEADLINE", "1s");
    builder.environment().put("SOFTSTART_STATE_DIR", directory.toString());
    builder.directory(directory.toFile());
    return builder.start();
  }

  private ChildJvm withBrokenDriver(String how) throws IOException {
    Path services = Files.createDirectories(directory.resolve("META-INF/services"));
    Files.writeString(services.resolve("java.sql.Driver"), BrokenDriver.class.getName());
    return Agent.before(Hello.class, directory.toString())
        .env("BROKEN_DRIVER", how)
        .env("SOFTSTART_WAIT_FOR", "db=jdbc:postgresql://127.0.0.1:" + Ports.free() + "/x");
  }

  private static String oneLine(String text) {
    return text.replaceAll("\\s+", " ");
  }

  private static JvmResult run(ChildJvm program) {
    try (RunningJvm jvm = program.env("SOFTSTART_DEADLINE", "2s").start()) {
      return jvm.awaitExit(LIMIT);
    }
  }
}
