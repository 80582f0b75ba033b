package io.softstart.bench.applications;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;

/** A fat jar with the jars that the starter brings, and with all else as it was. */
final class StarterJar {
  private static final String LIBRARIES = "BOOT-INF/lib/";
  private static final Pattern STARTER =
      Pattern.compile(
          "(softstart-(core|jdbc|redis|kafka|status|spring-boot-starter)|resilience4j-(core|retry))"
              + "-[0-9.]+(-SNAPSHOT)?\\.jar");

  private StarterJar() {}

  static Path of(Path application, List<Path> libraries) throws IOException {
    Path with = Files.createTempFile("with-starter-", ".jar");
    with.toFile().deleteOnExit();
    try (ZipFile from = new ZipFile(application.toFile());
        ZipOutputStream to = new ZipOutputStream(Files.newOutputStream(with))) {
      Set<String> artifacts = new HashSet<>();
      for (ZipEntry entry : from.stream().toList()) {
        artifacts.add(artifact(entry.getName()));
        ZipEntry copy = new ZipEntry(entry);
        if (copy.getMethod() == ZipEntry.DEFLATED) {
          copy.setCompressedSize(-1);
        }
        to.putNextEntry(copy);
        try (InputStream bytes = from.getInputStream(entry)) {
          bytes.transferTo(to);
        }
        to.closeEntry();
      }
      for (Path jar : starter(libraries)) {
        if (!artifacts.contains(artifact(LIBRARIES + jar.getFileName()))) {
          store(to, jar);
        }
      }
    }
    return with;
  }

  private static List<Path> starter(List<Path> directories) throws IOException {
    List<Path> found = new ArrayList<>();
    for (Path directory : directories) {
      try (Stream<Path> jars = Files.list(directory)) {
        jars.filter(jar -> STARTER.matcher(jar.getFileName().toString()).matches())
            .forEach(found::add);
      }
    }
    if (found.size() != 8) {
      throw new IllegalStateException("not the starter's jars: " + found);
    }
    return found;
  }

  private static String artifact(String entry) {
    return entry.replaceFirst("-[0-9][^/]*\\.jar$", "");
  }

  /** Boot's loader reads nested jars only where they are stored. */
  private static void store(ZipOutputStream to, Path jar) throws IOException {
    byte[] bytes = Files.readAllBytes(jar);
    CRC32 crc = new CRC32();
    crc.update(bytes);
    ZipEntry entry = new ZipEntry(LIBRARIES + jar.getFileName());
    entry.setMethod(ZipEntry.STORED);
    entry.setSize(bytes.length);
    entry.setCrc(crc.getValue());
    to.putNextEntry(entry);
    to.write(bytes);
    to.closeEntry();
  }
}
