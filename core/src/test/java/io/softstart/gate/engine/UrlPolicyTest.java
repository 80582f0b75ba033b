package io.softstart.gate.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.softstart.gate.AnyGate;
import io.softstart.probe.Gates;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** What the options of a URL make of a gate. */
class UrlPolicyTest {
  @Test
  void aGateHasTheOptionsOfItsUrl() {
    AnyGate<?> gate =
        Gates.fromUrl(
            "api",
            "https://api/health?softstart.optional=true&softstart.deadline=20s&softstart.grace=0s"
                + "&softstart.attempt-timeout=2s&softstart.success-threshold=3&softstart.status=204");
    assertThat(gate.isOptional()).isTrue();
    assertThat(GateInternals.spec(gate).policy().deadline()).isEqualTo(Duration.ofSeconds(20));
    assertThat(GateInternals.spec(gate).policy().grace()).isZero();
    assertThat(GateInternals.spec(gate).policy().attemptTimeout()).isEqualTo(Duration.ofSeconds(2));
    assertThat(GateInternals.spec(gate).policy().goodAttempts()).isEqualTo(3);
    assertThat(gate.target().orElseThrow()).hasToString("https://api:443/health");
  }
}
