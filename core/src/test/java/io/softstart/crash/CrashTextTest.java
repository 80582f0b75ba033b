package io.softstart.crash;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.softstart.machine.ClassPath;
import io.softstart.machine.Machine;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.net.BindException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class CrashTextTest {
  private static CrashText of(Throwable thrown) {
    return CrashText.of(thrown, Map.of(), 0);
  }

  @Test
  void theRootComesFirstThenOurFramesThenAll() {
    Throwable thrown =
        new RuntimeException("outer", new ExceptionInInitializerError(new Exception("root")));
    String body = of(thrown).body();
    assertThat(body)
        .startsWith("  cause: java.lang.Exception: root\n  where: ")
        .containsSubsequence(
            "java.lang.RuntimeException: outer\n\tat ",
            "Caused by: java.lang.ExceptionInInitializerError\n",
            "Caused by: java.lang.Exception: root\n");
    assertThat(of(thrown).body("look"))
        .startsWith("  cause: java.lang.Exception: root\n  to do: look\n  where: ");
    Throwable known = new NoClassDefFoundError("Could not initialize class com.example.Orders");
    assertThat(of(known).body("look")).contains("to do: ").doesNotContain("to do: look\n");
  }

  @Test
  void chainsOfSqlAndSuppressedOnesAreShown() {
    SQLException first = new SQLException("batch");
    first.setNextException(new SQLException("the real reason"));
    first.addSuppressed(new IllegalStateException("close"));
    assertThat(of(first).body())
        .contains("\tSuppressed: java.lang.IllegalStateException: close\n")
        .contains("Next: java.sql.SQLException: the real reason\n");
  }

  @Test
  void cyclesEnd() {
    Exception a = new Exception("a");
    Exception b = new Exception("b", a);
    a.initCause(b);
    a.addSuppressed(b);
    assertThat(of(a).cause()).isEqualTo("java.lang.Exception: b");
    assertThat(of(a).body()).contains("(printed above)");
  }

  @Test
  void whatIsAbsurdlyDeepOrLongIsCut() {
    Throwable deep = new Exception("root");
    for (int i = 0; i < 5_000; i++) {
      deep = new Exception("level", deep);
    }
    CrashText text = of(deep);
    assertThat(text.cause()).isEqualTo("java.lang.Exception: root");
    assertThat(text.body().length()).isLessThan(100_000);
    assertThat(of(new Exception("x".repeat(10_000_000))).body().length()).isLessThan(20_000);
  }

  @Test
  void nothingOfAHostileThrowableIsTrusted() {
    Throwable hostile =
        new Exception() {
          private static final long serialVersionUID = 1;

          @Override
          public String getMessage() {
            throw new NoClassDefFoundError("com/acme/Texts");
          }
        };
    assertThat(of(hostile).cause())
        .endsWith("(its message cannot be read: java.lang.NoClassDefFoundError)");
    assertThat(of(hostile).copy().getMessage()).isNotNull();
  }

  @Test
  void causesAndFramesThatThrowCostOnlyThemselves() {
    Hostile hostile = new Hostile("the disk is gone");
    CrashText text = of(new IllegalStateException("outer", hostile));
    assertThat(text.cause()).endsWith("the disk is gone");
    assertThat(text.body())
        .contains("IllegalStateException: outer", "Caused by: ", "CrashTextTest");
    assertThat(of(hostile).cause()).endsWith("the disk is gone");
  }

  @Test
  void causesThatDoNotReturnCostOnlyThemselves() {
    Exception hanging =
        new Exception("the disk is gone") {
          private static final long serialVersionUID = 1;

          @Override
          @SuppressWarnings("UnsynchronizedOverridesSynchronized")
          public Throwable getCause() {
            while (true) {
              LockSupport.park();
            }
          }
        };
    assertThat(of(hanging).cause())
        .endsWith("the disk is gone (its causes cannot be read: getCause does not return)");
  }

  private static final class Hostile extends Exception {
    private static final long serialVersionUID = 1;

    Hostile(String message) {
      super(message);
    }

    @Override
    @SuppressWarnings("UnsynchronizedOverridesSynchronized")
    public Throwable getCause() {
      throw new IllegalStateException("no cause");
    }

    @Override
    public StackTraceElement[] getStackTrace() {
      throw new IllegalStateException("no frames");
    }
  }

  /** Of a jar the main class is not known, so that whatever is not foreign counts. */
  @Test
  void framesOfOursAreNotTheApplications() {
    Exception thrown = new Exception("x");
    thrown.setStackTrace(
        new StackTraceElement[] {
          frame("io.softstart.config.ConfigReader"),
          frame("io.softstart.Startup$Running"),
          frame("io.softstart.startup.StartupRun"),
          frame("com.acme.Shop")
        });
    assertThat(of(thrown).place()).isEqualTo("com.acme.Shop.call");
  }

  private static StackTraceElement frame(String owner) {
    return new StackTraceElement(owner, "call", "X.java", 1);
  }

  static Stream<Arguments> known() {
    return Stream.of(
        Arguments.of(new OutOfMemoryError("Metaspace"), "there is no room for more classes"),
        Arguments.of(
            new OutOfMemoryError("Direct buffer memory"),
            "there is no room for more direct buffers"),
        Arguments.of(
            new OutOfMemoryError("Requested array size exceeds VM limit"), "that no JVM can have"),
        Arguments.of(new BindException("Cannot assign requested address"), "none of this host's"),
        Arguments.of(new BindException("Permission denied"), "below 1024"),
        Arguments.of(new ConnectException("Connection refused"), "and nothing listens there"),
        Arguments.of(new SocketTimeoutException("Read timed out"), "has not answered in time"),
        Arguments.of(new UnknownHostException("db.invalid"), "does not resolve: db.invalid"),
        Arguments.of(new AccessDeniedException("/proc/1/mem"), "may not use /proc/1/mem"),
        Arguments.of(
            new FileSystemException("/x/y", null, "Read-only file system"),
            "/x/y cannot be written: its file system is read-only"),
        Arguments.of(
            new FileSystemException("/proc/x", null, "No space left on device"),
            "the file system of /proc/x is full"),
        Arguments.of(
            new FileNotFoundException("/proc/nothing (No such file or directory)"),
            "/proc/nothing does not exist; its directory does"),
        Arguments.of(
            new NoClassDefFoundError("Could not initialize class com.acme.A"),
            "the static initialiser of com.acme.A failed earlier"),
        Arguments.of(
            new NoSuchFieldError("Class org.acme.A does not have member field 'int b'"),
            "of another version than the code was built for"),
        Arguments.of(new VerifyError("Bad type on operand stack"), "a class file is damaged"),
        Arguments.of(
            new LinkageError("loader constraint violation: when resolving method"),
            "two class loaders got in each other's way"),
        Arguments.of(new InternalError("fast debug"), "the JVM itself failed: fast debug"),
        Arguments.of(new UnsatisfiedLinkError("no z in java.library.path"), "native library"));
  }

  @ParameterizedTest
  @MethodSource("known")
  void commonWaysToDieAreExplained(Throwable thrown, String what) {
    assertThat(of(new RuntimeException("wrapped", thrown)).body())
        .containsPattern("  what:  .*" + java.util.regex.Pattern.quote(what) + ".*\n  to do: \\S+");
  }

  @Test
  void anUnknownCauseIsNotExplained() {
    assertThat(of(new IllegalStateException("no licence")).body()).doesNotContain("  what:  ");
  }

  @Test
  void aPortThatOurOwnStatusUsesIsSaid() throws IOException {
    assumeTrue(Files.exists(Path.of("/proc/self/net/tcp")), "Linux only");
    try (ServerSocket status = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      int port = status.getLocalPort();
      Throwable taken = new BindException("Address already in use");
      assertThat(CrashText.of(taken, Map.of(port, "environment variable PORT"), port).body())
          .contains(
              "what:  port " + port + " is taken: Softstart's status uses it",
              "(SOFTSTART_STATUS_PORT)",
              "to do: change one of the two");
      assertThat(CrashText.of(taken, Map.of(port, "environment variable PORT"), 0).lastBody())
          .contains("port " + port + " is taken by this very process")
          .contains("take another port (" + port + " is set by environment variable PORT). ");
    }
  }

  @Test
  void everyRuleNamesWordsThatThereAre() throws IOException {
    CrashScene scene = new CrashScene(Machine.here(), ClassPath.ofThisJvm(), Map.of(), 0);
    List<CrashRule> rules = CrashRules.read();
    assertThat(rules).hasSizeGreaterThan(30);
    Pattern named = Pattern.compile("\\{(\\w+)\\??}");
    for (CrashRule rule : rules) {
      assertThat(rule.types()).isNotEmpty();
      Stream<String> words =
          named.matcher(rule.what() + rule.toDo()).results().map(found -> found.group(1));
      for (String word : Stream.concat(words, rule.needed().stream()).toList()) {
        assertThat(new CrashWords(new IOException("x"), scene).of(word)).as(word).isNotNull();
      }
    }
  }

  @Test
  void portsAreFoundInMessages() {
    List<Integer> ports = new java.util.ArrayList<>();
    CrashText.addPorts("cannot bind 0.0.0.0:8080 or port 9090, after 3000 ms; [::1]:65536", ports);
    assertThat(ports).contains(8080, 9090).doesNotContain(65_536);
  }
}
