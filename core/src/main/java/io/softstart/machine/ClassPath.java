package io.softstart.machine;

import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.net.URL;
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
public record ClassPath(String text) {
  public static ClassPath ofThisJvm() {
    return new ClassPath(System.getProperty("java.class.path", ""));
  }

  /** {@return what finds classes for the current thread} */
  public static ClassLoader loader() {
    ClassLoader ofThread = Thread.currentThread().getContextClassLoader();
    return ofThread == null ? ClassLoader.getSystemClassLoader() : ofThread;
  }

  /** {@return the resource that a class is} */
  public static String fileOf(String className) {
    return className.replace('.', '/') + ".class";
  }

  /**
   * {@return the jars and directories that have a class, in the order in which they are asked}
   *
   * @param className with dots; nothing is loaded to see where it is
   */
  public static List<String> placesOf(String className) {
    List<String> places = new ArrayList<>();
    String file = fileOf(className);
    try {
      Enumeration<URL> urls = loader().getResources(file);
      while (urls.hasMoreElements()) {
        String place = placeOf(urls.nextElement().toString(), file);
        if (!places.contains(place)) {
          places.add(place);
        }
      }
    } catch (IOException | LinkageError unknown) {
      // what was found by then
    }
    return places;
  }

  /** {@return the jar or directory that a class is taken from; empty if there is none} */
  static String placeOf(String className) {
    String file = fileOf(className);
    URL url = loader().getResource(file);
    return url == null ? "" : placeOf(url.toString(), file);
  }

  /** {@code jar:file:/app/lib/a.jar!/x/Y.class} is {@code /app/lib/a.jar}. */
  private static String placeOf(String url, String file) {
    String place = url.substring(0, url.length() - file.length());
    while (place.endsWith("/") || place.endsWith("!")) {
      place = place.substring(0, place.length() - 1);
    }
    return place.substring(place.lastIndexOf(':') + 1);
  }

  /** {@return the jars and directories that it names} Cheap, as {@link #gaps}. */
  public List<String> entries() {
    List<String> entries = new ArrayList<>();
    int from = 0;
    while (from <= text.length()) {
      int to = text.indexOf(File.pathSeparatorChar, from);
      to = to < 0 ? text.length() : to;
      if (to > from) {
        entries.add(text.substring(from, to));
      }
      from = to + 1;
    }
    return entries;
  }

  /**
   * {@return the entries that are missing: what is not there or, as {@code lib/*}, a directory
   * without jars, for which alone the launcher leaves the star in place} Cheap, since they are
   * looked for at every start.
   */
  public List<String> gaps() {
    List<String> gaps = new ArrayList<>();
    for (String entry : entries()) {
      if (entry.endsWith("*") || !new File(entry).exists()) {
        gaps.add(entry);
      }
    }
    return gaps;
  }

  /** {@return the directory that is meant by {@code lib/*}, or an entry as it is} */
  public static Path directoryOf(String entry) {
    return Path.of(entry.endsWith("*") ? entry.substring(0, entry.length() - 1) : entry);
  }

  /** {@return the names of all that is on it, as resources} Slow: only for a report. */
  public List<String> names() {
    List<String> names = new ArrayList<>();
    Set<Path> files = new LinkedHashSet<>();
    for (String entry : entries()) {
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
