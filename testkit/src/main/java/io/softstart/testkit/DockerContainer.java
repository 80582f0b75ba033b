package io.softstart.testkit;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.async.ResultCallback;
import com.github.dockerjava.api.command.CreateContainerCmd;
import com.github.dockerjava.api.exception.DockerException;
import com.github.dockerjava.api.exception.NotFoundException;
import com.github.dockerjava.api.exception.NotModifiedException;
import com.github.dockerjava.api.model.ExposedPort;
import com.github.dockerjava.api.model.Frame;
import com.github.dockerjava.api.model.HostConfig;
import com.github.dockerjava.api.model.PortBinding;
import com.github.dockerjava.api.model.Ports.Binding;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.images.RemoteDockerImage;
import org.testcontainers.utility.DockerImageName;
import org.testcontainers.utility.ResourceReaper;

/**
 * A container that is created, started and ended in separate steps, on a host port fixed before.
 * Testcontainers gives the engine, the image and the reaper; its own container class cannot be
 * used, since it creates and starts in one step and removes what it stops.
 */
final class DockerContainer {
  private static final int STOP_SECONDS = 10;
  private static final int LOG_SECONDS = 10;

  static final String SESSION_LABEL = "io.softstart.testkit.session";

  // Testcontainers' reaper, if it runs, removes what a killed JVM has left behind by this label.
  private static final Map<String, String> REAPED =
      Map.of(SESSION_LABEL, DockerClientFactory.SESSION_ID);

  static {
    ResourceReaper.instance().registerLabelsFilterForCleanup(REAPED);
  }

  private final DockerClient client;
  private final String id;

  private DockerContainer(DockerClient client, String id) {
    this.client = client;
    this.id = id;
  }

  /** Creates a container without a port; pulls its image if need be. */
  static DockerContainer create(String image, Map<String, String> environment) {
    return create(image, environment, HostConfig.newHostConfig(), List.of());
  }

  /** Creates a container with one port of it on a fixed port of the host. */
  static DockerContainer create(
      String image, Map<String, String> environment, int containerPort, int hostPort) {
    ExposedPort exposed = ExposedPort.tcp(containerPort);
    HostConfig config =
        HostConfig.newHostConfig().withPortBindings(new PortBinding(binding(hostPort), exposed));
    return create(image, environment, config, List.of(exposed));
  }

  /** Creates a container that runs a command, its ports the same on the host. */
  static DockerContainer running(String image, List<String> command, List<Integer> ports) {
    List<ExposedPort> exposed = ports.stream().map(ExposedPort::tcp).toList();
    HostConfig config =
        HostConfig.newHostConfig()
            .withPortBindings(
                exposed.stream().map(p -> new PortBinding(binding(p.getPort()), p)).toList());
    return create(image, Map.of(), config, exposed, command);
  }

  /** Creates a container that runs a command in the network of another one, which runs. */
  static DockerContainer beside(DockerContainer first, String image, List<String> command) {
    HostConfig config = HostConfig.newHostConfig().withNetworkMode("container:" + first.id);
    return create(image, Map.of(), config, List.of(), command);
  }

  /** Creates a container that runs nothing of its image but a program, as it is told. */
  static DockerContainer of(
      String image, Map<String, String> environment, HostConfig config, List<String> program) {
    return create(image, environment, config, List.of(), program, true);
  }

  private static Binding binding(int hostPort) {
    return isLocal() ? Binding.bindIpAndPort(host(), hostPort) : Binding.bindPort(hostPort);
  }

  private static DockerContainer create(
      String image, Map<String, String> environment, HostConfig config, List<ExposedPort> ports) {
    return create(image, environment, config, ports, List.of());
  }

  private static DockerContainer create(
      String image,
      Map<String, String> environment,
      HostConfig config,
      List<ExposedPort> ports,
      List<String> words) {
    return create(image, environment, config, ports, words, false);
  }

