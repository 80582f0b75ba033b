package io.softstart.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Redis as a child process of this JVM. */
final class EmbeddedRedis implements ServerProcess {
  private static final Duration END_LIMIT = Duration.ofSeconds(15);

  private final RedisSettings settings;
  private final int port;

  private volatile @Nullable Path home;
  private volatile @Nullable Process process;

  EmbeddedRedis(RedisSettings settings, int port) {
    this.settings = settings;
    this.port = port;
  }

  @Override
  public String description() {
    return "embedded Redis " + RedisProgram.found().version();
  }

  @Override
  public String host() {
    return "127.0.0.1";
  }

  @Override
  public void prepare() {
    try {
      Path made = Files.createTempDirectory("softstart-redis");
      home = made;
      String text = settings.text(host(), port, made.toString()) + "dir " + made + "\n";
      Files.writeString(made.resolve("redis.conf"), text);
      TlsFiles tls = settings.tls();
      if (tls != null) {
        Files.writeString(made.resolve("server.pem"), tls.certificate());
        Files.writeString(made.resolve("server.key"), tls.key());
        Files.writeString(made.resolve("authority.pem"), tls.authority());
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot prepare Redis", e);
    }
  }

  @Override
  public void launch() {
    Path made = home;
    if (made == null) {
      throw new IllegalStateException("not prepared");
    }
    try {
      process =
          new ProcessBuilder(
                  settings.command(RedisProgram.found().path().toString(), made.toString()))
              .directory(made.toFile())
              .redirectErrorStream(true)
              .redirectInput(Path.of("/dev/null").toFile())
              .redirectOutput(ProcessBuilder.Redirect.appendTo(logFile(made).toFile()))
              .start();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot start Redis", e);
    }
  }

  @Override
  public void stop() {
    end("TERM");
  }

  @Override
  public void kill() {
    end("KILL");
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
  public boolean isRunning() {
    Process current = process;
    return current != null && current.isAlive();
  }

  @Override
  public String log() {
    Path made = home;
    try {
      return made == null || !Files.exists(logFile(made)) ? "" : Files.readString(logFile(made));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void remove() {
    if (isRunning()) {
      kill();
    }
    Path made = home;
    if (made != null) {
      Directories.delete(made);
    }
  }

  private void end(String signal) {
    Shell.signal(signal, List.of(running().toHandle()));
    if (!Poll.until(END_LIMIT, () -> !isRunning())) {
      throw new TestkitException("Redis did not end within " + END_LIMIT);
    }
  }

  private Process running() {
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
