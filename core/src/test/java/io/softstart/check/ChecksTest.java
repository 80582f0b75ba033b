package io.softstart.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.File;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Each check with what it looks for there, and not. */
class ChecksTest {
  /** Has a provider that is not there, see META-INF/services of the tests. */
  interface Broken {}

  @TempDir Path directory;

  private static void assertFine(Preflight check) throws Exception {
    assertThat(check.look()).isEmpty();
  }

  private static Finding finding(Preflight check) throws Exception {
    Finding finding = check.look().orElseThrow();
    assertThat(finding.needed()).isNotBlank();
    assertThat(finding.action()).isNotBlank();
    assertThat(finding.isWarning()).isFalse();
    return finding;
  }

  private static String said(Preflight check) throws Exception {
    Finding finding = finding(check);
    return finding.subject() + " " + finding.found();
  }

  @Test
  void classes() throws Exception {
    assertFine(Checks.classPresent("org.slf4j.Logger"));
    assertFine(Checks.classPresent("java.sql.Driver"));
    Finding misspelt = finding(Checks.classPresent("org.slf4j.Loger"));
    assertThat(misspelt.subject()).isEqualTo("class org.slf4j.Loger");
    assertThat(misspelt.found()).isEqualTo("is not on the class path");
    assertThat(misspelt.action()).isEqualTo("did you mean org.slf4j.Logger?");
    assertThat(finding(Checks.classPresent("com.acme.slf4j.MDC")).action())
        .isEqualTo("did you mean org.slf4j.MDC?");
    assertThat(finding(Checks.classPresent("com.acme.CardTerminal")).action())
        .startsWith("add the jar that has it");
  }

  @Test
  void resources() throws Exception {
    assertFine(Checks.resourcePresent("logback-test.xml"));
    Finding misspelt = finding(Checks.resourcePresent("logback-tets.xml"));
    assertThat(misspelt.action()).isEqualTo("did you mean logback-test.xml?");
  }

  @Test
  void providers() throws Exception {
    assertFine(Checks.providerPresent(org.slf4j.spi.SLF4JServiceProvider.class));
    assertThat(said(Checks.providerPresent(Preflight.class)))
        .isEqualTo("service io.softstart.check.Preflight has no provider on the class path");
    assertThat(finding(Checks.providerPresent(Broken.class)).found())
        .isEqualTo("names com.acme.Gone, which is not there");
  }

