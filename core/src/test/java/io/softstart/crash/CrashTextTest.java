package io.softstart.crash;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.FileNotFoundException;
import java.net.BindException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class CrashTextTest {
  private static CrashText of(Throwable thrown) {
    return CrashText.of(thrown, List.of());
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
  void portsAreFoundInMessages() {
    List<Integer> ports = new java.util.ArrayList<>();
    Killers.addPorts("cannot bind 0.0.0.0:8080 or port 9090, after 3000 ms; [::1]:65536", ports);
    assertThat(ports).contains(8080, 9090).doesNotContain(65_536);
  }
}
