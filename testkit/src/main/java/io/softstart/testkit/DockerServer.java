package io.softstart.testkit;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A server in a container whose port on this machine is fixed; how it is prepared is its own. */
abstract class DockerServer implements ServerProcess {
  private final int port;
  private final List<Integer> published;

  private volatile @Nullable DockerContainer container;

  DockerServer(int port) {
    this(port, List.of(port));
  }

  /** With further ports that are published for neighbours; with none in a neighbour's network. */
  DockerServer(int port, List<Integer> published) {
    this.port = port;
    this.published = published;
  }

  /** Creates the container that all further calls are about. */
  final DockerContainer create(String image, Map<String, String> environment, int inside) {
    return take(DockerContainer.create(image, environment, inside, port));
  }

  /** Takes the container that all further calls are about. */
  final DockerContainer take(DockerContainer created) {
    container = created;
    return created;
  }

  @Override
  public final String host() {
    return DockerContainer.host();
  }

  @Override
  public final void launch() {
    try {
      created().start();
    } catch (TestkitException held) {
      published.forEach(Ports::letGo); // not every engine's proxy sets SO_REUSEADDR
      created().start();
    }
  }

  @Override
  public final void stop() {
    created().stop();
    published.forEach(Ports::holdAgain);
  }

  @Override
  public final void kill() {
    created().kill();
    published.forEach(Ports::holdAgain);
  }

  @Override
  public final void pause() {
    created().pause();
  }

  @Override
  public final void resume() {
    created().resume();
  }

  @Override
  public final boolean isRunning() {
    DockerContainer created = container;
    return created != null && created.isRunning();
  }

  @Override
  public final String log() {
    DockerContainer created = container;
    return created == null ? "" : created.log();
  }

  @Override
  public final void remove() {
    DockerContainer created = container;
    if (created != null) {
      created.remove();
      published.forEach(Ports::holdAgain);
    }
  }

  final List<Integer> published() {
    return published;
  }

  final DockerContainer created() {
    DockerContainer created = container;
    if (created == null) {
      throw new IllegalStateException("not prepared");
    }
    return created;
  }
}
