package io.softstart.crash;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.softstart.testkit.ChildJvm;
import io.softstart.testkit.RunningJvm;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * What happens where a place that last words go to takes none and says nothing: pipes that nobody
 * reads stand for it. Each place loses its own part, and the process ends in time.
 */
@Timeout(180)
class StuckPlacesTest {
  /** A hook has 3 s; the rest is for a JVM on a busy machine. */
  private static final Duration IN_TIME = Duration.ofSeconds(12);

  @TempDir Path home;

  private EndedRun ending;

  @BeforeEach
  void places() throws IOException {
    ending = new EndedRun(home);
  }

  @Test
  void aTerminationMessageThatNobodyReadsCostsNothingElse() throws IOException {
    pipe(home.resolve("termination"));
    ending.run(ending.program("main throws"), running -> {});
    assertThat(ending.result.exitCode()).isEqualTo(70);
    assertThat(ending.result.stderr())
        .contains("no licence", "the termination message is lost: it was not written within ")
        .contains("Crash report: ");
    assertThat(ending.report().orElseThrow()).contains("no licence");
    assertThat(retrospect()).contains("the last start failed ", "no licence");
  }

  @Test
  void aStateDirectoryThatHangsFromTheBeginIsSaid() throws IOException {
    Files.createDirectories(ending.state);
    Files.createDirectory(
        ending.ours(),
        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    pipe(ending.ours().resolve("lock"));
    ending.run(ending.program("main throws"), running -> {});
    assertThat(ending.result.exitCode()).isEqualTo(70);
    assertThat(ending.result.stderr())
        .contains(
            "no licence", "no crash history: " + ending.state + " does not answer within 1 s");
    assertThat(ending.termination())
        .startsWith("shop: java.lang.IllegalStateException: no licence");

    ending.run(ending.program("ready"), running -> {});
    assertThat(ending.result.exitCode()).as("it does not keep an application from it").isZero();
    assertThat(ending.result.stderr()).contains("READY");
  }

  @Test
  void aStateDirectoryThatHangsLaterCostsItsOwnPart() throws IOException {
    ending.run(
        ending.program("waits").env("SOFTSTART_DEADLINE", "2s"),
        running -> {
          running.awaitLine("db is not ready", EndedRun.LIMIT);
          hang();
        });
    assertThat(ending.result.exitCode()).isEqualTo(69);
    assertThat(ending.result.stderr())
        .contains("cannot start (exit code 69)")
        .contains("the crash history is lost: it was not written within ");
    assertThat(ending.termination()).startsWith("shop: db: nothing listens on 127.0.0.1:1");
    assertThat(ending.report()).isPresent();
  }

  @Test
  void theHooksEndInTimeThoughEveryPlaceHangs() throws IOException {
    pipe(home.resolve("termination"));
    try (RunningJvm running = ending.program("waits").start()) {
      running.awaitLine("db is not ready", EndedRun.LIMIT);
      hang();
      running.signal("TERM");
      long from = System.nanoTime();
      ending.result = running.awaitExit(EndedRun.LIMIT);
      assertThat(Duration.ofNanos(System.nanoTime() - from)).isLessThan(IN_TIME);
    }
    assertThat(ending.result.exitCode()).isEqualTo(143);
    assertThat(ending.result.stderr())
        .contains("stopped by SIGTERM after ", "while waiting for db (REFUSED) for ")
        .contains("the termination message is lost", "the crash history is lost");
    assertThat(ending.report()).isEmpty();
  }

  @Test
  void aStderrThatNobodyReadsCostsOnlyItsLines() throws IOException {
    ending.run(blockedStderr("main throws"), running -> {});
    assertThat(ending.result.exitCode()).isEqualTo(70);
    assertThat(ending.result.elapsed()).isLessThan(IN_TIME);
    assertThat(ending.termination())
        .startsWith("shop: java.lang.IllegalStateException: no licence");
    assertThat(ending.report().orElseThrow()).contains("crashed in thread main", "no licence");
    assertThat(retrospect()).contains("the last start failed ", "no licence");
  }

  @Test
  void aSignalIsHeardThoughNobodyReadsStderr() throws Exception {
    try (RunningJvm running = blockedStderr("waits").start()) {
      awaitItsBegin();
      running.signal("TERM");
      long from = System.nanoTime();
      assertThat(running.awaitExit(EndedRun.LIMIT).exitCode()).isEqualTo(143);
      assertThat(Duration.ofNanos(System.nanoTime() - from)).isLessThan(IN_TIME);
    }
    assertThat(ending.termination()).startsWith("shop: stopped by SIGTERM ");
    assertThat(ending.report()).isEmpty();
    assertThat(ending.history()).contains("STOPPED_EARLY", "stopped by SIGTERM ");
    assertThat(retrospect()).isEmpty();
  }

  private void awaitItsBegin() throws IOException, InterruptedException {
    long end = System.nanoTime() + EndedRun.LIMIT.toNanos();
    while (!ending.history().contains("STARTING") && System.nanoTime() < end) {
      TimeUnit.MILLISECONDS.sleep(20);
    }
    assertThat(ending.history()).contains("STARTING");
  }

  /** A pipe holds 64 KB: the first line finds room, a report does not. */
  private ChildJvm blockedStderr(String scene) throws IOException {
    Path full = pipe(home.resolve("stderr"));
    String script =
        "exec 3<>" + full + "\nhead -c 65336 /dev/zero >&3\nexec \"$JAVA\" \"$@\" 2>&3 3>&-";
    return ending.program(scene).java(ending.wrapper(script));
  }

  /** Kubernetes mounts a file there; a mount namespace of our own has it for this process only. */
  @Test
  void theUsualPlaceOfTheTerminationMessageIsFound() throws IOException {
    assumeTrue(succeeds("unshare", "-m", "true"), "only root has mount namespaces");
    Path told = Files.createFile(home.resolve("told"));
    Path devices = Files.createDirectory(home.resolve("dev"));
    String script =
        """
        exec unshare -m sh -c '
        set -e
        mount --rbind /dev %1$s
        mount -t tmpfs tmpfs /dev
        for each in null zero random urandom; do
          touch /dev/$each; mount --bind %1$s/$each /dev/$each
        done
        ln -s /proc/self/fd /dev/fd
        touch /dev/termination-log; mount --bind %2$s /dev/termination-log
        exec "$0" "$@"' "$JAVA" "$@"
        """
            .formatted(devices, told);
    ChildJvm program = ending.program("main throws").env("SOFTSTART_TERMINATION_MESSAGE", "");
    ending.run(program.java(ending.wrapper(script)), running -> {});
    assertThat(ending.result.exitCode()).as(ending.result.stderr()).isEqualTo(70);
    assertThat(told).content().startsWith("shop: java.lang.IllegalStateException: no licence\n");
    assertThat(Path.of("/dev/termination-log")).as("on this machine").doesNotExist();
  }

  @Test
  void onATerminalThereIsNoPause() throws IOException {
    assumeTrue(succeeds("script", "--version"), "script(1) makes the terminal, and is not here");
    ChildJvm faulty = ending.program("main throws").env("SOFTSTART_RESTART_PAUSE", "20s");
    ending.run(faulty, running -> {});
    ending.run(faulty, running -> {});
    assertThat(ending.result.stderr()).contains(": waiting 1 s before exiting");
    String script =
        "line=\"$JAVA\"\nfor word; do line=\"$line '$word'\"; done\n"
            + "exec script -qec \"$line\" /dev/null </dev/null";
    ending.run(faulty.java(ending.wrapper(script)), running -> {});
    assertThat(ending.result.exitCode()).isEqualTo(70);
    assertThat(ending.result.stdout())
        .contains("no licence", "the last 2 starts failed")
        .doesNotContain("before exiting");
  }

  private String retrospect() throws IOException {
    EndedRun next = new EndedRun(home);
    ChildJvm ready = next.program("ready").env("SOFTSTART_TERMINATION_MESSAGE", "");
    return EndedRun.retrospect(next.run(ready, running -> {}).result.stderr());
  }

  /** To open a pipe for writing blocks until somebody reads. */
  private void hang() {
    try {
      Files.delete(ending.ours().resolve("lock"));
      pipe(ending.ours().resolve("lock"));
    } catch (IOException unexpected) {
      throw new IllegalStateException(unexpected);
    }
  }

  private static Path pipe(Path file) {
    assumeTrue(succeeds("mkfifo", file.toString()), "there are no named pipes here");
    return file;
  }

  private static boolean succeeds(String... command) {
    try {
      Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
      return process.waitFor(20, TimeUnit.SECONDS) && process.exitValue() == 0;
    } catch (IOException absent) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
