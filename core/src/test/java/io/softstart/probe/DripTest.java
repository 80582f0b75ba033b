package io.softstart.probe;

import static org.assertj.core.api.Assertions.assertThat;

import io.softstart.gate.Gate;
import io.softstart.net.ServiceUrl;
import io.softstart.testkit.Behaviour;
import io.softstart.testkit.FaultyServer;
import io.softstart.trial.Trial;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Two connections that drip blind a gate for good: a cut closes the connection of an attempt. */
@Timeout(60)
class DripTest {
  private static final Duration EACH = Duration.ofMillis(300);

  @ParameterizedTest
  @ValueSource(strings = {"http", "https"})
  void aProbeGoesOnAfterTwoAnswersThatDrip(String scheme) {
    byte[] slow = "HTTP/1.1 200 OK\r\nX: ".concat("x".repeat(500)).getBytes(StandardCharsets.UTF_8);
    byte[] record = new byte[500];
    record[0] = 0x16; // a handshake of TLS 1.2 that never comes to its end
    record[1] = 3;
    record[2] = 3;
    record[3] = 0x10;
    Behaviour drip =
        Behaviour.readSome().then(Behaviour.drip(scheme.equals("http") ? slow : record, 1, EACH));
    try (FaultyServer server = FaultyServer.with(drip.times(2), Behaviour.http(200, "ok"))) {
      HttpProbe probe =
          HttpProbe.get(ServiceUrl.of(scheme + "://127.0.0.1:" + server.port() + "/"));
      Gate<Void> gate = Gate.of("api", probe).attemptTimeout(Duration.ofSeconds(1));
      try (Trial<Void> trial = Trial.of(gate, Duration.ofSeconds(12))) {
        assertThat(server.accepted()).isGreaterThan(2);
        assertThat(trial.isOpen()).isEqualTo(scheme.equals("http"));
      }
    }
  }

  @Test
  void aPortThatIsProbedBarelyNeverHangs() {
    try (FaultyServer server = FaultyServer.with(Behaviour.hang())) {
      try (Trial<Void> trial =
          Trial.once(TcpProbe.of("127.0.0.1", server.port()).staysOpenFor(Duration.ofMillis(1)))) {
        assertThat(trial.isOpen()).isTrue();
      }
    }
  }
}
