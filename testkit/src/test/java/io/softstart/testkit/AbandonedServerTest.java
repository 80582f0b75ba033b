package io.softstart.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.ConnectException;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.testcontainers.DockerClientFactory;

/** What is left of a server when its JVM ended without closing it: nothing. */
class AbandonedServerTest {
  private static final Duration LIMIT = Duration.ofSeconds(90);

  @Test
  void embeddedEndsWithItsJvm(@TempDir Path temporary) throws IOException {
    try (RunningJvm running = abandoning(temporary, "leave").start()) {
      JvmResult result = running.awaitExit(LIMIT);
      assertThat(result.exitCode()).describedAs(result.stderr()).isZero();
      assertThat(isRefused(port(running))).isTrue();
      assertThat(leftIn(temporary)).isEmpty();
    }
  }

  @Test
  void embeddedEndsWithItsJvmEvenIfThatIsKilled(@TempDir Path temporary) throws IOException {
    try (RunningJvm running = abandoning(temporary, "stay").start()) {
      running.awaitLine("port ", LIMIT);
      assertThat(isRefused(port(running))).isFalse();
      assertThat(leftIn(temporary)).isNotEmpty();

      running.signal("KILL");

      assertThat(Poll.until(LIMIT, () -> isRefused(port(running)))).isTrue();
      assertThat(Poll.until(LIMIT, () -> leftIn(temporary).isEmpty())).isTrue();
    }
  }

  @Test
  void containersAreRemovedWithTheirJvm() {
    assumeTrue(ServerBackend.chosen() == ServerBackend.DOCKER, "no Docker here");
    ChildJvm child =
        ChildJvm.of(Abandoning.class).args("DOCKER", "leave").env(System.getenv()); // its engine
    try (RunningJvm running = child.start()) {
      String session = running.awaitLine("session ", LIMIT).text().split(" ")[1];
      int exitCode = running.awaitExit(LIMIT).exitCode();
      assertThat(exitCode).isZero();
      assertThat(
              DockerClientFactory.instance()
                  .client()
                  .listContainersCmd()
                  .withShowAll(true)
                  .withLabelFilter(Map.of(DockerContainer.SESSION_LABEL, session))
                  .exec())
          .isEmpty();
    }
  }

  private static ChildJvm abandoning(Path temporary, String mode) throws IOException {
    // Whoever the server runs as must get there.
    Files.setPosixFilePermissions(temporary, PosixFilePermissions.fromString("rwxr-xr-x"));
    return ChildJvm.of(Abandoning.class)
        .args("EMBEDDED", mode)
        .property("java.io.tmpdir", temporary.toString());
  }

  private static List<Path> leftIn(Path temporary) {
    try (Stream<Path> files = Files.list(temporary)) {
      return files.filter(file -> file.toString().contains("softstart-postgres-")).toList();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static int port(RunningJvm running) {
    return Integer.parseInt(running.awaitLine("port ", LIMIT).text().split(" ")[1]);
  }

  private static boolean isRefused(int port) {
    try {
      new Socket("127.0.0.1", port).close();
      return false;
    } catch (ConnectException e) {
      return true;
    } catch (IOException e) {
      return false;
    }
  }
}
