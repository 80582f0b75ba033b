package io.softstart.status;

import static org.assertj.core.api.Assertions.assertThat;

import io.softstart.testkit.ChildJvm;
import io.softstart.testkit.Ports;
import io.softstart.testkit.RunningJvm;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/**
 * An orchestrator asks every second whether a process is alive, and kills it after three misses.
 * Here its dependency comes {@value #SECONDS_LATE} s late.
 */
class OrchestratorTest {
  private static final int SECONDS_LATE = 15;
  private static final int MISSES = 3;
  private static final Duration LIMIT = Duration.ofSeconds(60);

  @Test
  void theNaiveOneIsKilledAndTheOneThatShowsItsStatusLives() throws Exception {
    int dependency = Ports.free();
    int status = Ports.free();
    ChildJvm program = ChildJvm.of(Waiter.class).args(String.valueOf(dependency));
    try (RunningJvm naive = program.start();
        RunningJvm ours = program.env("SOFTSTART_STATUS_PORT", String.valueOf(status)).start()) {
      naive.awaitLine("db is not ready", LIMIT);
      ours.awaitLine("db is not ready", LIMIT);
      CompletableFuture<Integer> naivesFate = watched(naive, Ports.free());
      CompletableFuture<Integer> ourFate = watched(ours, status);

      TimeUnit.SECONDS.sleep(SECONDS_LATE);
      try (ServerSocket up = new ServerSocket(dependency, 9, InetAddress.getLoopbackAddress())) {
        assertThat(up.isBound()).isTrue();
        ours.awaitLine("READY", LIMIT);
      }
      assertThat(Http.get(status, "/readyz")).startsWith("HTTP/1.1 200 ");
      assertThat(naivesFate.get(10, TimeUnit.SECONDS)).isEqualTo(MISSES);
      assertThat(naive.awaitExit(LIMIT).exitCode()).isEqualTo(128 + 9);
      assertThat(ours.isAlive()).isTrue();
      assertThat(ourFate).isNotDone();
    }
  }

  /** Completed with the number of misses when the orchestrator kills. */
  private static CompletableFuture<Integer> watched(RunningJvm process, int port) {
    CompletableFuture<Integer> killed = new CompletableFuture<>();
    Thread orchestrator =
        new Thread(
            () -> {
              int misses = 0;
              while (process.isAlive()) {
                misses = isAlive(port) ? 0 : misses + 1;
                if (misses == MISSES) {
                  process.signal("KILL");
                  killed.complete(misses);
                  return;
                }
                try {
                  TimeUnit.SECONDS.sleep(1);
                } catch (InterruptedException end) {
                  return;
                }
              }
            });
    orchestrator.setDaemon(true);
    orchestrator.start();
    return killed;
  }

  private static boolean isAlive(int port) {
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 1_000);
      socket.setSoTimeout(1_000);
      byte[] request = "GET /livez HTTP/1.1\r\n\r\n".getBytes(StandardCharsets.US_ASCII);
      socket.getOutputStream().write(request);
      String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      return answer.startsWith("HTTP/1.1 200 ");
    } catch (IOException miss) {
      return false;
    }
  }
}
