package io.softstart.crash;

import java.io.File;
import java.io.IOException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Enumeration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Which jars have a class, and what is odd about the class path. */
final class ClassPath {
  private final String entries;
  private final @Nullable ClassLoader loader;
  private final Machine machine;

  ClassPath(String entries, @Nullable ClassLoader loader, Machine machine) {
    this.entries = entries;
    this.loader = loader;
    this.machine = machine;
  }

  /** The class path of this JVM, as the current thread sees it. */
  static ClassPath here(Machine machine) {
    return new ClassPath(
        System.getProperty("java.class.path", ""),
        Thread.currentThread().getContextClassLoader(),
        machine);
  }

  /**
   * {@return the jars and directories that have a class, in the order in which they are asked}
   *
   * @param name with dots
   */
  List<String> placesOf(String name) {
    List<String> places = new ArrayList<>();
    String file = name.replace('.', '/') + ".class";
    try {
      Enumeration<URL> urls =
          loader == null ? ClassLoader.getSystemResources(file) : loader.getResources(file);
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

  /** {@code jar:file:/app/lib/a.jar!/x/Y.class} is {@code /app/lib/a.jar}. */
  private static String placeOf(String url, String file) {
    String place = url.substring(0, url.length() - file.length());
    while (place.endsWith("/") || place.endsWith("!")) {
      place = place.substring(0, place.length() - 1);
    }
    return place.substring(place.lastIndexOf(':') + 1);
  }

  int size() {
    return paths().size();
  }

  /** {@return a clause on what hides jars, or nothing} */
  String oddity() {
    List<String> missing = new ArrayList<>();
    for (String entry : paths()) {
      String directory = entry.endsWith("*") ? entry.substring(0, entry.length() - 1) : entry;
      if (entry.endsWith("*") || !exists(entry)) { // the launcher leaves a * where it finds no jar
        missing.add(entry);
      }
      Path volume = volumeOver(directory);
      if (volume != null) {
        return volume + " is a volume, which hides what the image has there";
      }
    }
    return missing.isEmpty()
        ? ""
        : "the class path names what is not there: " + String.join(", ", firstOf(missing));
  }

  private static List<String> firstOf(List<String> all) {
    return all.size() <= 3 ? all : all.subList(0, 3);
  }

  private @Nullable Path volumeOver(String entry) {
    try {
      Path path = Path.of(entry).toAbsolutePath().normalize();
      for (Path point : machine.mountPoints()) {
        if (path.startsWith(point)) {
          return point;
        }
      }
    } catch (InvalidPathException odd) {
      // not a path of this system
    }
    return null;
  }

  private static boolean exists(String entry) {
    try {
      return Files.exists(Path.of(entry));
    } catch (InvalidPathException odd) {
      return false;
    }
  }

  private List<String> paths() {
    List<String> paths = new ArrayList<>();
    for (String entry : entries.split(File.pathSeparator, -1)) {
      if (!entry.isEmpty()) {
        paths.add(entry);
      }
    }
    return paths;
  }
}
