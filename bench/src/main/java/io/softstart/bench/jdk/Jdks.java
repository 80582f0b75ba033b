package io.softstart.bench.jdk;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Properties;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The JDKs that are here: the one that runs this, and what Linux distributions install. */
public final class Jdks {
  private static final Path INSTALLED = Path.of("/usr/lib/jvm");

  private Jdks() {}

  /** {@return the homes of Java 17 and later by their version} */
  public static SortedMap<Integer, Path> found() throws IOException {
    TreeMap<Integer, Path> found = new TreeMap<>();
    found.put(Runtime.version().feature(), Path.of(System.getProperty("java.home")));
    if (Files.isDirectory(INSTALLED)) {
      try (Stream<Path> homes = Files.list(INSTALLED)) {
        for (Path home : homes.sorted().toList()) {
          feature(home).filter(f -> f >= 17).ifPresent(f -> found.putIfAbsent(f, home));
        }
      }
    }
    return found;
  }

  private static Optional<Integer> feature(Path home) throws IOException {
    Path release = home.resolve("release");
    if (!Files.isRegularFile(release) || !Files.isExecutable(home.resolve("bin/java"))) {
      return Optional.empty();
    }
    Properties properties = new Properties();
    try (InputStream in = Files.newInputStream(release)) {
      properties.load(in);
    }
    String version = properties.getProperty("JAVA_VERSION", "\"0\"").replace("\"", "");
    return Optional.of(Integer.parseInt(version.replaceFirst("\\D.*", "")));
  }
}
