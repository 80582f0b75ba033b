package io.softstart.testkit;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;

/** MariaDB in a container, from the official image, which initialises itself on the first start. */
final class DockerMariaDb extends DockerServer {
  private static final int PORT = 3306;
  private static final String SETTINGS = "etc/mysql/conf.d/zz-testkit.cnf";

  private final String image;
  private final Map<String, String> environment;
  private final Map<String, String> settings;

  DockerMariaDb(
      String image, Map<String, String> environment, Map<String, String> settings, int port) {
    super(port);
    this.image = image;
    this.environment = environment;
    this.settings = settings;
  }

  @Override
  public String description() {
    return "MariaDB in Docker (" + image + ")";
  }

  @Override
  public void prepare() {
    DockerContainer created = create(image, environment, PORT);
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
}
