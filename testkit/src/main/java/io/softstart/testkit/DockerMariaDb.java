package io.softstart.testkit;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.jspecify.annotations.Nullable;

/** MariaDB in a container, from the official image, which initialises itself on the first start. */
final class DockerMariaDb implements ServerProcess {
  private static final int PORT = 3306;
  private static final String SETTINGS = "etc/mysql/conf.d/zz-testkit.cnf";

  private final String image;
  private final Map<String, String> environment;
  private final Map<String, String> settings;
  private final int port;

  private volatile @Nullable DockerContainer container;

  DockerMariaDb(
      String image, Map<String, String> environment, Map<String, String> settings, int port) {
    this.image = image;
    this.environment = environment;
    this.settings = settings;
    this.port = port;
  }

  @Override
  public String description() {
    return "MariaDB in Docker (" + image + ")";
  }

  @Override
  public String host() {
    return DockerContainer.host();
  }

  @Override
  public void prepare() {
    DockerContainer created = DockerContainer.create(image, environment, PORT, port);
    container = created;
    try {
      created.copyIn(new ByteArrayInputStream(tar()));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot prepare MariaDB", e);
    }
  }

  private byte[] tar() throws IOException {
    StringBuilder text = new StringBuilder("[mariadbd]\n");
    settings.forEach((name, value) -> text.append(name).append('=').append(value).append('\n'));
    byte[] content = text.toString().getBytes(StandardCharsets.UTF_8);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (TarArchiveOutputStream tar = new TarArchiveOutputStream(bytes)) {
      TarArchiveEntry entry = new TarArchiveEntry(SETTINGS);
      entry.setSize(content.length);
      tar.putArchiveEntry(entry);
      tar.write(content);
      tar.closeArchiveEntry();
    }
    return bytes.toByteArray();
  }

  @Override
  public void launch() {
    Ports.letGo(port); // not every engine's proxy sets SO_REUSEADDR
    created().start();
  }

  @Override
  public void stop() {
    created().stop();
    Ports.holdAgain(port);
  }

  @Override
  public void kill() {
    created().kill();
    Ports.holdAgain(port);
  }

  @Override
  public void pause() {
    created().pause();
  }

  @Override
  public void resume() {
    created().resume();
  }

  @Override
  public boolean isRunning() {
    DockerContainer created = container;
    return created != null && created.isRunning();
  }

  @Override
  public String log() {
    DockerContainer created = container;
    return created == null ? "" : created.log();
  }

  @Override
  public void remove() {
    DockerContainer created = container;
    if (created != null) {
      created.remove();
      Ports.holdAgain(port);
    }
  }

  private DockerContainer created() {
    DockerContainer created = container;
    if (created == null) {
      throw new IllegalStateException("not prepared");
    }
    return created;
  }
}
