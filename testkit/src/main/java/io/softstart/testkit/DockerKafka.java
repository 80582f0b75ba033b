package io.softstart.testkit;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;

/** Kafka in a container, from the official image, which formats its storage on the first start. */
final class DockerKafka extends DockerServer {
  private static final int PORT = 9092;
  private static final int CONTROLLER = 9093;
  private static final int INTERNAL = 9094;
  private static final String KEY_STORE = "mnt/shared/server.p12";

  private final String image;
  private final KafkaSettings settings;
  private final int port;

  DockerKafka(String image, KafkaSettings settings, int port) {
    super(port);
    this.image = image;
    this.settings = settings;
    this.port = port;
  }

  @Override
  public String description() {
    return "Kafka in Docker (" + image + ")";
  }

  @Override
  public void prepare() {
    Map<String, String> environment = new HashMap<>();
    environment.put("CLUSTER_ID", KafkaSettings.CLUSTER);
    environment.put("KAFKA_HEAP_OPTS", "-Xmx384m -Xms64m");
    settings
        .properties("0.0.0.0:" + PORT, host() + ":" + port, INTERNAL, CONTROLLER, "/" + KEY_STORE)
        .forEach((name, value) -> environment.put(variable(name), value));
    DockerContainer created = create(image, environment, PORT);
    SelfSigned keys = settings.keys();
    if (keys != null) {
      try {
        created.copyIn(new ByteArrayInputStream(tar(Files.readAllBytes(keys.keyStore()))));
      } catch (IOException e) {
        throw new UncheckedIOException("cannot prepare Kafka", e);
      }
    }
  }

  /** The image turns the variables back into properties. */
  private static String variable(String property) {
    String name = property.replace("_", "__").replace("-", "___").replace('.', '_');
    return "KAFKA_" + name.toUpperCase(Locale.ROOT);
  }

  private static byte[] tar(byte[] keyStore) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (TarArchiveOutputStream tar = new TarArchiveOutputStream(bytes)) {
      TarArchiveEntry entry = new TarArchiveEntry(KEY_STORE);
      entry.setSize(keyStore.length);
      tar.putArchiveEntry(entry);
      tar.write(keyStore);
      tar.closeArchiveEntry();
    }
    return bytes.toByteArray();
  }
}
