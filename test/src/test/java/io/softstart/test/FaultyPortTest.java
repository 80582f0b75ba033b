package io.softstart.test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.softstart.diagnosis.FailureKind;
import io.softstart.gate.Gate;
import io.softstart.net.ServiceUrl;
import io.softstart.probe.HttpProbe;
import java.io.IOException;
import java.net.Socket;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class FaultyPortTest {
  /** Long enough to load a client on a busy machine. */
  private static final Duration SHORT = Duration.ofSeconds(2);

  @Test
  void refuses() {
    try (FaultyPort port = FaultyPort.refusing()) {
      assertThat(once(port).failure().kind()).isEqualTo(FailureKind.REFUSED);
      assertThat(port.connections()).isZero();
    }
  }

  @Test
  void hangs() {
    try (FaultyPort port = FaultyPort.hanging()) {
      assertThat(GateTrial.once(probe(port), SHORT).failure().kind())
          .isEqualTo(FailureKind.TIMED_OUT);
      assertThat(port.connections()).isPositive(); // the JDK's client may try twice
    }
  }

  @Test
  void resets() {
    try (FaultyPort port = FaultyPort.resetting()) {
      assertThat(once(port).failure().kind()).isEqualTo(FailureKind.RESET);
    }
  }

  @Test
  void answersInHttp() {
    try (FaultyPort port = FaultyPort.answering(503, "starting")) {
      assertThat(once(port).failure().reason()).contains("503");
      port.answer(200, "grün");
      assertThat(once(port).isOpen()).isTrue();
    }
  }

  @Test
  void answersInHttpWhereTheClientSpeaksSomethingElse() throws IOException {
    try (FaultyPort port = FaultyPort.answering(400, "no HTTP");
        Socket client = new Socket("127.0.0.1", port.port())) {
      client.getOutputStream().write(new byte[] {0, 0, 0, 8, 4, (byte) 0xd2, 0x16, 0x2f});
      assertThat(new String(client.getInputStream().readAllBytes(), "UTF-8"))
          .startsWith("HTTP/1.1 400 ")
          .endsWith("no HTTP");
    }
  }

  @Test
  void comesLateAndGoesAgain() {
    try (FaultyPort port = FaultyPort.refusing()) {
      HttpProbe probe = probe(port);
      Gate<Void> gate =
          Gate.of(
              "search",
              attempt -> {
                if (attempt.number() == 3) {
                  port.answer(200, "ok");
                }
                return probe.open(attempt);
              });

      GateTrial<Void> late = GateTrial.run(gate);

      assertThat(late.isOpen()).as(late.toString()).isTrue();
      assertThat(late.status().attempts()).isEqualTo(3);
      port.refuse();
      assertThat(once(port).failure().kind()).isEqualTo(FailureKind.REFUSED);
    }
  }

  @Test
  void saysWhatItCannot() {
    FaultyPort port = FaultyPort.hanging();
    port.close();
    port.close();
    assertThatIllegalStateException().isThrownBy(port::hang);
    assertThatIllegalArgumentException().isThrownBy(() -> FaultyPort.answering(99, ""));
  }

  private static GateTrial<Void> once(FaultyPort port) {
    return GateTrial.once(probe(port));
  }

  private static HttpProbe probe(FaultyPort port) {
    return HttpProbe.get(ServiceUrl.of("http://" + port.address() + "/"));
  }
}
