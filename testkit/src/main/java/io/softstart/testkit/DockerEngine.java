package io.softstart.testkit;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.images.RemoteDockerImage;
import org.testcontainers.utility.DockerImageName;

/** Whether a Docker engine answers here, found out quietly: Testcontainers logs errors if not. */
final class DockerEngine {
  private static final String ANY_IMAGE = "postgres:18";
  private static final Duration QUICKLY = Duration.ofSeconds(45);

  private static @Nullable Boolean answers;
  private static @Nullable Boolean usableSoon;

  private DockerEngine() {}

  static synchronized boolean answers() {
    if (answers == null) {
      answers = mayBeThere() && DockerClientFactory.instance().isDockerAvailable();
    }
    return answers;
  }

  /** Whether it answers and has or gets images: without a registry a pull hangs for minutes. */
  static synchronized boolean isUsableSoon() {
    if (usableSoon == null) {
      usableSoon = mayBeThere() && endsWell(new FutureTask<>(DockerEngine::anImage));
    }
    return usableSoon;
  }

  private static String anImage() {
    DockerClientFactory.instance().client(); // may have to pull too: the reaper
    return new RemoteDockerImage(DockerImageName.parse(ANY_IMAGE)).get();
  }

  private static boolean endsWell(FutureTask<?> task) {
    Thread thread = new Thread(task, "testkit-docker");
    thread.setDaemon(true);
    thread.start();
    try {
      task.get(QUICKLY.toMillis(), TimeUnit.MILLISECONDS);
      return true;
    } catch (ExecutionException | TimeoutException no) {
      Announcement.once(
          "the Docker engine gives no image within "
              + QUICKLY.toSeconds()
              + " s: embedded servers are used");
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private static boolean mayBeThere() {
    String host = System.getenv("DOCKER_HOST");
    if (host != null && !host.isEmpty()) {
      return true;
    }
    return isNamedInPropertiesFile() || Stream.of(sockets()).anyMatch(DockerEngine::isListening);
  }

  private static boolean isNamedInPropertiesFile() {
    Path file = home().resolve(".testcontainers.properties");
    if (!Files.isReadable(file)) {
      return false;
    }
    Properties properties = new Properties();
    try (InputStream in = Files.newInputStream(file)) {
      properties.load(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return properties.containsKey("docker.host") || properties.containsKey("tc.host");
  }

  /** The places that Testcontainers looks at. */
  private static Path[] sockets() {
    String runtime = System.getenv("XDG_RUNTIME_DIR");
    return new Path[] {
      Path.of("/var/run/docker.sock"),
      Path.of(runtime == null ? "/run/user/" + userId() : runtime).resolve("docker.sock"),
      home().resolve(".docker/run/docker.sock"),
      home().resolve(".docker/desktop/docker.sock"),
    };
  }

  private static boolean isListening(Path socket) {
    if (!Files.exists(socket)) {
      return false;
    }
    try (SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX)) {
      return channel.connect(UnixDomainSocketAddress.of(socket));
    } catch (IOException | UnsupportedOperationException e) {
      return false; // stale, or not for this user
    }
  }

  private static String userId() {
    return Shell.run(List.of("id", "-u")).strip();
  }

  private static Path home() {
    return Path.of(System.getProperty("user.home"));
  }
}
