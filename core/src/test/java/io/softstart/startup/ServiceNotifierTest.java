package io.softstart.startup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.example.ends.Ends;
import io.softstart.testkit.ChildJvm;
import io.softstart.testkit.RunningJvm;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** What systemd hears of a start, by a stand-in for its socket. */
@Timeout(120)
@DisabledOnOs(OS.WINDOWS)
@EnabledForJreRange(max = JRE.JAVA_24)
class ServiceNotifierTest {
  private static final Duration LIMIT = Duration.ofSeconds(60);

  @TempDir Path home;

  private ChildJvm waiting(String path, Path socket) {
    return ChildJvm.of(Ends.class)
        .options("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1")
        .args("serves until killed")
        .env("PATH", path)
        .env("NOTIFY_SOCKET", socket.toString())
        .env("SOFTSTART_WAIT_FOR", "flag=file:" + home.resolve("flag"));
  }

  /** Awaits that a file has a text. */
  private static String awaitText(Path file, String text) throws Exception {
    long end = System.nanoTime() + LIMIT.toNanos();
    while (true) {
      String now = Files.exists(file) ? Files.readString(file) : "";
      if (now.contains(text)) {
        return now;
      }
      assertThat(System.nanoTime()).as(now).isLessThan(end);
      TimeUnit.MILLISECONDS.sleep(50);
    }
  }

  private void startOpenAndStop(ChildJvm program, Path heard) throws Exception {
    try (RunningJvm running = program.start()) {
      awaitText(heard, "STATUS=waiting for flag (NOT_YET) for ");
      awaitText(heard, "EXTEND_TIMEOUT_USEC=30000000");
      assertThat(Files.readString(heard)).doesNotContain("READY=1");
      Files.writeString(home.resolve("flag"), "");
      awaitText(heard, "READY=1");
      running.signal("TERM");
      assertThat(running.awaitExit(LIMIT).exitCode()).isEqualTo(143);
      awaitText(heard, "STOPPING=1");
    }
  }

  @Test
  void systemdNotifySendsStatusExtensionReadyAndStopping() throws Exception {
    Path heard = home.resolve("heard");
    Path command = home.resolve("systemd-notify");
    Files.writeString(command, "#!/bin/sh\nprintf '%s\\n' \"$@\" >> " + heard + "\n");
    Files.setPosixFilePermissions(command, PosixFilePermissions.fromString("rwxr-xr-x"));
    startOpenAndStop(waiting(home.toString(), home.resolve("socket")), heard);
    assertThat(Files.readAllLines(heard).get(0)).startsWith("STATUS=waiting for flag (NOT_YET)");
  }

  @Test
  void theRealOneReachesASocketOfDatagrams() throws Exception {
    assumeTrue(Files.isExecutable(Path.of("/usr/bin/systemd-notify")), "no systemd-notify");
    assumeTrue(Files.isExecutable(Path.of("/usr/bin/python3")), "no python3");
    Path heard = home.resolve("heard");
    Path socket = home.resolve("socket");
    String receiver =
        "import socket,sys\ns=socket.socket(socket.AF_UNIX,socket.SOCK_DGRAM)\ns.bind(sys.argv[1])\n"
            + "while True:\n open(sys.argv[2],'ab').write(s.recv(4096)+b'\\n')\n";
    Process systemd =
        new ProcessBuilder(
                List.of("/usr/bin/python3", "-c", receiver, socket.toString(), heard.toString()))
            .inheritIO()
            .start();
    try {
      while (!Files.exists(socket)) {
        assertThat(systemd.isAlive()).isTrue();
        TimeUnit.MILLISECONDS.sleep(20);
      }
      startOpenAndStop(waiting("/usr/bin:/bin", socket), heard);
    } finally {
      systemd.destroyForcibly();
    }
  }

  @Test
  void aSocketThatNobodyReadsIsToldOnceAndStopsNothing() throws IOException {
    assumeTrue(Files.isExecutable(Path.of("/usr/bin/systemd-notify")), "no systemd-notify");
    Files.writeString(home.resolve("flag"), "");
    try (RunningJvm running = waiting("/usr/bin", home.resolve("none")).start()) {
      running.awaitLine("systemd was not told how the start goes: ", LIMIT);
      assertThat(running.isAlive()).isTrue();
    }
  }
}
