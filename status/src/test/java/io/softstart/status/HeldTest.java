package io.softstart.status;

import static org.assertj.core.api.Assertions.assertThat;

import io.softstart.testkit.ChildJvm;
import io.softstart.testkit.OutputLine;
import io.softstart.testkit.Ports;
import io.softstart.testkit.RunningJvm;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** SOFTSTART_ON_FAILURE=hold keeps every kind of failed process alive, until somebody ends it. */
@Timeout(180)
class HeldTest {
  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final String HELD = "held alive (SOFTSTART_ON_FAILURE=hold)";

  @Test
  void aWrongConfigurationIsShownUntilSigtermEndsItAtOnce() throws IOException {
    try (RunningJvm holder = holder().start()) {
      int port = shown(holder);
      holder.awaitLine(HELD, LIMIT);

      assertThat(Http.get(port, "/livez")).startsWith("HTTP/1.1 200 ");
      assertThat(Http.get(port, "/readyz")).startsWith("HTTP/1.1 503 ");
      assertThat(Http.bodyOf(Http.get(port, "/status")))
          .contains("\"failure\":\"cannot start (exit code 78): HOLDER_PASSWORD is missing")
          .contains("\"phase\":\"failed\"");
      holder.signal("TERM");
      assertThat(holder.awaitExit(Duration.ofSeconds(5)).exitCode()).isEqualTo(143);
    }
  }

  @Test
  void aCrashIsShownAndSighupEndsItWithItsOwnCode() throws IOException {
    try (RunningJvm holder = holder().env("HOLDER_PASSWORD", "very-secret-77").start()) {
      int port = shown(holder);
      holder.awaitLine(HELD, LIMIT);

      assertThat(Http.bodyOf(Http.get(port, "/status")))
          .contains("the shelf is empty", "cannot start (exit code 70)");
      holder.signal("HUP");
      assertThat(holder.awaitExit(LIMIT).exitCode()).isEqualTo(70);
    }
  }

  @Test
  void aMountedFileThatChangesEndsItWithItsOwnCode(@TempDir Path mounted) throws IOException {
    Path secret = Files.writeString(mounted.resolve("password"), "");
    ChildJvm program = holder().env("HOLDER_PASSWORD_FILE", secret.toString());
    try (RunningJvm holder = program.start()) {
      holder.awaitLine(HELD, LIMIT);
      Files.writeString(secret, "very-secret-77");

      assertThat(holder.awaitExit(LIMIT).exitCode()).isEqualTo(78);
      assertThat(holder.stderr()).contains("a file has changed that settings came from");
    }
  }

  @Test
  void aGateThatIsHeldEndsOnSighupWithTheCodeItWouldHaveHad() {
    ChildJvm program =
        holder()
            .env("HOLDER_PASSWORD", "very-secret-77")
            .env("HOLDER_PORT", Integer.toString(Ports.free()))
            .env("SOFTSTART_DEADLINE", "300ms");
    try (RunningJvm holder = program.start()) {
      holder.awaitLine("db is still closed", LIMIT);
      holder.signal("HUP");
      assertThat(holder.awaitExit(LIMIT).exitCode()).isEqualTo(69);
    }
  }

  @Test
  void aMountedFileThatChangesEndsAProcessThatItsGatesHold(@TempDir Path mounted)
      throws IOException {
    Path secret = Files.writeString(mounted.resolve("password"), "very-secret-77");
    ChildJvm program =
        holder()
            .env("HOLDER_PASSWORD_FILE", secret.toString())
            .env("HOLDER_PORT", Integer.toString(Ports.free()))
            .env("SOFTSTART_DEADLINE", "300ms");
    try (RunningJvm holder = program.start()) {
      holder.awaitLine("db is still closed", LIMIT);
      Files.writeString(secret, "very-secret-78");

      assertThat(holder.awaitExit(LIMIT).exitCode()).isEqualTo(69);
      assertThat(holder.stderr())
          .contains("a file has changed that settings came from", "cannot start (exit code 69): ")
          .doesNotContain("ends before it is ready");
    }
  }

  @Test
  void gatesHoldAlsoWhereThePortIsTakenAndTheLogSaysThatNobodySeesIt() throws IOException {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      ChildJvm program =
          holder()
              .env("HOLDER_PASSWORD", "very-secret-77")
              .env("HOLDER_PORT", Integer.toString(Ports.free()))
              .env("SOFTSTART_STATUS_PORT", Integer.toString(taken.getLocalPort()))
              .env("SOFTSTART_DEADLINE", "300ms");
      try (RunningJvm holder = program.start()) {
        String told = holder.awaitLine(HELD + ", and nobody can see it", LIMIT).text();

        assertThat(told)
            .contains("the status port is not open", "cannot start (exit code 69): db", "SIGTERM");
        assertThat(holder.stderr()).contains("the status is not shown on 127.0.0.1:");
        holder.signal("TERM");
        assertThat(holder.awaitExit(Duration.ofSeconds(10)).exitCode()).isEqualTo(143);
      }
    }
  }

  @Test
  void gatesThatHoldAreSeenOnceThePortIsFree() throws IOException {
    ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
    ChildJvm program =
        holder()
            .env("HOLDER_PASSWORD", "very-secret-77")
            .env("HOLDER_PORT", Integer.toString(Ports.free()))
            .env("SOFTSTART_STATUS_PORT", Integer.toString(taken.getLocalPort()))
            .env("SOFTSTART_DEADLINE", "3s");
    try (RunningJvm holder = program.start()) {
      holder.awaitLine("the status is not shown on 127.0.0.1:", LIMIT);
      taken.close();

      assertThat(Http.get(shown(holder), "/livez")).startsWith("HTTP/1.1 200 ");
    } finally {
      taken.close();
    }
  }

  @Test
  void whatNobodyWouldSeeIsNotHeld() {
    ChildJvm program = holder().env("SOFTSTART_STATUS_PORT", "80800");
    try (RunningJvm holder = program.start()) {
      assertThat(holder.awaitExit(LIMIT).exitCode()).isEqualTo(78);
    }
  }

  private static ChildJvm holder() {
    return ChildJvm.of(Holder.class)
        .env("SOFTSTART_ON_FAILURE", "hold")
        .env("SOFTSTART_STATUS_PORT", "0");
  }

  private static int shown(RunningJvm holder) {
    OutputLine line = holder.awaitLine("the status is shown on http://127.0.0.1:", LIMIT);
    return Integer.parseInt(line.text().replaceAll(".*:(\\d+)/.*", "$1"));
  }
}
