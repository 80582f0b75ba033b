package io.softstart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.softstart.testkit.ChildJvm;
import io.softstart.testkit.RunningJvm;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The status port as far as core goes: here nothing serves it. */
class StatusPortTest {
  @Test
  void saysWhatIsMissingAndGoesOn() {
    ChildJvm program =
        ChildJvm.of(Scenes.class).args("ready wait").env("SOFTSTART_STATUS_PORT", "8081");
    try (RunningJvm ready = program.start()) {
      ready.awaitLine("READY", Duration.ofSeconds(60));

      assertThat(ready.stderr())
          .contains("the status is not shown on 127.0.0.1:8081, the startup goes on without it: ")
          .contains("add softstart-status to the class path");
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {-1, 65_536})
  void refusesWhatIsNoPort(int port) {
    assertThatThrownBy(() -> StartupOptions.of("shop").statusPort(port))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("port: " + port + " is not between 0 and 65535");
  }

  @Test
  void refusesABlankAddress() {
    assertThatThrownBy(() -> StartupOptions.of("shop").statusBind(" "))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("address: blank");
  }
}
