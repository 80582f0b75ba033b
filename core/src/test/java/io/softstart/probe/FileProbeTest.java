package io.softstart.probe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import io.softstart.diagnosis.Failure;
import io.softstart.diagnosis.FailureKind;
import io.softstart.gate.Attempt.NotReady;
import io.softstart.gate.TestAttempt;
import io.softstart.gate.engine.GateInternals;
import java.io.IOException;
import java.net.SocketException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@DisabledOnOs(OS.WINDOWS)
class FileProbeTest {
  @TempDir Path home;

  private static Failure failureOf(Path path) {
    Throwable thrown = catchThrowable(() -> FileProbe.of(path).open(attempt()));
    assertThat(thrown).isInstanceOf(NotReady.class);
    return ((NotReady) thrown).failure();
  }

  private static TestAttempt attempt() {
    return TestAttempt.of(Duration.ofSeconds(10));
  }

  private static void opens(Path path) {
    assertThatCode(() -> FileProbe.of(path).open(attempt())).doesNotThrowAnyException();
  }

  @Test
  void aFileIsAwaitedUntilItIsThere() throws IOException {
    Path file = home.resolve("ready");
    Failure absent = failureOf(file);
    assertThat(absent.kind()).isEqualTo(FailureKind.NOT_YET);
    assertThat(absent.reason()).isEqualTo(file + " is not there yet");
    assertThat(absent.retryAfter()).hasValue(Duration.ofMillis(500));
    Files.writeString(file, "");
    opens(file);
  }

  @Test
  void theDirectoryThatIsMissingIsNamed() throws IOException {
    Path file = home.resolve("vault/agent/token");
    assertThat(failureOf(file).reason())
        .isEqualTo(file + " is not there yet, nor is its directory " + home.resolve("vault"));
    Path link = Files.createSymbolicLink(home.resolve("link"), file);
    assertThat(failureOf(link).reason()).endsWith(" is a link to what is not there yet");
  }

  @Test
  void aDirectoryInItsPlaceIsToldAndGivenUpAfterTheGrace() {
    Failure failure = failureOf(home);
    assertThat(failure.kind()).isEqualTo(FailureKind.REJECTED);
    assertThat(failure.reason()).isEqualTo(home + " is a directory, not a file");
    assertThat(failure.action()).contains("a container engine makes a directory");
  }

  @Test
  void whoMayNotReadItIsTold() throws IOException {
    assumeFalse(System.getProperty("user.name").equals("root"), "root may read everything");
    Path file = Files.writeString(home.resolve("secret"), "");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("---------"));
    Failure failure = failureOf(file);
    assertThat(failure.kind()).isEqualTo(FailureKind.REJECTED);
    assertThat(failure.reason()).startsWith("user ").endsWith(" may not read " + file);
  }

  @Test
  void aSocketIsConnectedTo() throws IOException {
    Path socket = home.resolve("s");
    try (ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
      server.bind(UnixDomainSocketAddress.of(socket));
      opens(socket);
    }
    Failure left = failureOf(socket); // the socket of a server that has gone
    assertThat(left.kind()).isEqualTo(FailureKind.REFUSED);
    assertThat(left.reason()).isEqualTo("nobody listens on the socket " + socket);
  }

  @Test
  void aLinkThatLeadsBackToItselfIsTold() throws IOException {
    Path there = home.resolve("there");
    Path back = Files.createSymbolicLink(home.resolve("back"), there);
    Files.createSymbolicLink(there, back);
    for (Path path : new Path[] {there, there.resolve("token")}) {
      Failure failure = failureOf(path);
      assertThat(failure.kind()).isEqualTo(FailureKind.REJECTED);
      assertThat(failure.reason()).startsWith(there + " is a link that leads nowhere");
    }
  }

  @Test
  void aFileWhereADirectoryShouldBeIsTold() throws IOException {
    Path file = Files.writeString(home.resolve("vault"), "");
    Path below = file.resolve("agent/token");
    Failure failure = failureOf(below);
    assertThat(failure.kind()).isEqualTo(FailureKind.REJECTED);
    assertThat(failure.reason())
        .isEqualTo(file + " is a file, not a directory, so that there is no " + below);
  }

  @Test
  void aSocketWhoseQueueIsFullIsToldAtOnce() throws IOException {
    Path socket = home.resolve("s");
    List<SocketChannel> waiting = new ArrayList<>();
    try (ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
      server.bind(UnixDomainSocketAddress.of(socket), 1);
      for (boolean room = true; room; ) {
        SocketChannel one = SocketChannel.open(StandardProtocolFamily.UNIX);
        waiting.add(one);
        one.configureBlocking(false);
        room = connects(one, socket);
      }
      Failure failure = failureOf(socket);
      assertThat(failure.kind()).isEqualTo(FailureKind.OVERLOADED);
      assertThat(failure.reason())
          .startsWith("the socket " + socket + " takes no more connections");
      for (SocketChannel each : waiting) {
        each.close();
      }
    }
  }

  private static boolean connects(SocketChannel channel, Path socket) throws IOException {
    try {
      return channel.connect(UnixDomainSocketAddress.of(socket));
    } catch (SocketException full) {
      return false;
    }
  }

  @Test
  void urlsNameAnAbsolutePath() {
    assertThat(target("file:/run/app/ready")).isEqualTo("file:/run/app/ready");
    assertThat(target("file:///run/app/ready")).isEqualTo("file:/run/app/ready");
    assertThat(target("FILE://localhost/run/ready")).isEqualTo("file:/run/ready");
    assertThat(target("file:/run/a%20b")).isEqualTo("file:..."); // a space is not printed
    assertThat(target("file:/run/x?softstart.deadline=5s")).isEqualTo("file:/run/x");
    for (String bad : new String[] {"file:ready", "file://run/ready", "file:", "file:/run/x?y=1"}) {
      assertThatThrownBy(() -> Gates.fromUrl("flag", bad))
          .as(bad)
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("expected is an absolute path, as in file:/run/ready");
    }
  }

  private static String target(String url) {
    return GateInternals.spec(Gates.fromUrl("flag", url)).probe().target().orElseThrow().toString();
  }
}
