package io.softstart.agent;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarInputStream;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

/** Jars of one small application, as build tools make them. */
final class BuiltJar {
  private static final String CLASS = Hello.class.getName().replace('.', '/') + ".class";

  private BuiltJar() {}

  /** A jar with its main class, and what else the manifest says. */
  static Path plain(Path file, Map<String, String> manifest) throws IOException {
    try (JarOutputStream jar = opened(file, Hello.class.getName(), manifest)) {
      put(jar, CLASS, bytesOf(Hello.class));
    }
    return file;
  }

  /** A jar of Spring Boot, with that version's launcher, and jars below BOOT-INF/lib. */
  static Path boot(Path file, Path loaderTools, Map<String, Path> lib) throws IOException {
    String launcher = "org.springframework.boot.loader.launch.JarLauncher";
    Map<String, String> manifest =
        Map.of(
            "Start-Class",
            Hello.class.getName(),
            "Spring-Boot-Classes",
            "BOOT-INF/classes/",
            "Spring-Boot-Lib",
            "BOOT-INF/lib/");
    try (JarOutputStream jar = opened(file, launcher, manifest);
        ZipInputStream tools = new ZipInputStream(Files.newInputStream(loaderTools))) {
      addLoader(jar, tools);
      jar.putNextEntry(new JarEntry("BOOT-INF/classes/")); // it looks for the directory
      put(jar, "BOOT-INF/classes/" + CLASS, bytesOf(Hello.class));
      for (Map.Entry<String, Path> nested : lib.entrySet()) {
        putStored(jar, "BOOT-INF/lib/" + nested.getKey(), Files.readAllBytes(nested.getValue()));
      }
    }
    return file;
  }

  /** All entries of a jar as files. */
  static Path exploded(Path jar, Path directory) throws IOException {
    try (ZipInputStream in = new ZipInputStream(Files.newInputStream(jar))) {
      for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
        Path file = directory.resolve(entry.getName());
        Files.createDirectories(file.getParent());
        if (!entry.isDirectory()) {
          Files.write(file, in.readAllBytes());
        }
      }
    }
    return directory;
  }

  private static void addLoader(JarOutputStream to, ZipInputStream tools) throws IOException {
    for (ZipEntry entry = tools.getNextEntry(); entry != null; entry = tools.getNextEntry()) {
      if (entry.getName().equals("META-INF/loader/spring-boot-loader.jar")) {
        byte[] loader = tools.readAllBytes();
        JarInputStream classes = new JarInputStream(new ByteArrayInputStream(loader));
        for (JarEntry c = classes.getNextJarEntry(); c != null; c = classes.getNextJarEntry()) {
          if (!c.isDirectory() && c.getName().startsWith("org/")) {
            put(to, c.getName(), classes.readAllBytes());
          }
        }
      }
    }
  }

  private static JarOutputStream opened(Path file, String main, Map<String, String> attributes)
      throws IOException {
    Manifest manifest = new Manifest();
    Attributes all = manifest.getMainAttributes();
    all.put(Attributes.Name.MANIFEST_VERSION, "1.0");
    all.put(Attributes.Name.MAIN_CLASS, main);
    attributes.forEach(all::putValue);
    return new JarOutputStream(Files.newOutputStream(file), manifest);
  }

  private static byte[] bytesOf(Class<?> type) throws IOException {
    String name = type.getSimpleName() + ".class";
    try (InputStream in = type.getResourceAsStream(name)) {
      return in == null ? new byte[0] : in.readAllBytes();
    }
  }

  private static void put(JarOutputStream jar, String name, byte[] bytes) throws IOException {
    jar.putNextEntry(new JarEntry(name));
    jar.write(bytes);
  }

  /** Boot opens no nested jar that is compressed. */
  private static void putStored(JarOutputStream jar, String name, byte[] bytes) throws IOException {
    CRC32 sum = new CRC32();
    sum.update(bytes);
    JarEntry entry = new JarEntry(name);
    entry.setMethod(ZipEntry.STORED);
    entry.setSize(bytes.length);
    entry.setCrc(sum.getValue());
    jar.putNextEntry(entry);
    jar.write(bytes);
  }
}
