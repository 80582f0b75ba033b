package io.softstart.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A server as a child process of this JVM, in a directory that goes with it. */
abstract class EmbeddedServer implements ServerProcess {
  private static final Duration END_LIMIT = Duration.ofSeconds(30);

  private final String name;

  private volatile @Nullable Path home;
  private volatile @Nullable Process process;

  EmbeddedServer(String name) {
    this.name = name;
  }

  /** Takes the directory that all further calls are about. */
  final Path take(Path created) {
    home = created;
    return created;
  }

  /** Starts the process that all further calls are about; what it prints is the log. */
  final Process start(ProcessBuilder builder) throws IOException {
    Path made = prepared();
    Process started =
        builder
            .directory(made.toFile())
            .redirectErrorStream(true)
            .redirectInput(Path.of("/dev/null").toFile())
            .redirectOutput(ProcessBuilder.Redirect.appendTo(logFile(made).toFile()))
            .start();
    process = started;
    return started;
  }

  @Override
  public final String host() {
    return "127.0.0.1";
  }

  @Override
  public void stop() {
    running().destroy();
    awaitEnd();
  }

  @Override
  public void kill() {
    running().destroyForcibly();
    awaitEnd();
  }

  @Override
  public void pause() {
    Shell.signal("STOP", List.of(running().toHandle()));
  }

  @Override
  public void resume() {
    Shell.signal("CONT", List.of(running().toHandle()));
  }

  @Override
  public final boolean isRunning() {
    Process current = process;
    return current != null && current.isAlive();
  }

  @Override
  public final String log() {
    Path made = home;
    try {
      return made == null || !Files.exists(logFile(made))
          ? ""
          : new String(Files.readAllBytes(logFile(made)), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void remove() {
    if (isRunning()) {
      kill();
    }
    home().ifPresent(Directories::delete);
  }

  private void awaitEnd() {
    if (!hasEnded()) {
      throw new TestkitException(name + " did not end within " + END_LIMIT);
    }
  }

  /** Waits for the end of the process, though not for ever. */
  final boolean hasEnded() {
    return Poll.until(END_LIMIT, () -> !isRunning());
  }

  final Optional<Path> home() {
    return Optional.ofNullable(home);
  }

  final Path prepared() {
    return home().orElseThrow(() -> new IllegalStateException("not prepared"));
  }

  final Process running() {
    Process current = process;
    if (current == null) {
      throw new IllegalStateException("not running");
    }
    return current;
  }

  private static Path logFile(Path home) {
    return home.resolve("server.log");
  }
}
