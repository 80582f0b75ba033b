package io.softstart.preflight;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.softstart.machine.ClassPath;
import io.softstart.machine.Mounts;
import io.softstart.machine.Staged;
import java.io.File;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Each check with what it looks for there, and not. */
class PreflightsTest {
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
    assertFine(Preflights.classPresent("org.slf4j.Logger"));
    assertFine(Preflights.classPresent("java.sql.Driver"));
    Finding misspelt = finding(Preflights.classPresent("org.slf4j.Loger"));
    assertThat(misspelt.subject()).isEqualTo("class org.slf4j.Loger");
    assertThat(misspelt.found()).isEqualTo("is not on the class path");
    assertThat(misspelt.action()).isEqualTo("did you mean org.slf4j.Logger?");
    assertThat(finding(Preflights.classPresent("com.acme.slf4j.MDC")).action())
        .isEqualTo("did you mean org.slf4j.MDC?");
    assertThat(finding(Preflights.classPresent("com.acme.CardTerminal")).action())
        .startsWith("add the jar that has it");
  }

  @Test
  void resources() throws Exception {
    assertFine(Preflights.resourcePresent("logback-test.xml"));
    Finding misspelt = finding(Preflights.resourcePresent("logback-tets.xml"));
    assertThat(misspelt.action()).isEqualTo("did you mean logback-test.xml?");
  }

  @Test
  void providers() throws Exception {
    assertFine(Preflights.providerPresent(org.slf4j.spi.SLF4JServiceProvider.class));
    assertThat(said(Preflights.providerPresent(Preflight.class)))
        .isEqualTo("service io.softstart.preflight.Preflight has no provider on the class path");
    assertThat(finding(Preflights.providerPresent(Broken.class)).found())
        .isEqualTo("names com.acme.Gone, which is not there");
  }

  @Test
  void whatIsMissingOnTheClassPathIsSaidWithItsPlace() {
    String there = directory + File.pathSeparator + directory.resolve("not-made-by-the-build");
    assertThat(new WholeClassPath(new ClassPath(there)).look()).isEmpty();
    for (String gap : List.of(directory + "/none.jar", directory + "/plugins/*")) {
      ClassPath holed = new ClassPath(there + File.pathSeparator + gap);
      assertThat(new WholeClassPath(holed).look().orElseThrow().found()).contains(gap);
    }
  }

  @Test
  void directories() throws Exception {
    assertFine(Preflights.directoryExists(directory));
    assertFine(Preflights.directoryWritable(directory));
    assertThat(directory).isEmptyDirectory();
    assertThat(said(Preflights.directoryNotEmpty(directory)))
        .isEqualTo("directory " + directory + " is empty");
    Path file = Files.writeString(directory.resolve("file"), "x");
    assertFine(Preflights.directoryNotEmpty(directory));
    assertThat(finding(Preflights.directoryWritable(file)).found())
        .isEqualTo("is a file, not a directory");
    assertThat(finding(Preflights.directoryExists(directory.resolve("none"))).found())
        .isEqualTo("does not exist");
  }

  @Test
  void aReadOnlyFileSystemIsSeenByTrying() throws Exception {
    Path readOnly = Path.of("/proc");
    org.junit.jupiter.api.Assumptions.assumeTrue(Files.isDirectory(readOnly), "Linux only");
    assertThat(finding(Preflights.directoryWritable(readOnly)).found())
        .startsWith("cannot be written");
    assertThat(finding(Preflights.directoryWritable(readOnly)).found())
        .doesNotContain(".softstart");
  }

  @Test
  void aVolumeThatHidesWhatTheImageHas() throws IOException {
    Mounts mounts =
        new Mounts(
            Staged.machine(directory, "proc/self/mounts", "/dev/vdb /app/lib ext4 rw 0 0\n"));
    assertThat(VolumeHint.of(Path.of("/app/lib/sub/x.jar"), "fill it", mounts))
        .isEqualTo(
            "mount the volume that is at /app/lib somewhere else: it hides what the image has in"
                + " that place");
    assertThat(VolumeHint.of(Path.of("/app/library"), "fill it", mounts)).isEqualTo("fill it");
  }

  @Test
  void files() throws Exception {
    Path key = Files.writeString(directory.resolve("key.pem"), "x");
    Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("rw-------"));
    assertFine(Preflights.fileReadable(key));
    assertFine(Preflights.filePrivate(key));
    Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("rw-r--r--"));
    assertFine(Preflights.fileReadable(key));
    assertThat(said(Preflights.filePrivate(key)))
        .isEqualTo("file " + key + " can be read by every user of the host (rw-r--r--)");
    assertThat(finding(Preflights.fileReadable(directory)).found()).isEqualTo("is a directory");
    assertThat(finding(Preflights.filePrivate(directory.resolve("none"))).found())
        .isEqualTo("does not exist");
  }

  @Test
  void room() throws Exception {
    assertFine(Preflights.diskFree(directory, 1));
    Finding full = finding(Preflights.diskFree(directory, Long.MAX_VALUE));
    assertThat(full.found()).matches("has [0-9.]+ [KMGT]?B of room left");
    assertThat(full.needed()).startsWith("at least ");
    assertThat(finding(Preflights.diskFree(directory.resolve("none"), 1)).found())
        .contains("does not exist");
  }

  @Test
  void ports() throws Exception {
    try (ServerSocket taken = new ServerSocket(0)) {
      assertThat(said(Preflights.portFree(taken.getLocalPort())))
          .isEqualTo("port " + taken.getLocalPort() + " is taken: something listens there already");
    }
    assertFine(Preflights.portFree(0));
  }

  @Test
  void badArgumentsAreRefusedAtTheCall() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Preflights.portFree(70_000))
        .withMessage("port: 70000 is not between 0 and 65535");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Preflights.diskFree(directory, -1))
        .withMessage("bytes: -1 is negative");
    assertThatIllegalArgumentException().isThrownBy(() -> Preflights.heapAtLeast(-1));
  }

  @Test
  void aWarningStaysWhatItIsOtherwise() throws Exception {
    Preflight check = Preflights.directoryExists(directory.resolve("none"));
    Finding warning = check.warn().look().orElseThrow();
    assertThat(warning.isWarning()).isTrue();
    assertThat(warning.found()).isEqualTo(finding(check).found());
    assertFine(Preflights.directoryExists(directory).warn());
  }

  @Test
  void whatRunsByDefaultIsSilentHere() throws Exception {
    assertFine(Preflights.heapFitsContainer());
  }
}
