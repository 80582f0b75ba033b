package io.softstart.gate;

import static org.assertj.core.api.Assertions.assertThat;

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
    assertThat(gate.spec().policy().deadline()).isEqualTo(Duration.ofSeconds(20));
    assertThat(gate.spec().policy().grace()).isZero();
    assertThat(gate.spec().policy().attemptTimeout()).isEqualTo(Duration.ofSeconds(2));
    assertThat(gate.spec().policy().goodAttempts()).isEqualTo(3);
    assertThat(gate.target().orElseThrow()).hasToString("https://api:443/health");
  }
}
