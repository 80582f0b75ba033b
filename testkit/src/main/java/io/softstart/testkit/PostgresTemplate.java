package io.softstart.testkit;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A fresh data directory, made once per JVM and copied for each embedded server. */
final class PostgresTemplate {
  private static @Nullable Path template;

  private PostgresTemplate() {}

  /** Returns a new directory of the unprivileged user's, in which {@code data} is a fresh copy. */
  static synchronized Path copy() throws IOException {
    if (template == null) {
      template = create();
    }
    Path home = newHome();
    Shell.run(Unprivileged.here().command(List.of("cp", "-R", data(template), data(home))));
    return home;
  }

  private static Path create() throws IOException {
    Path home = newHome();
    LastResort.add(home, () -> Directories.delete(home));
    Path password = home.resolve("password");
    Files.writeString(password, PostgresSettings.SUPERUSER_PASSWORD);
    Unprivileged.here().own(password);
    Shell.run(
        Unprivileged.here()
            .command(
                List.of(
                    PostgresBinaries.unpacked().program("initdb"),
                    "--pgdata=" + data(home),
                    "--username=" + PostgresSettings.SUPERUSER,
                    "--pwfile=" + password,
                    "--auth=scram-sha-256",
                    "--encoding=UTF8",
                    "--no-locale",
                    "--no-sync",
                    "--no-instructions")));
    Files.writeString(
        home.resolve("data/postgresql.conf"),
        "\n" + PostgresSettings.INCLUDE + "\n",
        StandardOpenOption.APPEND);
    return home;
  }

  private static Path newHome() throws IOException {
    Path home = Files.createTempDirectory("softstart-postgres-");
    Watchdog.watch(home);
    Unprivileged.here().own(home);
    return home;
  }

  private static String data(Path home) {
    return home.resolve("data").toString();
  }
}
