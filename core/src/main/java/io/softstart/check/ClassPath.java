package io.softstart.check;

import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Enumeration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;

/**
 * The class path that the JVM was started with.
 *
 * @param text as in {@code java.class.path}
 */
record ClassPath(String text) {
  static ClassPath ofThisJvm() {
    return new ClassPath(System.getProperty("java.class.path", ""));
  }

  /**
   * Returns the first entry that is missing: a jar that is not there or, as {@code lib/*}, a
   * directory without jars, for which alone the launcher leaves the star in place. Empty if all is
   * there. Cheap, since it is looked for at every start.
   */
  String gap() {
    int from = 0;
    while (from <= text.length()) {
      int to = text.indexOf(File.pathSeparatorChar, from);
      to = to < 0 ? text.length() : to;
      String entry = text.substring(from, to);
      if (entry.endsWith("*") || (entry.endsWith(".jar") && !new File(entry).exists())) {
        return entry;
      }
      from = to + 1;
    }
    return "";
  }

  /** Returns the names of all that is on it, as resources. Slow: only for a report. */
  List<String> names() {
    List<String> names = new ArrayList<>();
    Set<Path> files = new LinkedHashSet<>();
    for (String entry : text.split(File.pathSeparator, -1)) {
      if (!entry.endsWith("*")) {
        addWithManifest(Path.of(entry), files);
      }
    }
    for (Path file : files) {
      addNames(file, names);
    }
    return names;
  }

  /** The manifest of a runnable jar has a class path of its own. */
  private static void addWithManifest(Path file, Set<Path> files) {
    if (!files.add(file) || !Files.isRegularFile(file)) {
      return;
    }
    try (JarFile jar = new JarFile(file.toFile())) {
      Manifest manifest = jar.getManifest();
      String more =
          manifest == null
              ? null
              : manifest.getMainAttributes().getValue(Attributes.Name.CLASS_PATH);
      for (String relative : more == null ? new String[0] : more.strip().split(" +")) {
        URI uri = file.toAbsolutePath().toUri().resolve(relative);
        if (uri.getScheme().equals("file")) {
          addWithManifest(Path.of(uri), files);
        }
      }
    } catch (IOException | IllegalArgumentException notAJar) {
      // names nothing
    }
  }

  private static void addNames(Path file, List<String> names) {
    try {
      if (Files.isDirectory(file)) {
        try (Stream<Path> tree = Files.walk(file, FileVisitOption.FOLLOW_LINKS)) {
          tree.forEach(each -> names.add(file.relativize(each).toString().replace('\\', '/')));
        }
      } else if (Files.isRegularFile(file)) {
        try (JarFile jar = new JarFile(file.toFile())) {
          for (Enumeration<? extends ZipEntry> e = jar.entries(); e.hasMoreElements(); ) {
            names.add(e.nextElement().getName());
          }
        }
      }
    } catch (IOException | java.io.UncheckedIOException unreadable) {
      // what cannot be listed is not suggested
    }
  }
}
