package io.softstart.crash;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import javax.tools.ToolProvider;

/** An application {@code com.example.app.App} with a library, compiled here, and then damaged. */
final class GeneratedApp {
  private static final String LIBRARY = "package com.example.lib; public class Shelf { %s }";
  private static final String APP =
      "package com.example.app; public class App {"
          + " public static void run() { new com.example.lib.Shelf().count(1); } }";

  final Path directory;

  GeneratedApp(Path directory) throws IOException {
    this.directory = Files.createDirectories(directory);
    compile("new", LIBRARY.formatted("public void count(int i) {}"), "Shelf");
    compile("old", LIBRARY.formatted(""), "Shelf");
    compile("app", APP, "App");
    jar("shelf-2.jar", "new");
    jar("shelf-1.jar", "old");
  }

  /** {@return a class path of the application and these of its parts} */
  String with(String... parts) {
    StringBuilder path = new StringBuilder(directory.resolve("app").toString());
    for (String part : parts) {
      path.append(':').append(directory.resolve(part));
    }
    return path + ":" + System.getProperty("java.class.path");
  }

  /** Makes the library a class for a Java that is yet to come: bytes 6 and 7 are its version. */
  void compileForLaterJava() throws IOException {
    Path file = directory.resolve("new/com/example/lib/Shelf.class");
    byte[] bytes = Files.readAllBytes(file);
    bytes[6] = 0;
    bytes[7] = (byte) (44 + 99);
    Files.write(file, bytes);
  }

  private void compile(String part, String source, String name) throws IOException {
    Path out = Files.createDirectories(directory.resolve(part));
    Path file = Files.writeString(directory.resolve(name + ".java"), source);
    String libraries = directory.resolve("new").toString();
    List<String> arguments =
        List.of("-d", out.toString(), "-cp", libraries, "--release", "17", file.toString());
    assertThat(
            ToolProvider.getSystemJavaCompiler()
                .run(null, null, null, arguments.toArray(new String[0])))
        .isZero();
  }

  private void jar(String name, String part) throws IOException {
    String entry = "com/example/lib/Shelf.class";
    try (JarOutputStream jar =
        new JarOutputStream(Files.newOutputStream(directory.resolve(name)))) {
      jar.putNextEntry(new JarEntry(entry));
      jar.write(Files.readAllBytes(directory.resolve(part).resolve(entry)));
    }
  }
}
