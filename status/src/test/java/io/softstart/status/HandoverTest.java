package io.softstart.status;

import static org.assertj.core.api.Assertions.assertThat;

import io.softstart.Startup;
import io.softstart.StartupOptions;
import io.softstart.gate.Gate;
import io.softstart.testkit.Ports;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

/** The application serves where its status was shown; a client asks every 50 ms. */
class HandoverTest {
  private static final int EVERY_MS = 50;

  @Test
  void theApplicationTakesThePortOverWithinAMoment() throws Exception {
    int port = Ports.free();
    List<String> answers = new ArrayList<>();
    AtomicBoolean over = new AtomicBoolean();
    Startup startup =
        Startup.begin(StartupOptions.of("shop").embedded().statusPort(port).statusHandover());
    startup.await(Gate.check("db", attempt -> {}));
    Thread poller = new Thread(() -> poll(port, answers, over));
    poller.start();
    awaitAnswer(answers, "alive");

    try (ServerSocket own = new ServerSocket()) {
      startup.run(
          () -> own.bind(new java.net.InetSocketAddress(InetAddress.getLoopbackAddress(), port)));
      Thread application = new Thread(() -> serve(own));
      application.setDaemon(true);
      application.start();
      awaitAnswer(answers, "application");
      over.set(true);
      poller.join();
    }
    startup.close();

    long missed = answers.stream().filter(answer -> answer.isEmpty()).count();
    assertThat(missed * EVERY_MS).isLessThan(Duration.ofSeconds(2).toMillis());
    assertThat(answers.stream().filter(answer -> !answer.isEmpty()).distinct())
        .hasSize(2)
        .satisfiesExactly(
            before -> assertThat(before).isEqualTo("alive"),
            after -> assertThat(after).isEqualTo("application"));
  }

  private static void poll(int port, List<String> answers, AtomicBoolean over) {
    while (!over.get()) {
      String answer = "";
      try {
        String whole = Http.bodyOf(Http.get(port, "/livez"));
        answer = whole.startsWith("alive: ") ? "alive" : whole;
      } catch (IOException | RuntimeException miss) {
        // counted
      }
      synchronized (answers) {
        answers.add(answer);
      }
      pause();
    }
  }

  private static void awaitAnswer(List<String> answers, String expected) {
    long end = System.nanoTime() + Duration.ofSeconds(30).toNanos();
    while (System.nanoTime() < end) {
      synchronized (answers) {
        if (answers.contains(expected)) {
          return;
        }
      }
      pause();
    }
    throw new AssertionError("never " + expected + ": " + answers);
  }

  private static void serve(ServerSocket listener) {
    while (true) {
      try (Socket client = listener.accept()) {
        client.getInputStream().read(new byte[1_000]);
        byte[] answer = "HTTP/1.1 200 OK\r\n\r\napplication".getBytes(StandardCharsets.US_ASCII);
        client.getOutputStream().write(answer);
      } catch (IOException end) {
        return;
      }
    }
  }

  private static void pause() {
    try {
      TimeUnit.MILLISECONDS.sleep(EVERY_MS);
    } catch (InterruptedException end) {
      Thread.currentThread().interrupt();
    }
  }
}
