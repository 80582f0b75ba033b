package io.softstart.crash;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.example.ends.Ends;
import io.softstart.testkit.ChildJvm;
import io.softstart.testkit.RunningJvm;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.spi.ToolProvider;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * The ways in which a process can end, each on a real one, and what is left of it:
 * docs/reference/crash-matrix is what these tests saw.
 */
@Timeout(600)
class CrashMatrixTest {
  private static final Path PAGE = Path.of("../docs/reference/crash-matrix.md");

  @TempDir private static Path temporary;

  private static final List<SmallVolume> VOLUMES = new ArrayList<>();
  private static final List<ServerSocket> TAKEN = new ArrayList<>();

  private final Map<String, String> rows = new LinkedHashMap<>();
  private final List<String> skipped = new ArrayList<>();

  /** One way to end. */
  private static final class Way {
    final String name;
    final String scene;
    int exit;
    boolean told = true;
    boolean failed = true;
    Prepare prepare = (ending, scene) -> ending.program(scene);
    Consumer<RunningJvm> meanwhile = running -> {};
    List<String> says = List.of();
    Check also = ending -> {};

    Way(String name, String scene, int exit) {
      this.name = name;
      this.scene = scene;
      this.exit = exit;
    }

    /** It is no failure, or cannot be seen: neither termination message nor report. */
    Way untold() {
      told = false;
      return this;
    }

    /** It was stopped, and did not fail: no report, and the next start has nothing to say. */
    Way stopped() {
      failed = false;
      return this;
    }

    Way prepared(Prepare how) {
      prepare = how;
      return this;
    }

    Way options(String... options) {
      return prepared((ending, name) -> ending.program(name).options(options));
    }

    Way args(String... more) {
      return prepared((ending, name) -> ending.program(name).args(more));
    }

    Way signalled(String signal, String after) {
      return meanwhile(
          running -> {
            running.awaitLine(after, EndedRun.LIMIT);
            running.signal(signal);
          });
    }

    Way meanwhile(Consumer<RunningJvm> what) {
      meanwhile = what;
      return this;
    }

    Way says(String... parts) {
      says = List.of(parts);
      return this;
    }

    Way also(Check check) {
      also = check;
      return this;
    }
  }

  private interface Prepare {
    ChildJvm program(EndedRun ending, String scene) throws IOException;
  }

  private interface Check {
    void check(EndedRun ending) throws IOException;
  }

