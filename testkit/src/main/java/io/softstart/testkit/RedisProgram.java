package io.softstart.testkit;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import redis.embedded.core.ExecutableProvider;

/**
 * The program {@code redis-server}: that of embedded-redis' jar where it runs on this machine, else
 * the one on the PATH.
 *
 * @param path where it is
 * @param version what it says of itself
 */
record RedisProgram(Path path, String version) {
  private static final Pattern VERSION = Pattern.compile("v=(\\S+)");

  private static @Nullable RedisProgram found;

  /** Returns the program; it is unpacked once per JVM, and deleted at its end. */
  static synchronized RedisProgram found() {
    RedisProgram known = found;
    if (known == null) {
      known = find();
      found = known;
    }
    return known;
  }

  private static RedisProgram find() {
    Stream<Path> installed =
        Stream.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
            .map(directory -> Path.of(directory, "redis-server"));
    return Stream.concat(unpacked(), installed)
        .filter(Files::isExecutable)
        .map(RedisProgram::asked)
        .filter(program -> !program.version.isEmpty())
        .findFirst()
        .orElseThrow(
            () ->
                new TestkitException(
                    "no redis-server runs here; install one on the PATH, or use Docker"));
  }

  /** Asks a program for its version; none where it is for another machine, or lacks a library. */
  private static RedisProgram asked(Path program) {
    try {
      Matcher version = VERSION.matcher(Shell.run(List.of(program.toString(), "--version")));
      return new RedisProgram(program, version.find() ? version.group(1) : "");
    } catch (TestkitException | UncheckedIOException unusable) {
      return new RedisProgram(program, "");
    }
  }

  private static Stream<Path> unpacked() {
    try {
      Path directory = Files.createTempDirectory("softstart-redis-program");
      Runtime.getRuntime()
          .addShutdownHook(new Thread(() -> Directories.delete(directory), "testkit-redis"));
      File program = ExecutableProvider.newJarResourceProvider(directory.toFile()).get();
      return program.setExecutable(true) ? Stream.of(program.toPath()) : Stream.empty();
    } catch (IOException | RuntimeException noneForThisMachine) {
      return Stream.empty();
    }
  }
}
