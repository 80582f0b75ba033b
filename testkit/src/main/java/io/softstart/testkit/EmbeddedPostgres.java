package io.softstart.testkit;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** PostgreSQL as a child process of this JVM. */
final class EmbeddedPostgres extends EmbeddedServer {
  private static final Duration END_LIMIT = Duration.ofSeconds(15);
  private static final Duration QUIT_LIMIT = Duration.ofSeconds(3);
  private static final int SHARED_MEMORY_LINE = 6; // of postmaster.pid, from 0: "key id"

  private final PostgresSettings settings;
  private final int port;
  private final Unprivileged rights;

  EmbeddedPostgres(PostgresSettings settings, int port) {
    this(settings, port, Unprivileged.here());
  }

  EmbeddedPostgres(PostgresSettings settings, int port, Unprivileged rights) {
    super("PostgreSQL");
    this.settings = settings;
    this.port = port;
    this.rights = rights;
  }

  @Override
  public String description() {
    return "embedded PostgreSQL " + PostgresBinaries.unpacked().version();
  }

  @Override
  public void prepare() {
    try {
      Path made = take(PostgresTemplate.copy());
      Path data = data(made);
      runInitialSql(data); // before the settings, which may be such that nothing starts
      Map<String, String> own =
          Map.of(
              "listen_addresses", host(),
              "port", Integer.toString(port),
              "unix_socket_directories", "");
      write(data.resolve(PostgresSettings.EXTRA_FILE), settings.configuration(own));
      write(data.resolve("pg_hba.conf"), settings.hbaFile());
    } catch (IOException e) {
      throw new UncheckedIOException("cannot prepare PostgreSQL", e);
    }
  }

  @Override
  public void launch() {
    Path made = prepared();
    List<String> command =
        List.of(PostgresBinaries.unpacked().program("postgres"), "-D", data(made).toString());
    ProcessBuilder builder = new ProcessBuilder(rights.command(command));
    builder.environment().put("LC_ALL", "C");
    try {
      // Left by a kill while it was being written; a server would not dare to remove it.
      if (Files.exists(pidFile(made)) && Files.size(pidFile(made)) == 0) {
        Files.delete(pidFile(made));
      }
      start(builder);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot start PostgreSQL", e);
    }
  }

  @Override
  public void stop() {
    List<ProcessHandle> family = family();
    Shell.signal("INT", List.of(postmaster())); // a "fast" shutdown: clients are disconnected
    awaitEnd(family, END_LIMIT);
  }

  @Override
  public void kill() {
    ProcessHandle postmaster = postmaster();
    Shell.signal("STOP", List.of(postmaster)); // so that no child escapes
    List<ProcessHandle> servers = withDescendants(postmaster);
    Shell.signal("KILL", servers);
    // What may stand in between is spared, to bury its child: the number of a process that nobody
    // buries stays taken, and the next start would find its lock file in use.
    Shell.signal("CONT", List.of(running().toHandle()));
    if (!isEnded(servers, END_LIMIT)) {
      Shell.signal("KILL", family());
      awaitEnd(servers, END_LIMIT);
    }
  }

  @Override
  public void pause() {
    Shell.signal("STOP", List.of(postmaster())); // so that no child escapes
    Shell.signal("STOP", family());
  }

  @Override
  public void resume() {
    Shell.signal("CONT", family());
  }

  @Override
  public void remove() {
    if (isRunning()) {
      Shell.signal("CONT", family());
      quit();
    }
    home().ifPresent(EmbeddedPostgres::removeSharedMemory);
    super.remove();
  }

  /** At once, but with the postmaster burying its children, which nobody else may do. */
  private void quit() {
    List<ProcessHandle> family = family();
    Shell.signal("QUIT", List.of(postmaster()));
    if (!isEnded(family, QUIT_LIMIT)) {
      kill();
    }
  }

  /** A killed server leaves a small segment behind, which only its next start would remove. */
  private static void removeSharedMemory(Path home) {
    try (Stream<String> lines = Files.lines(pidFile(home))) {
      lines
          .skip(SHARED_MEMORY_LINE)
          .limit(1)
          .map(line -> line.strip().replaceFirst(".* ", ""))
          .forEach(id -> Shell.succeeds(List.of("ipcrm", "-m", id)));
    } catch (IOException e) {
      return; // no such file: it was shut down, or never started
    }
  }

  /** In single-user mode, which listens on nothing, so that nobody sees the preparation. */
  private void runInitialSql(Path data) {
    String postgres = PostgresBinaries.unpacked().program("postgres");
    // -F is no fsync, which takes seconds on a slow disk and gains a test nothing.
    List<String> command =
        List.of(postgres, "--single", "-F", "-j", "-D", data.toString(), "postgres");
    String output = Shell.run(rights.command(command), settings.initialSql());
    if (output.contains("ERROR:")) {
      throw new TestkitException("cannot set up PostgreSQL:\n" + output); // its exit code is 0
    }
  }

  /** The child, or, where runuser or su stands in between, the child's child. */
  private ProcessHandle postmaster() {
    ProcessHandle child = running().toHandle();
    try (BufferedReader lines = Files.newBufferedReader(pidFile(prepared()))) {
      long pid = Long.parseLong(lines.readLine());
      return family().stream().filter(p -> p.pid() == pid).findFirst().orElse(child);
    } catch (IOException | NumberFormatException e) {
      return child; // not written yet
    }
  }

  private List<ProcessHandle> family() {
    return withDescendants(running().toHandle());
  }

  private static List<ProcessHandle> withDescendants(ProcessHandle process) {
    return Stream.concat(Stream.of(process), process.descendants()).toList();
  }

  private void awaitEnd(List<ProcessHandle> processes, Duration limit) {
    if (!isEnded(processes, limit)) {
      throw new TestkitException("PostgreSQL did not end within " + limit);
    }
  }

  /** Whether they have ended within the limit, and this JVM has noticed. */
  private boolean isEnded(List<ProcessHandle> processes, Duration limit) {
    return Poll.until(limit, () -> !isRunning() && processes.stream().allMatch(Shell::isGone));
  }

  private void write(Path file, String text) throws IOException {
    Files.writeString(file, text);
    rights.own(file);
  }

  private static Path data(Path home) {
    return home.resolve("data");
  }

  private static Path pidFile(Path home) {
    return data(home).resolve("postmaster.pid");
  }
}
