package io.softstart.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ChildJvmTest {
  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final Duration SHORT = Duration.ofMillis(500);

  @Test
  void tellsExitCodeOutputAndTime() {
    ChildJvm child = ChildJvm.of(Child.class).args("print", "7");
    try (RunningJvm running = child.start()) {
      JvmResult result = running.awaitExit(LIMIT);
      assertThat(result.exitCode()).isEqualTo(7);
      assertThat(result.stdout()).isEqualTo("out 1\n\n  out 2");
      assertThat(result.stderr()).isEqualTo("err\n");
      assertThat(result.elapsed()).isBetween(Duration.ofMillis(1), LIMIT);
      assertThat(running.lines())
          .filteredOn(line -> line.source() == OutputLine.Source.STDOUT)
          .extracting(OutputLine::text)
          .containsExactly("out 1", "", "  out 2");
      assertThat(running.lines())
          .allMatch(line -> line.at() > running.startedAt() && line.at() < System.nanoTime());
      assertThat(running.isAlive()).isFalse();
    }
  }

  @Test
  void environmentIsExact(@TempDir Path directory) {
    ChildJvm child =
        ChildJvm.of(Child.class)
            .args("tell")
            .env("ORDERS_DB_URL", "jdbc:x")
            .env(Map.of("LC_ALL", "C.UTF-8"))
            .property("some.property", "a b")
            .options("-Xmx48m")
            .directory(directory);
    try (RunningJvm running = child.start()) {
      String out = running.awaitExit(LIMIT).stdout();
      List<String> names =
          out.lines()
              .filter(line -> line.startsWith("env "))
              .map(line -> line.substring(4))
              .toList();
      assertThat(names)
          .contains("PATH=" + System.getenv("PATH"), "ORDERS_DB_URL=jdbc:x", "LC_ALL=C.UTF-8")
          .allMatch(
              name -> name.matches("(?s)(PATH|HOME|JAVA_HOME|ORDERS_DB_URL|LC_ALL|_|__CF\\w+)=.*"));
      assertThat(out)
          .contains("property a b")
          .contains("directory " + directory.toAbsolutePath())
          .contains("heap 48")
          .contains("stdin -1");
    }
  }

  @Test
  void awaitsLines() {
    try (RunningJvm running = ChildJvm.of(Child.class).args("wait").start()) {
      OutputLine first = running.awaitLine("wait", LIMIT);
      assertThat(first.text()).isEqualTo("waiting");
      assertThat(running.awaitLine(line -> line.text().startsWith("wait"), LIMIT)).isEqualTo(first);
      assertThatThrownBy(() -> running.awaitLine("never printed", SHORT))
          .isInstanceOf(TestkitException.class)
          .hasMessageContaining("never printed")
          .hasMessageContaining("waiting");
      assertThat(running.isAlive()).isTrue();
    }
  }

  @Test
  void awaitingALineEndsWithTheProcess() {
    try (RunningJvm running = ChildJvm.of(Child.class).args("print", "1").start()) {
      long start = System.nanoTime();
      assertThatThrownBy(() -> running.awaitLine("never printed", Duration.ofMinutes(5)))
          .isInstanceOf(TestkitException.class)
          .hasMessageContaining("before the end")
          .hasMessageContaining("err");
      assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(LIMIT);
    }
  }

  @Test
  void signals() {
    try (RunningJvm running = ChildJvm.of(Child.class).args("wait").start()) {
      running.awaitLine("waiting", LIMIT);
      running.signal("TERM");
      JvmResult result = running.awaitExit(LIMIT);
      assertThat(result.exitCode()).isEqualTo(128 + 15);
      assertThat(result.stdout()).contains("hook"); // a signal, not a kill
      assertThatThrownBy(() -> running.signal("TERM")).isInstanceOf(IllegalStateException.class);
    }
    try (RunningJvm running = ChildJvm.of(Child.class).args("wait").start()) {
      running.awaitLine("waiting", LIMIT);
      running.signal("KILL");
      JvmResult result = running.awaitExit(LIMIT);
      assertThat(result.exitCode()).isEqualTo(128 + 9);
      assertThat(result.stdout()).doesNotContain("hook");
    }
  }

  @Test
  void stopsAndContinues() {
    try (RunningJvm running = ChildJvm.of(Child.class).args("tick").start()) {
      running.awaitLine("tick 3", LIMIT);
      running.signal("STOP");
      assertThat(Poll.until(LIMIT, () -> quiet(running))).isTrue();
      int stoppedAt = running.lines().size();
      assertThat(running.isAlive()).isTrue();
      running.signal("CONT");
      running.awaitLine("tick " + (stoppedAt + 5), LIMIT);
    }
  }

  @Test
  void aNameThatIsNoSignalIsRefused() {
    try (RunningJvm running = ChildJvm.of(Child.class).args("wait").start()) {
      for (String name : List.of("SIGTERM", "term", "9; rm", "")) {
        assertThatThrownBy(() -> running.signal(name)).isInstanceOf(IllegalArgumentException.class);
      }
      assertThatThrownBy(() -> running.signal("NONSENSE"))
          .isInstanceOf(IllegalArgumentException.class);
    }
  }

  @Test
  void aChildThatDoesNotEndIsKilledAndShown() {
    try (RunningJvm running = ChildJvm.of(Child.class).args("wait").start()) {
      running.awaitLine("waiting", LIMIT);
      assertThatThrownBy(() -> running.awaitExit(SHORT))
          .isInstanceOf(TestkitException.class)
          .hasMessageContaining("did not end within PT0.5S")
          .hasMessageContaining("waiting");
      assertThat(running.isAlive()).isFalse();
    }
  }

  @Test
  void closeKillsTheWholeFamily() {
    ProcessHandle grandchild;
    try (RunningJvm running = ChildJvm.of(Child.class).args("parent").start()) {
      String line = running.awaitLine("grandchild ", LIMIT).text();
      grandchild = ProcessHandle.of(Long.parseLong(line.split(" ")[1])).orElseThrow();
    }
    assertThat(Shell.isGone(grandchild)).isTrue();
  }

  @Test
  void aGrandchildThatHoldsTheOutputDelaysNothing() {
    try (RunningJvm running = ChildJvm.of(Child.class).args("leave").start()) {
      String line = running.awaitLine("grandchild ", LIMIT).text();
      JvmResult result = running.awaitExit(Duration.ofSeconds(20));
      assertThat(result.exitCode()).isZero();
      ProcessHandle.of(Long.parseLong(line.split(" ")[1]))
          .ifPresent(ProcessHandle::destroyForcibly);
    }
  }

  @Test
  void runsAJar(@TempDir Path directory) throws IOException {
    Path jar = directory.resolve("child.jar");
    Manifest manifest = new Manifest();
    manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
    manifest.getMainAttributes().put(Attributes.Name.MAIN_CLASS, Child.class.getName());
    try (OutputStream file = Files.newOutputStream(jar);
        JarOutputStream out = new JarOutputStream(file, manifest)) {
      String name = Child.class.getName().replace('.', '/') + ".class";
      out.putNextEntry(new ZipEntry(name));
      try (var in = Child.class.getResourceAsStream("/" + name)) {
        in.transferTo(out);
      }
    }
    try (RunningJvm running = ChildJvm.ofJar(jar).args("print", "3").start()) {
      assertThat(running.awaitExit(LIMIT).exitCode()).isEqualTo(3);
    }
  }

  @Test
  void aJavaThatIsNotThereIsSaid() {
    ChildJvm child = ChildJvm.of(Child.class).java(Path.of("/nowhere/java"));
    assertThatThrownBy(child::start)
        .isInstanceOf(UncheckedIOException.class)
        .hasMessageContaining("/nowhere/java");
  }

  private static boolean quiet(RunningJvm running) {
    int before = running.lines().size();
    return !Poll.until(Duration.ofMillis(300), () -> running.lines().size() > before);
  }
}