  private static List<Way> ways() {
    return List.of(
        new Way("static initialiser throws", "static initialiser", 70)
            .says("cause: java.lang.NumberFormatException", "where: com.example.ends.Ends"),
        new Way("exception in main", "main throws", 70)
            .says("cause: java.lang.IllegalStateException: no licence"),
        new Way("exception in another thread", "another thread throws", 70)
            .says("crashed in thread worker", "the shelf is empty"),
        new Way(
                "exception in a `CompletableFuture` that nobody joins",
                "a future that nobody joins",
                0)
            .says("did main return without run(..)?"),
        new Way("exception in the body of `run`", "body throws", 70).says("the shelf is empty"),
        new Way("wrong configuration", "configuration", 78).says("SHOP_USER is missing"),
        new Way("a gate does not open", "waits", 69)
            .prepared((ending, scene) -> ending.program(scene).env("SOFTSTART_DEADLINE", "1s"))
            .says("nothing listens on 127.0.0.1:1 (REFUSED)"),
        new Way("interrupted while waiting", "interrupted", 75).says("interrupted while waiting"),
        new Way("`exit(0)` in a library", "exit(0) in a library", 0)
            .says("exit was called in thread main by com.example.ends.Ends$Library.exit"),
        new Way("`exit(3)` in a library", "exit(3) in a library", 3)
            .says("exit was called in thread main by com.example.ends.Ends$Library.exit"),
        new Way("`halt(4)`", "halt(4)", 4).untold(),
        new Way("SIGTERM while waiting", "waits", 143)
            .signalled("TERM", "db is not ready")
            .stopped()
            .says("stopped by SIGTERM after ", ", while waiting for db (REFUSED) for "),
        new Way("SIGINT while waiting", "waits", 130)
            .signalled("INT", "db is not ready")
            .stopped()
            .says("stopped by SIGINT after "),
        new Way("SIGHUP while waiting", "waits", 129)
            .signalled("HUP", "db is not ready")
            .stopped()
            .says("stopped by SIGHUP after "),
        new Way("SIGKILL while waiting", "waits", 137)
            .untold()
            .signalled("KILL", "db is not ready"),
        new Way("SIGKILL after READY", "serves until killed", 137)
            .untold()
            .signalled("KILL", "READY"),
        new Way("SIGTERM after READY", "serves until killed", 143)
            .untold()
            .signalled("TERM", "READY"),
        new Way(
                "SIGTERM as the deadline passes, a hook joins `main`",
                "waits, and a hook joins main",
                143)
            .prepared((ending, scene) -> ending.program(scene).env("SOFTSTART_DEADLINE", "1s"))
            .meanwhile(CrashMatrixTest::signalledAsItReports)
            .also(CrashMatrixTest::oneOrTheOther),
        new Way("`main` returns early", "main returns", 0).says("did main return without run(..)?"),
        new Way("only daemon threads are left", "only daemons", 0)
            .says("only daemon threads are left", "(poller)"),
        new Way("heap full", "heap", 70).options("-Xmx24m").says("the heap is full: it may hold 2"),
        new Way("metaspace full", "metaspace", 70)
            .options("-XX:MaxMetaspaceSize=24m")
            .says("there is no room for more classes: Metaspace"),
        new Way("compressed class space full", "metaspace", 70)
            .options("-XX:CompressedClassSpaceSize=4m")
            .says("there is no room for more classes: Compressed class space"),
        new Way("no more threads", "threads", 70)
            .prepared(CrashMatrixTest::littleAddressSpace)
            .says("the system gives no more threads"),
        new Way("2,000 threads die at once, heap full", "crowd", 70)
            .options("-Xmx48m")
            .says("OutOfMemoryError"),
        new Way("stack overflow", "stack", 70)
            .says("a method called itself until the stack was full: com.example.ends.Ends.depth"),
        new Way("a class is missing", "generated code", 70)
            .prepared((ending, scene) -> generated(ending, scene))
            .says("com.example.lib.Shelf is in none of the "),
        new Way("two versions of a jar", "generated code", 70)
            .prepared((ending, scene) -> generated(ending, scene, "shelf-1.jar", "shelf-2.jar"))
            .says("is on the class path 2 times, and the first one wins", "shelf-1.jar, "),
        new Way("a jar is too old", "generated code", 70)
            .prepared((ending, scene) -> generated(ending, scene, "shelf-1.jar"))
            .says("shelf-1.jar is of another version than the code was built for"),
        new Way("a class for a newer Java", "generated code", 70)
            .prepared((ending, scene) -> generated(ending, scene, "new"))
            .says("com.example.lib.Shelf was compiled for Java 99, and this is Java "),
        new Way("a module of the JDK is missing", "jdbc", 70)
            .prepared(CrashMatrixTest::onLeastJava)
            .says("java.sql.DriverManager belongs to the JDK's module java.sql, which this"),
        new Way("port in use", "port in use", 70).says(" is taken by this very process"),
        new Way("port in use by another process", "listens", 70)
            .prepared(CrashMatrixTest::onATakenPort)
            .says(" is taken by process " + ProcessHandle.current().pid() + " (java)"),
        new Way("secret file missing", "reads", 70)
            .args("/run/secrets/shop-password")
            .says("/run/secrets/shop-password does not exist"),
        new Way("volume missing", "lists", 70)
            .args("/data/shop/orders")
            .says("/data/shop/orders does not exist, and neither does /data"),
        new Way("file system full", "fills", 70)
            .prepared(CrashMatrixTest::onSmallVolume)
            .says(" is full: 0 B of 1 MB are free"),
        new Way("native library missing", "native library", 70)
            .says("a native library or one of its functions is missing"),
        new Way("`getMessage` throws", "message throws", 70)
            .says("its message cannot be read: java.lang.UnsupportedOperationException"),
        new Way("`getMessage` never returns", "message never returns", 70)
            .says("its message cannot be read: getMessage does not return"),
        new Way("state directory is read-only", "main throws", 70)
            .prepared(CrashMatrixTest::readOnlyState)
            .says("no crash history in ", "no licence"),
        new Way("stderr is closed", "main throws", 70).prepared(CrashMatrixTest::closedStderr),
        new Way("logging provider throws", "awaits and serves", 0)
            .untold()
            .options("-Dslf4j.provider=com.example.ends.FaultyProvider")
            .says("logging cannot be initialised: java.lang.NoClassDefFoundError", "READY"),
        new Way("logging provider hangs", "awaits and serves", 0)
            .untold()
            .options("-Dslf4j.provider=com.example.ends.FaultyProvider$Hanging")
            .says("logging is not up after 2 s", "READY"),
        new Way("exception in a shutdown hook", "hook throws", 0)
            .untold()
            .says("an exception ended thread hook", "the shelf is empty"),
        new Way("exception in `main` after READY", "after ready", 1)
            .untold()
            .says("an exception ended thread main", "the shelf is empty"),
        new Way("two startups in one JVM, closed in either order", "two startups", 0)
            .untold()
            .also(
                ending ->
                    assertThat(ending.result.stdout().lines())
                        .containsExactly("given back", "given back")));
  }

