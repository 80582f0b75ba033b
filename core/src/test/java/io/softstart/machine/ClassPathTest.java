package io.softstart.machine;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;

/** What is on a class path, what is missing there, and which entry has a class. */
class ClassPathTest {
  @TempDir Path directory;

  @Test
  void namesAreThoseOfItsEntriesAndOfTheirManifests() throws IOException {
    Path jar = jar("app.jar", "lib/db.jar lib/none.jar", "com/acme/App.class");
    Files.createDirectory(directory.resolve("lib"));
    jar("lib/db.jar", "", "com/acme/db/Driver.class");
    ClassPath whole = path(jar.toString(), directory.toString());
    assertThat(whole.gaps()).isEmpty();
    assertThat(whole.names()).contains("com/acme/App.class", "com/acme/db/Driver.class", "app.jar");
  }

  @Test
  void gapsAreWhatIsNotThereAndStarsOfTheLauncher() {
    String jar = directory.resolve("none.jar").toString();
    String star = directory + "/plugins/*";
    ClassPath holed = path(jar, "", directory.toString(), star, directory + "/classes");
    assertThat(holed.entries()).hasSize(4).doesNotContain("");
    assertThat(holed.gaps()).containsExactly(jar, star, directory + "/classes");
    assertThat(ClassPath.directoryOf(star)).isEqualTo(directory.resolve("plugins"));
  }

  @Test
  void aClassIsInAJarOrNowhere() {
    assertThat(ClassPath.placesOf(Logger.class.getName()))
        .singleElement()
        .satisfies(
            place -> {
              assertThat(place).contains("slf4j-api").endsWith(".jar");
              assertThat(Path.of(place)).exists();
            });
    assertThat(ClassPath.placesOf("com.acme.Anvil")).isEmpty();
  }

  private static ClassPath path(String... entries) {
    return new ClassPath(String.join(File.pathSeparator, entries));
  }

  private Path jar(String name, String classPath, String entry) throws IOException {
    Manifest manifest = new Manifest();
    manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
    manifest.getMainAttributes().put(Attributes.Name.CLASS_PATH, classPath);
    Path file = directory.resolve(name);
    try (JarOutputStream jar = new JarOutputStream(Files.newOutputStream(file), manifest)) {
      jar.putNextEntry(new ZipEntry(entry));
    }
    return file;
  }
}