  /** Creates a container; without a command it runs the image's own. */
  private static DockerContainer create(
      String image,
      Map<String, String> environment,
      HostConfig config,
      List<ExposedPort> ports,
      List<String> words,
      boolean bare) {
    DockerClient client = DockerClientFactory.instance().client();
    Map<String, String> labels = new HashMap<>(DockerClientFactory.DEFAULT_LABELS);
    labels.putAll(REAPED);
    try (CreateContainerCmd command = client.createContainerCmd(pulled(image))) {
      if (bare) {
        command.withEntrypoint(words);
      } else {
        command.withCmd(words);
      }
      String id =
          command
              .withEnv(
                  environment.entrySet().stream()
                      .map(e -> e.getKey() + "=" + e.getValue())
                      .toList())
              .withHostConfig(config)
              .withExposedPorts(ports)
              .withLabels(labels)
              .exec()
              .getId();
      return new DockerContainer(client, id);
    }
  }

  private static String pulled(String image) {
    try {
      return new RemoteDockerImage(DockerImageName.parse(image)).get();
    } catch (RuntimeException e) {
      throw new TestkitException(
          "Docker has no image "
              + image
              + " and cannot pull it; "
              + ServerBackend.VARIABLE
              + "=embedded does without: "
              + e.getMessage(),
          e);
    }
  }

  /** An address, not a name that may mean ::1 as well. */
  static String host() {
    String host = DockerClientFactory.instance().dockerHostIpAddress();
    return host.equals("localhost") ? "127.0.0.1" : host;
  }

  private static boolean isLocal() {
    return host().equals("127.0.0.1");
  }

  void start() {
    try {
      client.startContainerCmd(id).exec();
    } catch (DockerException e) {
      throw new TestkitException("the container did not start: " + e.getMessage(), e);
    }
  }

  void stop() {
    try {
      client.stopContainerCmd(id).withTimeout(STOP_SECONDS).exec();
    } catch (NotModifiedException e) {
      return; // it had ended by itself
    }
  }

  void kill() {
    try {
      client.killContainerCmd(id).exec();
    } catch (DockerException e) {
      if (isRunning()) {
        throw e;
      }
    }
    if (!Poll.until(Duration.ofSeconds(STOP_SECONDS), () -> !isRunning())) {
      throw new TestkitException("the container did not end");
    }
  }

  void pause() {
    client.pauseContainerCmd(id).exec();
  }

  void resume() {
    client.unpauseContainerCmd(id).exec();
  }

  boolean isRunning() {
    try {
      return Boolean.TRUE.equals(client.inspectContainerCmd(id).exec().getState().getRunning());
    } catch (NotFoundException e) {
      return false;
    }
  }

  /** Returns the code with which its process has ended. */
  int exitCode() {
    Long code = client.inspectContainerCmd(id).exec().getState().getExitCodeLong();
    return code == null ? 0 : Math.toIntExact(code);
  }

  /** Returns how often the engine has restarted it. */
  int restarts() {
    Integer count = client.inspectContainerCmd(id).exec().getRestartCount();
    return count == null ? 0 : count;
  }

  /** Unpacks a tar at the container's root; it need not run. */
  void copyIn(InputStream tar) {
    client.copyArchiveToContainerCmd(id).withRemotePath("/").withTarInputStream(tar).exec();
  }

  /** Returns a directory of the container as a tar. */
  InputStream copyOut(String directory) {
    return client.copyArchiveFromContainerCmd(id, directory).exec();
  }

  String log() {
    ByteArrayOutputStream text = new ByteArrayOutputStream();
    try (ResultCallback.Adapter<Frame> frames = new Appending(text)) {
      client
          .logContainerCmd(id)
          .withStdOut(true)
          .withStdErr(true)
          .exec(frames)
          .awaitCompletion(LOG_SECONDS, TimeUnit.SECONDS);
    } catch (NotFoundException e) {
      return "";
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw Poll.interrupted(e);
    }
    return text.toString(StandardCharsets.UTF_8);
  }

  void remove() {
    try {
      client.removeContainerCmd(id).withForce(true).withRemoveVolumes(true).exec();
    } catch (NotFoundException e) {
      return; // somebody else has removed it
    }
  }

  private static final class Appending extends ResultCallback.Adapter<Frame> {
    private final ByteArrayOutputStream text;

    Appending(ByteArrayOutputStream text) {
      this.text = text;
    }

    @Override
    public void onNext(@Nullable Frame frame) {
      if (frame != null) {
        text.writeBytes(frame.getPayload());
      }
    }
  }
}
