package io.softstart.crash;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.softstart.history.StoredLines;
import io.softstart.testkit.ChildJvm;
import io.softstart.testkit.RunningJvm;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What a start says about those before it, in a loop that restarts it at once. */
@Timeout(180)
class RestartTest {
  private static final String FAULT = "configured, then main throws";

  @TempDir Path home;

  private EndedRun start(ChildJvm program) throws IOException {
    return new EndedRun(home).run(program, running -> {});
  }

  private ChildJvm program(String... args) throws IOException {
    return new EndedRun(home).program(args);
  }

  @Test
  void aLoopOfTheSameFaultIsCountedAndItsPausesGrowUntilTheConfigurationChanges()
      throws IOException {
    ChildJvm faulty = program(FAULT).env("SOFTSTART_RESTART_PAUSE", "2s");
    List<String> lines = new ArrayList<>();
    List<Duration> took = new ArrayList<>();
    List<String> pauses = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      EndedRun ending = start(faulty);
      assertThat(ending.result.exitCode()).isEqualTo(70);
      lines.add(EndedRun.retrospect(ending.result.stderr()));
      took.add(ending.result.elapsed());
      pauses.add(pause(ending));
    }
    String cause = "java.lang.IllegalStateException: no licence";
    String unchanged = "The configuration is unchanged";
    assertThat(lines.get(0)).isEmpty();
    assertThat(lines.get(1))
        .matches("the last start failed \\S+ m?s ago: " + cause + ". " + unchanged);
    for (int i = 2; i < 5; i++) {
      String count = "the last " + i + " starts failed with the same cause: ";
      assertThat(lines.get(i)).startsWith(count + cause).endsWith(" ago). " + unchanged);
    }
    assertThat(pauses).containsExactly("", "1 s", "2 s", "2 s", "2 s");
    assertThat(took.get(1)).isGreaterThan(Duration.ofSeconds(1));
    assertThat(took.get(4)).isGreaterThan(Duration.ofSeconds(2));

    EndedRun changed = start(faulty.env("SHOP_REGION", "us"));
    assertThat(EndedRun.retrospect(changed.result.stderr()))
        .startsWith("the last 5 starts failed with the same cause: ")
        .endsWith(". The configuration has changed");
    assertThat(pause(changed)).isEmpty();

