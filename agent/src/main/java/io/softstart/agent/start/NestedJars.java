package io.softstart.agent.start;

import java.io.File;
import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;

/**
 * Jars that the class path does not show, since the main class of the application finds them: those
 * in {@code BOOT-INF/lib} of a jar of Spring Boot, and in {@code lib/main} beside one of Quarkus.
 */
final class NestedJars {
  private static final String BOOT = "BOOT-INF/lib/";
  private static final String WAR = "WEB-INF/lib/";
  private static final String JAR = ".jar";
  private static final String HANDLERS =
      "org.springframework.boot.loader.net.protocol.Handlers"; // since Spring Boot 3.2

  /** Jars that may have a driver come first: what is found in one of them opens no others. */
  private static final List<String> DRIVERS =
      List.of(
          "postgresql",
          "mysql",
          "mariadb",
          "ojdbc",
          "mssql-jdbc",
          "h2-",
          "jcc",
          "derby",
          "hsqldb",
          "jdbc");

  private NestedJars() {}

  /**
   * One of them.
   *
   * @param name of the file
   * @param url where it is
   */
  record Nested(String name, String url) {}

  /**
   * Finds them.
   *
   * @param path the class path as the JVM has it
   */
  static List<Nested> of(String path) {
    List<Nested> found = new ArrayList<>();
    if (path.contains(File.pathSeparator)) {
      return found;
    }
    if (path.endsWith(JAR)) {
      addBoot(path, found);
      addAll(Path.of(path).toAbsolutePath().resolveSibling("lib").resolve("main"), found);
    } else if (Files.isDirectory(Path.of(path, BOOT))) { // exploded, with its launcher
      addAll(Path.of(path, BOOT), found);
    }
    return found;
  }

  private static void addBoot(String path, List<Nested> found) {
    try (JarFile jar = new JarFile(path, false)) {
      for (JarEntry entry : Collections.list(jar.entries())) {
        String name = entry.getName();
        if (name.endsWith(JAR) && (name.startsWith(BOOT) || name.startsWith(WAR))) {
          String url = "jar:nested:" + Path.of(path).toUri().getRawPath() + "/!" + name + "!/";
          found.add(new Nested(name.substring(name.lastIndexOf('/') + 1), url));
        }
      }
    } catch (IOException unreadable) {
      found.clear(); // the JVM tells
    }
  }

  private static void addAll(Path directory, List<Nested> found) {
    if (!Files.isDirectory(directory)) {
      return;
    }
    try (DirectoryStream<Path> jars = Files.newDirectoryStream(directory, "*.jar")) {
      for (Path jar : jars) {
        // Quarkus names them group.artifact-version.jar
        String file = jar.getFileName().toString();
        int artifact = file.indexOf("softstart-core");
        found.add(
            new Nested(artifact < 0 ? file : file.substring(artifact), jar.toUri().toString()));
      }
    } catch (IOException unreadable) {
      found.clear();
    }
  }

  /** Class loader of its own for these, that of the system if there are none. */
  static ClassLoader loader(String path) {
    ClassLoader system = ClassLoader.getSystemClassLoader();
    List<Nested> jars = of(path);
    if (jars.isEmpty()) {
      return system;
    }
    try {
      if (jars.get(0).url().startsWith("jar:nested:")) {
        Class.forName(HANDLERS, true, system).getMethod("register").invoke(null);
      } else {
        JbossLogging.chooseAsQuarkusWould(system);
      }
      List<URL> urls = new ArrayList<>();
      for (Nested jar : jars) {
        boolean driver = DRIVERS.stream().anyMatch(jar.name()::contains);
        urls.add(driver ? 0 : urls.size(), new URL(jar.url()));
      }
      return new URLClassLoader("softstart-drivers", urls.toArray(new URL[0]), system);
    } catch (ReflectiveOperationException | LinkageError | MalformedURLException notTheLayout) {
      return system;
    }
  }
}
