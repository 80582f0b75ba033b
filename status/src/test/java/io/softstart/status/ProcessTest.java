package io.softstart.status;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.softstart.testkit.ChildJvm;
import io.softstart.testkit.JvmResult;
import io.softstart.testkit.OutputLine;
import io.softstart.testkit.Ports;
import io.softstart.testkit.RunningJvm;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** The status of processes of their own. */
class ProcessTest {
  private static final Duration LIMIT = Duration.ofSeconds(60);

  @Test
  void loadsNothingWithoutAPort() {
    ChildJvm program = waiter(Ports.free()).options("-Xlog:class+load:stdout");
    try (RunningJvm plain = program.start()) {
      plain.awaitLine("db is not ready", LIMIT);

      assertThat(plain.stdout())
          .contains("io.softstart.Startup ")
          .doesNotContain("StatusService", "StatusPage", "SelectorServer", "StatusEndpoints");
    }
    try (RunningJvm shown = program.env("SOFTSTART_STATUS_PORT", "0").start()) {
      shown.awaitLine("db is not ready", LIMIT);

      assertThat(shown.stdout()).contains("io.softstart.status.SelectorServer");
    }
  }

  @Test
  void anyFreePortIsAnnouncedBeforeTheFirstGate() throws IOException {
    ChildJvm program = waiter(Ports.free()).env("SOFTSTART_STATUS_PORT", "0");
    try (RunningJvm shown = program.start()) {
      OutputLine line = shown.awaitLine("the status is shown on http://127.0.0.1:", LIMIT);
      int port = Integer.parseInt(line.text().replaceAll(".*:(\\d+)/.*", "$1"));

      assertThat(shown.stderr().indexOf("the status is shown"))
          .isPositive()
          .isLessThan((shown.stderr() + "waiting for").indexOf("waiting for"));
      assertThat(Http.get(port, "/livez")).startsWith("HTTP/1.1 200 ");
    }
  }

  @Test
  void doesNotKeepAFailedProcessAlive() {
    ChildJvm program =
        waiter(Ports.free()).env("SOFTSTART_STATUS_PORT", "0").env("SOFTSTART_DEADLINE", "300ms");
    try (RunningJvm shown = program.start()) {
      assertThat(shown.awaitExit(LIMIT).exitCode()).isEqualTo(69);
    }
  }

  @Test
  void aWrongPortIsAProblemOfTheConfiguration() {
    try (RunningJvm shown = waiter(1).env("SOFTSTART_STATUS_PORT", "80800").start()) {
      JvmResult result = shown.awaitExit(LIMIT);

      assertThat(result.exitCode()).isEqualTo(78);
      assertThat(result.stderr()).contains("SOFTSTART_STATUS_PORT", "65535");
    }
  }

  @Test
  void aPortThatIsTakenIsSaidAndStopsNobody() throws IOException {
    try (ServerSocket taken = new ServerSocket(0, 9, InetAddress.getLoopbackAddress());
        RunningJvm shown =
            waiter(taken.getLocalPort())
                .env("SOFTSTART_STATUS_PORT", String.valueOf(taken.getLocalPort()))
                .start()) {
      shown.awaitLine("READY", LIMIT);

      assertThat(shown.stderr())
          .contains("the status is not shown on 127.0.0.1:" + taken.getLocalPort())
          .contains("the startup goes on without it: Address already in use")
          .doesNotContain("\tat ");
    }
  }

  @Test
  void theHealthCommandAsksTheRunningProcess() throws IOException {
    int port = Ports.free();
    int dependency = Ports.free();
    String status = String.valueOf(port);
    ChildJvm ask = ChildJvm.of(Health.class).env("SOFTSTART_STATUS_PORT", status);
    try (RunningJvm shown = waiter(dependency).env("SOFTSTART_STATUS_PORT", status).start()) {
      shown.awaitLine("db is not ready", LIMIT);
      assertHealth(ask, 0, "alive: waiting for db, ");
      assertHealth(ask.args("readyz"), 1, "not ready: waiting for db, ");

      try (ServerSocket up = new ServerSocket(dependency, 9, InetAddress.getLoopbackAddress())) {
        assertThat(up.isBound()).isTrue();
        shown.awaitLine("READY", LIMIT);
      }
      assertHealth(ask.args("readyz"), 0, "ready after ");
    }
    assertHealth(ask, 1, "no answer from 127.0.0.1:" + port + ": Connection refused");
    assertHealth(ask.args("status"), 1, "say livez or readyz");
    assertHealth(
        ChildJvm.of(Health.class), 1, "SOFTSTART_STATUS_PORT must say where to ask, 1 to 65535");
    assertThatThrownBy(() -> Http.get(port, "/livez")).isInstanceOf(IOException.class);
  }

  private static void assertHealth(ChildJvm ask, int exitCode, String text) {
    try (RunningJvm health = ask.start()) {
      JvmResult result = health.awaitExit(LIMIT);

      assertThat(result.stdout()).startsWith(text).endsWith("\n").hasLineCount(1);
      assertThat(result.stderr()).isEmpty();
      assertThat(result.exitCode()).isEqualTo(exitCode);
    }
  }

  private static ChildJvm waiter(int port) {
    return ChildJvm.of(Waiter.class).args(String.valueOf(port));
  }
}
