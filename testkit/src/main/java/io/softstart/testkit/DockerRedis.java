package io.softstart.testkit;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.jspecify.annotations.Nullable;

/**
 * Redis in a container, from the official image. Its port is the same inside and outside, and
 * neighbours share one network: so that what nodes and clients are told of each other holds for
 * both.
 */
final class DockerRedis extends DockerServer {
  private static final String DIRECTORY = "/softstart";

  private static final int EVERYBODY = 040777;
  private static final int READABLE = 0100666;

  private final String image;
  private final RedisSettings settings;
  private final int port;
  private final @Nullable DockerRedis first;

  DockerRedis(
      String image,
      RedisSettings settings,
      int port,
      List<Integer> room,
      @Nullable DockerRedis first) {
    super(port, first == null ? Stream.concat(Stream.of(port), room.stream()).toList() : List.of());
    this.image = image;
    this.settings = settings;
    this.port = port;
    this.first = first;
  }

  @Override
  public String description() {
    return "Redis in Docker (" + image + ")";
  }

  @Override
  public void prepare() {
    List<String> command = settings.command("redis-server", DIRECTORY);
    DockerContainer created =
        first == null
            ? take(DockerContainer.running(image, command, published()))
            : take(DockerContainer.beside(first.created(), image, command));
    created.copyIn(new ByteArrayInputStream(tar()));
  }

  private byte[] tar() {
    Map<String, String> files = new LinkedHashMap<>();
    files.put("redis.conf", settings.text("*", port, DIRECTORY));
    TlsFiles tls = settings.tls();
    if (tls != null) {
      files.put("server.pem", tls.certificate());
      files.put("server.key", tls.key());
      files.put("authority.pem", tls.authority());
    }
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (TarArchiveOutputStream tar = new TarArchiveOutputStream(bytes)) {
      TarArchiveEntry directory = new TarArchiveEntry(DIRECTORY + "/");
      directory.setMode(EVERYBODY); // a sentinel writes its file anew, and not as root
      tar.putArchiveEntry(directory);
      tar.closeArchiveEntry();
      for (Map.Entry<String, String> file : files.entrySet()) {
        byte[] content = file.getValue().getBytes(StandardCharsets.UTF_8);
        TarArchiveEntry entry = new TarArchiveEntry(DIRECTORY + "/" + file.getKey());
        entry.setSize(content.length);
        entry.setMode(READABLE);
        tar.putArchiveEntry(entry);
        tar.write(content);
        tar.closeArchiveEntry();
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot prepare Redis", e);
    }
    return bytes.toByteArray();
  }
}
