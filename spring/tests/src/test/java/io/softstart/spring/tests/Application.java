package io.softstart.spring.tests;

import io.softstart.testkit.ChildJvm;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Applications as child JVMs, on the class path that a user of this version of Boot has. */
final class Application {
  private static final Path CLASS_PATH = Path.of("target/application.classpath");

  private Application() {}

  static ChildJvm of(Class<?> main) {
    return ChildJvm.of(classPath(), main.getName());
  }

  static String classPath() {
    try {
      return Path.of("target/classes").toAbsolutePath()
          + File.pathSeparator
          + Files.readString(CLASS_PATH).strip();
    } catch (IOException e) {
      throw new UncheckedIOException("no class path of the applications: run Maven once", e);
    }
  }
}
