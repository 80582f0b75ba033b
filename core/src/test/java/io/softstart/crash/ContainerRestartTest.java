package io.softstart.crash;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.example.ends.Ends;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * A real container with a memory limit, restarted by the engine after the kernel's OOM killer. Any
 * image with a shell and glibc will do: the JVM and the class path are mounted into it.
 */
@Timeout(180)
class ContainerRestartTest {
  private static final List<String> IMAGES =
      List.of("local/base:bookworm", "debian:bookworm", "local/postgres:18", "postgres:18");

  @TempDir Path home;

  @Test
  void theOomKillerIsRecognisedAtTheNextStart() throws Exception {
    assumeTrue(
        !"embedded".equals(System.getenv("SOFTSTART_TEST_SERVERS")), "asked to go without Docker");
    assumeTrue(run(20, "docker", "info").exitCode() == 0, "no Docker engine answers here");
    String image =
        IMAGES.stream()
            .filter(name -> succeeds("docker", "image", "inspect", name))
            .findFirst()
            .orElse("");
    assumeTrue(!image.isEmpty(), "none of the images " + IMAGES + " is here");

    String name = "softstart-oom-" + UUID.randomUUID();
    List<String> command = new ArrayList<>(List.of("docker", "run", "-d", "--name", name));
    command.addAll(List.of("--memory", "160m", "--memory-swap", "160m"));
    command.addAll(List.of("--restart", "on-failure:3"));
    for (String mount : mounts()) {
      command.addAll(List.of("-v", mount + ":" + mount + ":ro"));
    }
    command.addAll(List.of("-v", Files.createDirectories(home.resolve("state")) + ":/state"));
    command.addAll(List.of("-e", "SOFTSTART_STATE_DIR=/state", image));
    command.addAll(List.of(System.getProperty("java.home") + "/bin/java"));
    // a heap that the container cannot hold, so that the kernel is first
    command.addAll(List.of("-Xmx1g", "-XX:+UseSerialGC", "-cp"));
    command.addAll(List.of(System.getProperty("java.class.path"), Ends.class.getName()));
    command.add("memory beyond the container");
    try {
      Said started = run(60, command.toArray(new String[0]));
      assertThat(started.exitCode()).as(started.text()).isZero();
      String logs = "";
      long end = System.nanoTime() + Duration.ofSeconds(90).toNanos();
      while (EndedRun.retrospect(logs).isEmpty() && System.nanoTime() < end) {
        TimeUnit.MILLISECONDS.sleep(500);
        logs = run(20, "docker", "logs", name).text();
      }
      assertThat(EndedRun.retrospect(logs))
          .as(logs)
          .contains("ended without a message")
          .containsAnyOf("the kernel's OOM killer ended it", "most likely out of memory")
          .contains("the container may use 160 MB");
    } finally {
      run(30, "docker", "rm", "-f", name);
    }
  }

  /** The directories that hold the JVM and the class path, each once. */
  private static Set<String> mounts() throws IOException {
    Set<String> mounts = new LinkedHashSet<>();
    Path java = Path.of(System.getProperty("java.home"));
    mounts.add(java.toString());
    mounts.add(java.toRealPath().toString());
    for (String directory : new String[] {"/etc/java-17-openjdk"}) { // Debian's links lead there
      if (Files.isDirectory(Path.of(directory))) {
        mounts.add(directory);
      }
    }
    for (String entry : System.getProperty("java.class.path").split(File.pathSeparator)) {
      Path path = Path.of(entry).toAbsolutePath();
      if (Files.exists(path)) {
        mounts.add(path.toString());
      }
    }
    return mounts;
  }

  private record Said(int exitCode, String text) {}

  private static boolean succeeds(String... command) {
    try {
      return run(20, command).exitCode() == 0;
    } catch (IOException | InterruptedException e) {
      return false;
    }
  }

  private static Said run(int seconds, String... command) throws IOException, InterruptedException {
    Path output = Files.createTempFile("docker", ".txt");
    try {
      Process process =
          new ProcessBuilder(List.of(command))
              .redirectErrorStream(true)
              .redirectOutput(output.toFile())
              .start();
      boolean ended = process.waitFor(seconds, TimeUnit.SECONDS);
      process.destroyForcibly();
      return new Said(ended ? process.exitValue() : -1, Files.readString(output));
    } catch (IOException noSuchCommand) {
      return new Said(-1, noSuchCommand.toString());
    } finally {
      Files.delete(output);
    }
  }
}