    EndedRun good = start(program("configured"));
    assertThat(good.result.exitCode()).isZero();
    EndedRun afterwards = start(faulty);
    assertThat(EndedRun.retrospect(afterwards.result.stderr())).isEmpty();
    assertThat(pause(afterwards)).isEmpty();
  }

  private static String pause(EndedRun ending) {
    return ending
        .result
        .stderr()
        .lines()
        .filter(line -> line.contains("same failure as "))
        .map(line -> line.replaceFirst(".*: waiting (.*) before exiting.*", "$1"))
        .findFirst()
        .orElse("");
  }

  @Test
  void sigtermEndsThePauseAndACheckOfTheConfigurationHasNone() throws IOException {
    ChildJvm faulty = program(FAULT).env("SOFTSTART_RESTART_PAUSE", "30s");
    start(faulty);
    start(faulty);
    start(faulty); // pauses for 1 and 2 s; the next one for 4 s
    EndedRun asked = start(faulty.args("--check-config"));
    assertThat(asked.result.exitCode()).isZero();
    assertThat(asked.result.stdout()).contains("the configuration is valid");
    assertThat(asked.result.stderr()).doesNotContain("before exiting", "the last ");
    try (RunningJvm running = faulty.start()) {
      running.awaitLine("same failure as the previous 3 starts: waiting ", EndedRun.LIMIT);
      long from = System.nanoTime();
      running.signal("TERM");
      assertThat(running.awaitExit(EndedRun.LIMIT).exitCode()).isEqualTo(143);
      assertThat(Duration.ofNanos(System.nanoTime() - from)).isLessThan(Duration.ofSeconds(3));
    }
  }

  @Test
  void aCheckOfAWrongConfigurationLeavesNeitherHistoryNorReport() throws IOException {
    EndedRun asked = start(program("configuration").args("--check-config"));
    assertThat(asked.result.exitCode()).isEqualTo(78);
    assertThat(asked.result.stderr()).contains("SHOP_USER is missing").doesNotContain("report:");
    assertThat(asked.reports()).isEmpty();
    assertThat(asked.history()).isBlank();

    start(program("main throws"));
    String again = start(program("configuration").args("--check-config")).result.stderr();
    assertThat(again).contains("SHOP_USER is missing").doesNotContain("the last start");
    assertThat(EndedRun.retrospect(start(program("ready")).result.stderr()))
        .startsWith("the last start failed ")
        .contains("no licence");
  }

  @Test
  void sigtermIsNoFailedStartAndDoesNotCountForThePause() throws IOException {
    ChildJvm waits = program("waits").env("SOFTSTART_RESTART_PAUSE", "30s");
    for (int i = 0; i < 2; i++) {
      EndedRun stopped =
          new EndedRun(home)
              .run(
                  waits,
                  running -> {
                    running.awaitLine("db is not ready", EndedRun.LIMIT);
                    running.signal("TERM");
                  });
      assertThat(stopped.result.exitCode()).isEqualTo(143);
      assertThat(stopped.result.stderr())
          .contains("shop: stopped by SIGTERM after ")
          .doesNotContain("the last ", "before exiting", "Crash report");
      assertThat(stopped.reports()).isEmpty();
    }
    EndedRun failed = start(waits.env("SOFTSTART_DEADLINE", "1s"));
    assertThat(failed.result.exitCode()).isEqualTo(69);
    assertThat(failed.result.stderr()).doesNotContain("the last ", "before exiting");
  }

  @Test
  void differentCausesAreToldApart() throws IOException {
    start(program("main throws"));
    start(program("body throws"));
    assertThat(EndedRun.retrospect(start(program("ready")).result.stderr()))
        .contains("the last 2 starts failed, each with another cause (the first ")
        .contains(" ago); the last one: ")
        .endsWith("; the last one: java.lang.IllegalStateException: the shelf is empty");
  }

  @Test
  void theReportOfTheNextStartHasThem() throws IOException {
    start(program("main throws"));
    start(program("ready"));
    assertThat(start(program("reports")).result.stdout())
        .containsPattern(
            "\"earlier\":\\[\\{\"begun\":\"20[^\"]+Z\",\"lasted_ms\":\\d+,\"outcome\":\"stopped\"},"
                + "\\{\"begun\":\"20[^\"]+Z\",\"lasted_ms\":\\d+,\"outcome\":\"failed\","
                + "\"cause\":\"java.lang.IllegalStateException: no licence\"}]");
  }

  @Test
  void threeInstancesOnOneDirectoryDoNotHarmEachOther() throws IOException {
    EndedRun any = new EndedRun(home);
    try (RunningJvm alive = any.program("serves until killed").start()) {
      alive.awaitLine("READY", EndedRun.LIMIT);
      try (RunningJvm a = any.program("main throws").start();
          RunningJvm b = any.program("main throws").start()) {
        assertThat(a.awaitExit(EndedRun.LIMIT).exitCode()).isEqualTo(70);
        assertThat(b.awaitExit(EndedRun.LIMIT).exitCode()).isEqualTo(70);
      }
      assertThat(any.history().lines()).hasSize(3).allMatch(line -> StoredLines.isWhole(line));
      assertThat(any.reports()).hasSize(2);
      String said = EndedRun.retrospect(start(program("ready")).result.stderr());
      assertThat(said).startsWith("the last 2 starts failed with ").doesNotContain("a message");
      alive.signal("KILL");
      alive.awaitExit(EndedRun.LIMIT);
    }
    assertThat(EndedRun.retrospect(start(program("main throws")).result.stderr())).isEmpty();
  }

  @Test
  void aFullDiskIsSaidInALineAndTheNextStartStillSpeaks() throws IOException {
    EndedRun ending = new EndedRun(home);
    try (SmallVolume volume = new SmallVolume(ending.state, "size=64k")) {
      assumeTrue(volume.isMounted(), "only root can mount a small file system");
      assertThat(start(program("main throws")).result.exitCode()).isEqualTo(70);
      fill(volume.directory.resolve("ballast"));
      EndedRun full = start(program("body throws"));
      assertThat(full.result.exitCode()).isEqualTo(70);
      assertThat(full.result.stderr())
          .contains("no crash history in ", "No space left on device")
          .contains("the shelf is empty");
      assertThat(full.termination()).startsWith("shop: java.lang.IllegalStateException");
      Files.delete(volume.directory.resolve("ballast"));
      EndedRun midway =
          new EndedRun(home)
              .run(
                  program("waits").env("SOFTSTART_DEADLINE", "2s"),
                  running -> {
                    running.awaitLine("db is not ready", EndedRun.LIMIT);
                    fill(volume.directory.resolve("ballast"));
                  });
      assertThat(midway.result.exitCode()).isEqualTo(69);
      assertThat(midway.result.stderr())
          .contains(
              "the crash report cannot be written: ", "the crash history cannot be written: ");
      Files.delete(volume.directory.resolve("ballast"));
      assertThat(EndedRun.retrospect(start(program("ready")).result.stderr()))
          .contains("the last 2 starts failed, each ", "ended without a message");
    }
  }

  private static void fill(Path file) {
    try (var out = Files.newOutputStream(file, StandardOpenOption.CREATE)) {
      for (; ; ) {
        out.write(new byte[512]);
      }
    } catch (IOException full) {
      assertThat(full).hasMessageContaining("No space left");
    }
  }

  @Test
  void killedBetweenWriteAndRenameOnlyLeavesAFileToBeSwept() throws IOException {
    EndedRun ending = start(program("main throws"));
    Path half = ending.ours().resolve("history.123456.new");
    Files.writeString(half, ending.history().substring(0, 20));
    Files.setLastModifiedTime(half, FileTime.fromMillis(0));
    Path beingWritten = Files.writeString(ending.ours().resolve("crash-1.md.123457.new"), "# sho");
    assertThat(EndedRun.retrospect(start(program("ready")).result.stderr())).contains("no licence");
    assertThat(half).doesNotExist();
    assertThat(beingWritten).as("the crash report of another instance").exists();
  }

  @Test
  void aDamagedHistoryIsSaidAndReadAsFarAsItGoes() throws IOException {
    EndedRun ending = start(program("main throws"));
    byte[] noise = {'1', '\t', (byte) 0xff, 0, '\n', '\n', 'x'};
    Files.write(ending.ours().resolve("history"), noise, StandardOpenOption.APPEND);
    assertThat(start(program("ready")).result.stderr())
        .contains("2 lines of the crash history are damaged and left out")
        .contains("the last start failed ", "no licence");
  }

  @Test
  void theDirectoryIsForThisUserOnlyAndALinkIsRefused() throws IOException {
    EndedRun ending = start(program("main throws"));
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(ending.ours())))
        .isEqualTo("rwx------");
    Files.setPosixFilePermissions(ending.ours(), PosixFilePermissions.fromString("rwxrwxrwx"));
    start(program("main throws"));
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(ending.ours())))
        .isEqualTo("rwx------");

    Path elsewhere = home.resolve("elsewhere");
    Files.move(ending.ours(), elsewhere);
    Files.createSymbolicLink(ending.ours(), elsewhere);
    EndedRun refused = start(program("main throws"));
    assertThat(refused.result.stderr())
        .contains("no crash history in " + ending.state)
        .contains("softstart-shop is a link or a file");
    assertThat(refused.result.exitCode()).isEqualTo(70);
  }

  @Test
  void aDirectoryOfSomebodyElseIsRefused() throws IOException {
    EndedRun ending = start(program("main throws"));
    try {
      Files.setAttribute(ending.ours(), "unix:uid", 65_534);
    } catch (IOException notRoot) {
      assumeTrue(false, "only root can give a directory away");
    }
    assertThat(start(program("main throws")).result.stderr())
        .contains("softstart-shop belongs to the user with id 65534, and this process is 0");
  }

  @Test
  void theNewestTenReportsAreKept() throws IOException {
    EndedRun ending = start(program("main throws"));
    for (int i = 0; i < 12; i++) {
      Files.writeString(
          ending.ours().resolve("crash-2020010" + i % 10 + "T00000" + i + "Z-1.md"), "");
    }
    start(program("body throws"));
    assertThat(ending.reports()).hasSize(10);
    assertThat(ending.report().orElseThrow()).contains("# shop: ", "the shelf is empty");
  }

  @Test
  void aReportCanBePastedAsItIs() throws IOException {
    EndedRun ending = start(program(FAULT).env("SHOP_REGION", "us").env("GIT_COMMIT", "4e1f00d"));
    String report = ending.report().orElseThrow();
    assertThat(report)
        .startsWith("# shop: java.lang.IllegalStateException: no licence\n")
        .contains("## What happened", "\tat com.example.ends.Ends.main(Ends.java:")
        .contains("| Java | " + System.getProperty("java.version"))
        .contains("| memory of the container | ")
        .contains("| GIT_COMMIT | 4e1f00d |")
        .contains("configuring")
        .contains("SHOP_REGION = us  (environment variable SHOP_REGION)")
        .contains("## Last lines of the log", "starting on Java");
    assertThat(report.split("```", -1).length % 2).as("fences are closed").isEqualTo(1);
  }

  @Test
  void withoutAStateDirectoryTheReportSaysSo() throws IOException {
    EndedRun ending = start(program("main throws").env("SOFTSTART_STATE_DIR", ""));
    assertThat(ending.result.stderr()).contains("no licence").contains("SOFTSTART_STATE_DIR");
    try (Stream<Path> left = Files.list(home)) {
      assertThat(left.map(file -> file.getFileName().toString())).containsExactly("termination");
    }
  }

  @Test
  void theTerminationMessageIsOverwrittenAndNeverTooLong() throws IOException {
    Files.writeString(home.resolve("termination"), "x".repeat(9_000));
    EndedRun ending = start(program("stack"));
    assertThat(ending.termination())
        .startsWith("shop: a method called itself until the stack was full: ")
        .doesNotContain("xxx");
    assertThat(Files.size(home.resolve("termination"))).isLessThanOrEqualTo(4_096);
  }
}
