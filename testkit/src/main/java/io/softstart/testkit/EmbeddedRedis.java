package io.softstart.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Redis as a child process of this JVM. */
final class EmbeddedRedis extends EmbeddedServer {

  private final RedisSettings settings;
  private final int port;

  EmbeddedRedis(RedisSettings settings, int port) {
    super("Redis");
    this.settings = settings;
    this.port = port;
  }

  @Override
  public String description() {
    return "embedded Redis " + RedisProgram.found().version();
  }

  @Override
  public void prepare() {
    try {
      Path made = take(Files.createTempDirectory("softstart-redis"));
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
    String program = RedisProgram.found().path().toString();
    try {
      start(new ProcessBuilder(settings.command(program, prepared().toString())));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot start Redis", e);
    }
  }
}