  @AfterAll
  static void unmount() throws IOException {
    for (SmallVolume volume : VOLUMES) {
      volume.close();
    }
    for (ServerSocket taken : TAKEN) {
      taken.close();
    }
  }

  @TestFactory
  Stream<DynamicTest> waysToEnd() {
    List<DynamicTest> tests = new ArrayList<>();
    int number = 0;
    for (Way way : ways()) {
      Path home = temporary.resolve(Integer.toString(++number));
      tests.add(DynamicTest.dynamicTest(way.name, () -> play(way, home)));
    }
    tests.add(DynamicTest.dynamicTest("crash-matrix.md is what was seen", this::compare));
    return tests.stream();
  }

  private void play(Way way, Path home) throws IOException {
    EndedRun ending = new EndedRun(home);
    skipped.add(way.name);
    ChildJvm program = way.prepare.program(ending, way.scene);
    ending.run(program, way.meanwhile);
    String stderr = ending.result.stderr();
    for (String part : way.says) {
      assertThat(stderr).contains(part);
    }
    way.also.check(ending);
    if (!way.name.contains("deadline")) {
      assertThat(ending.result.exitCode()).as(stderr).isEqualTo(way.exit);
    }
    byte[] message = ending.termination().getBytes(StandardCharsets.UTF_8);
    assertThat(message.length).isLessThanOrEqualTo(TerminationMessage.LONGEST);
    assertThat(message.length > 0).as("termination message: %s", stderr).isEqualTo(way.told);
    boolean recorded = way.told && way.failed && !stderr.contains("no crash history in");
    assertThat(ending.report().isPresent()).as("report: %s", stderr).isEqualTo(recorded);
    EndedRun next = new EndedRun(home).run(nextStart(ending), running -> {});
    assertThat(next.result.exitCode()).as(next.result.stderr()).isZero();
    rows.put(way.name, row(way, ending, EndedRun.retrospect(next.result.stderr())));
    skipped.remove(way.name);
  }

  private static ChildJvm nextStart(EndedRun ending) {
    return ending.program("ready");
  }

