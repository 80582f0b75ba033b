package io.softstart.bench.jdk;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;

/** A directory for one measurement, which goes with all that is in it. */
public final class TemporaryDirectory implements AutoCloseable {
  private final Path path;

  private TemporaryDirectory(Path path) {
    this.path = path;
  }

  /**
   * Makes one.
   *
   * @param purpose a part of its name
   * @return an empty directory
   * @throws IOException if it cannot be made
   */
  public static TemporaryDirectory of(String purpose) throws IOException {
    return new TemporaryDirectory(Files.createTempDirectory("softstart-" + purpose + "-"));
  }

  /** {@return where it is} */
  public Path path() {
    return path;
  }

  @Override
  public void close() throws IOException {
    try (Stream<Path> all = Files.walk(path)) {
      for (Path each : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(each);
      }
    }
  }
}
