package io.softstart.testkit;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;

/**
 * PostgreSQL in a container, from the official image.
 *
 * <p>The image initialises on its first start, and a published port would show that. So a container
 * without any port initialises once per JVM and set of names; its data directory is copied into the
 * real one, which has never been started until the test says so.
 */
final class DockerPostgres extends DockerServer {
  private static final int PORT = 5432;
  private static final Duration INIT_LIMIT = Duration.ofMinutes(2);
  private static final String DATA = "pgdata"; // at the root: outside of the image's own volume
  private static final String INIT = "docker-entrypoint-initdb.d/";
  private static final String INCLUDE =
      "echo \"" + PostgresSettings.INCLUDE + "\" >> \"$PGDATA/postgresql.conf\"\n";
  private static final Map<String, Path> TEMPLATES = new HashMap<>();

  private final PostgresSettings settings;

  DockerPostgres(PostgresSettings settings, int port) {
    super(port);
    this.settings = settings;
  }

  @Override
  public String description() {
    return "PostgreSQL in Docker (" + settings.image() + ")";
  }

  @Override
  public void prepare() {
    try {
      Path template = template(settings);
      DockerContainer created = create(settings.image(), Map.of("PGDATA", "/" + DATA), PORT);
      try (InputStream tar = Files.newInputStream(template)) {
        created.copyIn(tar);
      }
      created.copyIn(
          tar(
              Map.of(
                  DATA + "/" + PostgresSettings.EXTRA_FILE,
                  settings.configuration(Map.of("listen_addresses", "*")),
                  DATA + "/pg_hba.conf",
                  settings.hbaFile())));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot prepare PostgreSQL", e);
    }
  }

  private static Path template(PostgresSettings settings) throws IOException {
    synchronized (TEMPLATES) {
      String key = settings.image() + "\n" + settings.initialSql();
      Path known = TEMPLATES.get(key);
      if (known == null) {
        known = initialise(settings);
        TEMPLATES.put(key, known);
      }
      return known;
    }
  }

  private static Path initialise(PostgresSettings settings) throws IOException {
    DockerContainer temporary =
        DockerContainer.create(
            settings.image(),
            Map.of(
                "PGDATA",
                "/" + DATA,
                "POSTGRES_USER",
                PostgresSettings.SUPERUSER,
                "POSTGRES_PASSWORD",
                PostgresSettings.SUPERUSER_PASSWORD,
                "POSTGRES_DB",
                "postgres"));
    Object owner = new Object();
    LastResort.add(owner, temporary::remove);
    try {
      temporary.copyIn(
          tar(Map.of(INIT + "init.sql", settings.initialSql(), INIT + "include.sh", INCLUDE)));
      temporary.start();
      awaitInitialised(temporary);
      temporary.stop();
      Path archive = Files.createTempFile("softstart-postgres-", ".tar");
      LastResort.add(archive, () -> archive.toFile().delete());
      try (InputStream tar = temporary.copyOut("/" + DATA)) {
        Files.copy(tar, archive, StandardCopyOption.REPLACE_EXISTING);
      }
      return archive;
    } finally {
      temporary.remove();
      LastResort.remove(owner);
    }
  }

  /** The first server, for the initialisation only, says that it is ready as well. */
  private static void awaitInitialised(DockerContainer temporary) {
    boolean done =
        Poll.until(
            INIT_LIMIT,
            Duration.ofMillis(100),
            () -> {
              String log = temporary.log();
              int initialised = log.indexOf("PostgreSQL init process complete");
              return (initialised >= 0 && log.indexOf("ready to accept", initialised) > 0)
                  || !temporary.isRunning();
            });
    if (!done || !temporary.isRunning()) {
      throw new TestkitException("PostgreSQL was not initialised:\n" + temporary.log());
    }
  }

  private static InputStream tar(Map<String, String> files) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (TarArchiveOutputStream tar = new TarArchiveOutputStream(bytes)) {
      // The entry point changes its owner, but expects the directory to be there.
      TarArchiveEntry data = new TarArchiveEntry(DATA + "/");
      data.setMode(0700);
      tar.putArchiveEntry(data);
      tar.closeArchiveEntry();
      for (Map.Entry<String, String> file : files.entrySet()) {
        byte[] content = file.getValue().getBytes(StandardCharsets.UTF_8);
        TarArchiveEntry entry = new TarArchiveEntry(file.getKey());
        entry.setSize(content.length);
        tar.putArchiveEntry(entry);
        tar.write(content);
        tar.closeArchiveEntry();
      }
    }
    return new ByteArrayInputStream(bytes.toByteArray());
  }
}