  @Test
  void whatIsMissingOnTheClassPathIsSaidWithItsPlace() throws IOException {
    Path jar = jar("app.jar", "lib/db.jar lib/none.jar", "com/acme/App.class");
    Files.createDirectory(directory.resolve("lib"));
    jar("lib/db.jar", "", "com/acme/db/Driver.class");
    ClassPath whole = new ClassPath(jar + File.pathSeparator + directory);
    assertThat(whole.gap()).isEmpty();
    assertThat(new WholeClassPath(whole).look()).isEmpty();
    assertThat(whole.names()).contains("com/acme/App.class", "com/acme/db/Driver.class", "app.jar");

    for (String gap : List.of(directory + "/none.jar", directory + "/plugins/*")) {
      ClassPath holed = new ClassPath(jar + File.pathSeparator + gap);
      assertThat(holed.gap()).isEqualTo(gap);
      assertThat(new WholeClassPath(holed).look().orElseThrow().found()).contains(gap);
    }
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

  @Test
  void directories() throws Exception {
    assertFine(Checks.directoryExists(directory));
    assertFine(Checks.directoryWritable(directory));
    assertThat(directory).isEmptyDirectory();
    assertThat(said(Checks.directoryNotEmpty(directory)))
        .isEqualTo("directory " + directory + " is empty");
    Path file = Files.writeString(directory.resolve("file"), "x");
    assertFine(Checks.directoryNotEmpty(directory));
    assertThat(finding(Checks.directoryWritable(file)).found())
        .isEqualTo("is a file, not a directory");
    assertThat(finding(Checks.directoryExists(directory.resolve("none"))).found())
        .isEqualTo("does not exist");
  }

  @Test
  void aReadOnlyFileSystemIsSeenByTrying() throws Exception {
    Path readOnly = Path.of("/proc");
    org.junit.jupiter.api.Assumptions.assumeTrue(Files.isDirectory(readOnly), "Linux only");
    assertThat(finding(Checks.directoryWritable(readOnly)).found()).startsWith("cannot be written");
    assertThat(finding(Checks.directoryWritable(readOnly)).found()).doesNotContain(".softstart");
  }

  @Test
  void aVolumeThatHidesWhatTheImageHas() throws IOException {
    Path table =
        Files.writeString(
            directory.resolve("mountinfo"),
            """
            22 1 254:0 / / rw,relatime - ext4 /dev/root rw
            90 22 0:30 / /proc rw - proc proc rw
            91 22 254:1 /volumes/x /app/lib rw,relatime - ext4 /dev/vdb rw
            92 22 254:1 /volumes/y /my\\040data rw - ext4 /dev/vdb rw
            broken
            """);
    assertThat(Mounts.hintFor(Path.of("/app/lib"), "fill it", table))
        .isEqualTo(
            "mount the volume that is at /app/lib somewhere else: it hides what the image has in"
                + " that place");
    assertThat(Mounts.hintFor(Path.of("/app/lib/sub/x.jar"), "fill it", table))
        .contains("at /app/lib ");
    assertThat(Mounts.hintFor(Path.of("/my data"), "fill it", table)).contains("at /my data ");
    assertThat(Mounts.hintFor(Path.of("/app/library"), "fill it", table)).isEqualTo("fill it");
    assertThat(Mounts.hintFor(Path.of("/x"), "fill it", directory.resolve("none")))
        .isEqualTo("fill it");
  }

  @Test
  void files() throws Exception {
    Path key = Files.writeString(directory.resolve("key.pem"), "x");
    Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("rw-------"));
    assertFine(Checks.fileReadable(key));
    assertFine(Checks.filePrivate(key));
    Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("rw-r--r--"));
    assertFine(Checks.fileReadable(key));
    assertThat(said(Checks.filePrivate(key)))
        .isEqualTo("file " + key + " can be read by every user of the host (rw-r--r--)");
    assertThat(finding(Checks.fileReadable(directory)).found()).isEqualTo("is a directory");
    assertThat(finding(Checks.filePrivate(directory.resolve("none"))).found())
        .isEqualTo("does not exist");
  }

  @Test
  void room() throws Exception {
    assertFine(Checks.diskFree(directory, 1));
    Finding full = finding(Checks.diskFree(directory, Long.MAX_VALUE));
    assertThat(full.found()).matches("has [0-9.]+ [KMGT]?B of room left");
    assertThat(full.needed()).startsWith("at least ");
    assertThat(finding(Checks.diskFree(directory.resolve("none"), 1)).found())
        .contains("does not exist");
  }

  @Test
  void ports() throws Exception {
    try (ServerSocket taken = new ServerSocket(0)) {
      assertThat(said(Checks.portFree(taken.getLocalPort())))
          .isEqualTo("port " + taken.getLocalPort() + " is taken: something listens there already");
    }
    assertFine(Checks.portFree(0));
  }

  @Test
  void badArgumentsAreRefusedAtTheCall() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Checks.portFree(70_000))
        .withMessage("port: 70000 is not between 0 and 65535");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Checks.diskFree(directory, -1))
        .withMessage("bytes: -1 is negative");
    assertThatIllegalArgumentException().isThrownBy(() -> Checks.heapAtLeast(-1));
  }

  @Test
  void aWarningStaysWhatItIsOtherwise() throws Exception {
    Preflight check = Checks.directoryExists(directory.resolve("none"));
    Finding warning = check.warn().look().orElseThrow();
    assertThat(warning.isWarning()).isTrue();
    assertThat(warning.found()).isEqualTo(finding(check).found());
    assertFine(Checks.directoryExists(directory).warn());
  }

  @Test
  void whatRunsByDefaultIsSilentHere() throws Exception {
    assertFine(Checks.heapFitsContainer());
  }
}
