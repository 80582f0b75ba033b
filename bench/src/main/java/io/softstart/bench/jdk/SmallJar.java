package io.softstart.bench.jdk;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;

/** A jar of a few classes, since archives hold no classes of directories. */
public final class SmallJar {
  private SmallJar() {}

  /** Writes the classes and other resources of the class path into a new jar. */
  public static void write(Path file, List<Class<?>> classes, String... resources)
      throws IOException {
    try (JarOutputStream jar = new JarOutputStream(Files.newOutputStream(file))) {
      for (Class<?> type : classes) {
        add(jar, type.getName().replace('.', '/') + ".class");
      }
      for (String resource : resources) {
        add(jar, resource);
      }
    }
  }

  private static void add(JarOutputStream jar, String resource) throws IOException {
    try (InputStream in = SmallJar.class.getClassLoader().getResourceAsStream(resource)) {
      jar.putNextEntry(new JarEntry(resource));
      Objects.requireNonNull(in, resource).transferTo(jar);
    }
  }
}
