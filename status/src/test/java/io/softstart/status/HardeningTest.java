package io.softstart.status;

import static org.assertj.core.api.Assertions.assertThat;

import io.softstart.testkit.ChildJvm;
import io.softstart.testkit.OutputLine;
import io.softstart.testkit.Ports;
import io.softstart.testkit.RunningJvm;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Attacks on the status port of a process that waits: {@code /livez} is answered all the while, and
 * the gate opens within a second, as if there were none (granted here: three, on a busy machine).
 */
class HardeningTest {
  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final Duration SOON = Duration.ofSeconds(5);
  private static final int MANY = 200;

  private final int dependency = Ports.free();
  private final int port = Ports.free();
  private final List<Socket> sockets = new ArrayList<>();
  private RunningJvm waiter;

  @BeforeEach
  void begin() {
    waiter =
        ChildJvm.of(Waiter.class)
            .args(String.valueOf(dependency))
            .options("-Xmx64m")
            .env("SOFTSTART_STATUS_PORT", String.valueOf(port))
            .start();
    waiter.awaitLine("db is not ready", LIMIT);
  }

  @AfterEach
  void end() throws IOException {
    for (Socket socket : sockets) {
      socket.close();
    }
    waiter.close();
  }

  @Test
  void tenThousandRequests() throws Exception {
    ExecutorService clients = Executors.newFixedThreadPool(4);
    try {
      List<Callable<Integer>> parts =
          Collections.nCopies(
              4,
              () -> {
                int good = 0;
                for (int i = 0; i < 2_500; i++) {
                  String path = i % 10 == 0 ? "/status" : "/livez";
                  good += Http.get(port, path).startsWith("HTTP/1.1 200 OK\r\n") ? 1 : 0;
                }
                return good;
              });
      int good = 0;
      for (Future<Integer> part : clients.invokeAll(parts)) {
        good += part.get();
      }
      assertThat(good).isEqualTo(10_000);
      assertGateOpensOnTime();
    } finally {
      clients.shutdownNow();
    }
  }

  @Test
  void theGateOpensOnTimeWhileRequestsPourIn() throws Exception {
    AtomicBoolean over = new AtomicBoolean();
    ExecutorService client = Executors.newSingleThreadExecutor();
    try {
      Future<Integer> answered =
          client.submit(
              () -> {
                int good = 0;
                while (!over.get()) {
                  good += Http.get(port, "/status").startsWith("HTTP/1.1 200 OK\r\n") ? 1 : 0;
                }
                return good;
              });
      assertGateOpensOnTime();
      over.set(true);
      assertThat(answered.get(10, TimeUnit.SECONDS)).isPositive();
    } finally {
      client.shutdownNow();
    }
  }

  @Test
  void twoHundredIdleConnections() throws Exception {
    openMany("");
    assertAliveAtOnce();
    assertGateOpensOnTime();
  }

  @Test
  void twoHundredHalfSentRequests() throws Exception {
    openMany("GET /livez HTTP/1.1\r\nHost: loc");
    assertAliveAtOnce();
    assertGateOpensOnTime();
  }

  @Test
  void twoHundredWhoDoNotReadTheirAnswers() throws Exception {
    openMany("GET / HTTP/1.1\r\n\r\n");
    assertAliveAtOnce();
    assertGateOpensOnTime();
  }

  @Test
  void whoSaysNothingIsDroppedAfterTwoSeconds() throws Exception {
    long from = System.nanoTime();
    try (Socket idle = Http.connect(port);
        Socket half = Http.connect(port)) {
      half.getOutputStream().write("GET /livez HTTP/1.1\r\n".getBytes(StandardCharsets.US_ASCII));

      assertThat(idle.getInputStream().read()).isEqualTo(-1);
      assertThat(half.getInputStream().read()).isEqualTo(-1);
    }
    assertThat(Duration.ofNanos(System.nanoTime() - from))
        .isBetween(Duration.ofMillis(1_900), Duration.ofSeconds(8));
  }

  @Test
  void theOldestIsDroppedFirst() throws Exception {
    for (int i = 0; i < SelectorServer.MOST_CONNECTIONS; i++) {
      sockets.add(Http.connect(port));
    }
    Socket oldest = sockets.get(0);
    Socket newest = sockets.get(sockets.size() - 1);
    long from = System.nanoTime();
    try (Socket oneMore = Http.connect(port)) {
      assertThat(oldest.getInputStream().read()).isEqualTo(-1);
      boolean beforeItsTime = System.nanoTime() - from < Duration.ofMillis(1_500).toNanos();

      newest
          .getOutputStream()
          .write("GET /livez HTTP/1.1\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
      String answer = new String(newest.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      assertThat(beforeItsTime).isTrue();
      assertThat(answer).startsWith("HTTP/1.1 200 OK\r\n");
      assertThat(oneMore.isConnected()).isTrue();
    }
  }

  @Test
  void tooMuchIsRefused() throws Exception {
    assertThat(Http.send(port, "GET /" + "a".repeat(2_000) + " HTTP/1.1\r\n\r\n"))
        .startsWith("HTTP/1.1 414 ")
        .doesNotContain("aaaa");
    assertThat(Http.send(port, "a".repeat(2_000))).startsWith("HTTP/1.1 414 ");
    String header = "X-A: " + "b".repeat(500) + "\r\n";
    assertThat(Http.send(port, "GET /livez HTTP/1.1\r\n" + header.repeat(40)))
        .startsWith("HTTP/1.1 431 ")
        .doesNotContain("bbbb");
    byte[] noise = new byte[1_000];
    new java.util.Random(7).nextBytes(noise);
    Http.send(port, new String(noise, StandardCharsets.ISO_8859_1));
    assertAliveAtOnce();
  }

  private void openMany(String begin) throws IOException {
    for (int i = 0; i < MANY; i++) {
      Socket socket = Http.connect(port);
      sockets.add(socket);
      try {
        socket.getOutputStream().write(begin.getBytes(StandardCharsets.US_ASCII));
      } catch (IOException dropped) {
        // an older one had to go
      }
    }
  }

  private void assertAliveAtOnce() throws IOException {
    long from = System.nanoTime();
    for (int i = 0; i < 10; i++) {
      assertThat(Http.get(port, "/livez")).startsWith("HTTP/1.1 200 OK\r\n");
    }
    assertThat(Duration.ofNanos(System.nanoTime() - from)).isLessThan(SOON);
  }

  private void assertGateOpensOnTime() throws IOException {
    long usable = System.nanoTime();
    try (ServerSocket up = new ServerSocket(dependency, 9, InetAddress.getLoopbackAddress())) {
      OutputLine ready = waiter.awaitLine("READY", LIMIT);

      assertThat(up.isBound()).isTrue();
      assertThat(Duration.ofNanos(ready.at() - usable)).isLessThan(SOON);
    }
  }
}