  private static String row(Way way, EndedRun ending, String next) throws IOException {
    String first = ending.termination().lines().findFirst().orElse("");
    return String.join(
        " | ",
        "| " + way.name,
        way.name.contains("deadline") ? "143 or 69" : Integer.toString(ending.result.exitCode()),
        cell(reason(ending.result.stderr()), ending),
        cell(first, ending),
        ending.report().isPresent() ? "yes" : "",
        cell(next, ending) + " |");
  }

  /** The title of the report without its times, and the explanation or the cause. */
  private static String reason(String stderr) {
    List<String> titles =
        stderr
            .lines()
            .filter(line -> line.matches("\\S+ (ERROR|WARN ) +shop: .*"))
            .filter(line -> !line.contains("no crash history"))
            .filter(line -> line.contains("cannot start") || !line.contains("is not ready"))
            .map(line -> line.substring(line.indexOf("shop: ") + 6))
            .sorted(Comparator.comparing(CrashMatrixTest::isSlowness))
            .toList();
    String title = titles.isEmpty() ? "" : titles.get(0);
    for (String label : List.of("  what:  ", "  cause: ")) {
      String line = stderr.lines().filter(l -> l.startsWith(label)).findFirst().orElse("");
      if (!line.isEmpty() && !title.contains(line.substring(label.length()))) {
        return title + ": " + line.substring(label.length());
      }
    }
    return title;
  }

  /** A busy machine may need more than 2 s for logging: that is no end, unless nothing else was. */
  private static boolean isSlowness(String title) {
    return title.startsWith("logging is not up after")
        || title.contains("log does not take a line");
  }

  private static final String HEAP = "the heap is full: it may hold .. MB";

  /** What differs from run to run, and from machine to machine, is left out. */
  private static String cell(String text, EndedRun ending) {
    String plain =
        text.replace(ending.home.toString(), "/home")
            .replaceAll("\\d+(\\.\\d+)? (ms|s|min)( \\d+ s)?( of \\d+ (s|min))?", "..")
            .replaceAll("port \\d+", "port 8080")
            .replaceAll("by process \\d+", "by process ..")
            .replaceAll("none of the \\d+ entries", "none of the .. entries")
            .replaceAll(" \\(the container: [^)]*\\)", "")
            .replaceAll("may hold \\d+ MB", "may hold .. MB")
            // a crowd may leave no room for the rule; "heap full" alone asks for its words
            .replaceAll("(70\\): )java.lang.OutOfMemoryError: Java heap space$", "$1" + HEAP)
            .replaceAll(
                "java.lang.OutOfMemoryError: Java heap space$", HEAP + " (OutOfMemoryError)")
            .replaceAll("(no more threads): .*", "$1: ..")
            .replaceAll("this is Java \\d+", "this is Java ..")
            .replaceAll("\\d+ attempts", ".. attempts")
            .replaceAll("thread worker-\\d+", "thread worker")
            .replaceAll("(java.library.path): .*", "$1: ..")
            .replaceAll(
                "most likely out of memory: [^|]*",
                "killed (SIGKILL), halted (Runtime.halt), JVM crash (look for hs_err_pid*.log) or out"
                    + " of memory");
    return (plain.length() > 220 ? plain.substring(0, 220) + " ..." : plain).replace("|", "\\|");
  }

  private void compare() throws IOException {
    StringBuilder page = new StringBuilder(HEAD);
    String before = Files.exists(PAGE) ? Files.readString(PAGE) : "";
    for (Way way : ways()) {
      String row = rows.get(way.name);
      if (row == null) { // could not be played here: what other machines saw stands
        assertThat(skipped).contains(way.name);
        row =
            before.lines().filter(l -> l.startsWith("| " + way.name + " |")).findFirst().orElse("");
      }
      page.append(row.strip()).append('\n');
    }
    if (Boolean.getBoolean("softstart.updateDocs")) {
      Files.writeString(PAGE, page);
    }
    assertThat(page.toString())
        .as("%s differs; run the tests with -Dsoftstart.updateDocs=true", PAGE)
        .isEqualTo(Files.readString(PAGE));
  }

