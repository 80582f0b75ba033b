package io.softstart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.async.ResultCallback;
import com.github.dockerjava.api.command.CreateContainerCmd;
import com.github.dockerjava.api.model.Bind;
import com.github.dockerjava.api.model.Frame;
import com.github.dockerjava.api.model.HostConfig;
import com.github.dockerjava.api.model.Volume;
import io.softstart.testkit.ServerBackend;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.images.RemoteDockerImage;
import org.testcontainers.utility.DockerImageName;

/**
 * What is said in a real container, with this JVM mounted into an image that has none. Without
 * Docker, {@code ContainerTest} and {@code PreflightsTest} have the same from staged files.
 */
@Timeout(180)
class SmallContainerTest {
  private static final GeneratedPage PAGE = new GeneratedPage("config-reports.md");
  private static final long MB = 1 << 20;

  @TempDir Path directory;

  @BeforeEach
  void needsDockerOnThisHost() {
    assumeTrue(ServerBackend.chosen() == ServerBackend.DOCKER, "no Docker engine is used");
    assumeTrue(File.separatorChar == '/' && new File("/proc/self/cgroup").exists(), "Linux only");
  }

  @Test
  void aHeapThatDoesNotFitIsSaidBeforeAnythingElse() throws Exception {
    String printed = run(256 * MB, List.of(), "-Xmx1g", "", "idle");

    assertThat(printed)
        .containsPattern("1\\. heap may grow to 1 ?GB|1\\. heap may grow to 9\\d\\d MB")
        .contains("but the container has only 256 MB")
        .contains("-XX:MaxRAMPercentage=75")
        .contains("[exit code 0]");
    List<String> lines = printed.lines().toList();
    assertThat(lines.get(0)).contains("starting on Java");
    assertThat(lines.get(1)).contains("WARN  shop: the configuration is accepted with warnings");
    PAGE.check("A heap that does not fit", stable(printed));
  }

  @Test
  void aHeapThatFitsIsNotMentioned() throws Exception {
    assertThat(run(256 * MB, List.of(), "-Xmx64m", "", "idle"))
        .doesNotContain("WARN")
        .contains("[exit code 0]");
  }

  @Test
  void aModuleThatAVolumeHidesIsSaidWithTheVolume() throws Exception {
    Path volume = Files.createDirectory(directory.resolve("volume"));
    Bind hiding = new Bind(volume.toString(), new Volume("/app/lib"));
    String printed = run(512 * MB, List.of(hiding), "-Xmx64m", "/app/lib/*", "module");

    assertThat(printed.replaceAll("\\s+", " "))
        .contains("class com.acme.payment.Terminal is not on the class path")
        .contains("/app/lib/* is missing or empty; mount the volume that is at /app/lib")
        .contains("[exit code 78]");
    PAGE.check("A module that a volume hides", stable(printed));
  }

  /** Without what differs from run to run; the heap's exact size depends on the collector. */
  private static String stable(String printed) {
    return printed
        .lines()
        .filter(line -> !line.matches(".* INFO .*|SLF4J.*|\\[exit code .*"))
        .map(line -> line.replaceFirst("^\\S+T\\S+Z ", "").replaceFirst("9\\d\\d MB", "1 GB"))
        .reduce("", (text, line) -> text + line + "\n");
  }

  private String run(long memory, List<Bind> more, String option, String entry, String scene)
      throws IOException, InterruptedException {
    Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxr-xr-x"));
    String home = System.getProperty("java.home");
    Set<String> mounted = new TreeSet<>(List.of(home));
    Path settings = Path.of(home, "conf/security/java.security").toRealPath();
    if (!settings.startsWith(home)) { // Debian keeps them in /etc/java-17-openjdk
      mounted.add("/" + settings.subpath(0, 2));
    }
    List<String> classPath = new ArrayList<>();
    for (String each : System.getProperty("java.class.path").split(File.pathSeparator)) {
      if (new File(each).exists() && isNeeded(each)) {
        String path = new File(each).getCanonicalPath();
        mounted.add(path);
        classPath.add(path);
      }
    }
    if (!entry.isEmpty()) {
      classPath.add(entry);
    }
    List<Bind> binds = new ArrayList<>(more);
    for (String path : mounted) {
      binds.add(Bind.parse(path + ":" + path + ":ro"));
    }
    DockerClient client = DockerClientFactory.instance().client();
    String image = new RemoteDockerImage(DockerImageName.parse("redis:7.0")).get();
    HostConfig host = HostConfig.newHostConfig().withMemory(memory).withBinds(binds);
    String id;
    try (CreateContainerCmd create = client.createContainerCmd(image)) {
      id =
          create
              .withHostConfig(host)
              .withEntrypoint(home + "/bin/java")
              .withCmd(
                  option, "-cp", String.join(":", classPath), ConfigScenes.class.getName(), scene)
              .exec()
              .getId();
    }
    try {
      client.startContainerCmd(id).exec();
      int exitCode = client.waitContainerCmd(id).start().awaitStatusCode(60, TimeUnit.SECONDS);
      StringBuilder printed = new StringBuilder();
      client
          .logContainerCmd(id)
          .withStdErr(true)
          .exec(
              new ResultCallback.Adapter<Frame>() {
                @Override
                public void onNext(Frame frame) {
                  printed.append(new String(frame.getPayload(), StandardCharsets.UTF_8));
                }
              })
          .awaitCompletion();
      return printed + "[exit code " + exitCode + "]\n";
    } finally {
      client.removeContainerCmd(id).withForce(true).withRemoveVolumes(true).exec();
    }
  }

  /** Only what a plain application has: no build tool's own jars. */
  private static boolean isNeeded(String entry) {
    return entry.contains("slf4j")
        || entry.contains("resilience4j")
        || new File(entry).isDirectory();
  }
}