  private static final String HEAD =
      """
      # How a start can end, and what is left of it

      Written by `CrashMatrixTest`, which lets a real JVM end in each of these ways, on JDK 17 and 25, with a
      state directory (`SOFTSTART_STATE_DIR`) and a termination message file. Times and the like are left out
      (`..`).

      | the end | exit code | on stderr | termination message, first line | crash report | the next start says |
      |---|---:|---|---|---|---|
      """;

  private static ChildJvm generated(EndedRun ending, String scene, String... parts)
      throws IOException {
    GeneratedApp app = new GeneratedApp(ending.home.resolve("lib"));
    if (parts.length == 1 && parts[0].equals("new")) {
      app.compileForLaterJava();
    }
    return ending.withPlaces(
        EndedRun.small(ChildJvm.of(app.with(parts), Ends.class.getName()))
            .options("-Xmx64m")
            .args(scene));
  }

  private static ChildJvm onSmallVolume(EndedRun ending, String scene) throws IOException {
    SmallVolume volume = new SmallVolume(ending.home.resolve("volume"), "size=1m");
    assumeTrue(volume.isMounted(), "only root can mount a small file system");
    VOLUMES.add(volume);
    return ending.program(scene, volume.directory.toString());
  }

  /** Root may write everywhere but on a read-only file system; there is one wherever /sys is. */
  private static ChildJvm readOnlyState(EndedRun ending, String scene) throws IOException {
    SmallVolume volume = new SmallVolume(ending.home.resolve("state"), "ro");
    if (volume.isMounted()) {
      VOLUMES.add(volume);
    } else {
      Files.setPosixFilePermissions(volume.directory, PosixFilePermissions.fromString("r-xr-xr-x"));
    }
    return ending.program(scene);
  }

  private static ChildJvm onATakenPort(EndedRun ending, String scene) throws IOException {
    ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
    TAKEN.add(taken);
    return ending.program(scene).env("SHOP_PORT", Integer.toString(taken.getLocalPort()));
  }

  /** A runtime as small as images have it, for which the library has to do. */
  private static ChildJvm onLeastJava(EndedRun ending, String scene) {
    Optional<ToolProvider> jlink = ToolProvider.findFirst("jlink");
    assumeTrue(jlink.isPresent(), "there is no jlink here");
    Path image = ending.home.resolve("jre");
    int exit =
        jlink
            .orElseThrow()
            .run(System.out, System.err, "--add-modules=java.base", "--output=" + image);
    assertThat(exit).as("exit code of jlink").isZero();
    return ending.program(scene).java(image.resolve("bin").resolve("java"));
  }

  private static ChildJvm closedStderr(EndedRun ending, String scene) throws IOException {
    return ending.program(scene).java(ending.wrapper("exec \"$JAVA\" \"$@\" 2>&-"));
  }

  /** Threads want 1 GB of stack each, and there is room for a few. */
  private static ChildJvm littleAddressSpace(EndedRun ending, String scene) throws IOException {
    return ending
        .program(scene)
        .options("-XX:CompressedClassSpaceSize=32m", "-XX:ReservedCodeCacheSize=16m")
        .env("MALLOC_ARENA_MAX", "1")
        .java(ending.wrapper("ulimit -v 4000000; exec \"$JAVA\" \"$@\""));
  }

  private static void signalledAsItReports(RunningJvm running) {
    running.awaitLine("cannot start", EndedRun.LIMIT);
    try {
      running.signal("TERM");
    } catch (IllegalStateException endedAlready) {
      // that fast
    }
  }

  /** Whichever is first: the deadline exits with 69, the signal with 143; nothing hangs. */
  private static void oneOrTheOther(EndedRun ending) {
    assertThat(ending.result.exitCode()).isIn(69, 143);
  }
}
