package io.softstart.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;

class ServerBackendTest {
  private static final BooleanSupplier UP = () -> true;
  private static final BooleanSupplier DOWN = () -> false;
  private static final BooleanSupplier NOT_ASKED =
      () -> {
        throw new AssertionError("looked for an engine that nobody wants");
      };

  @Test
  void autoTakesDockerWhereItAnswers() {
    assertThat(ServerBackend.of("auto", UP)).isEqualTo(ServerBackend.DOCKER);
    assertThat(ServerBackend.of("auto", DOWN)).isEqualTo(ServerBackend.EMBEDDED);
  }

  @Test
  void embeddedLooksForNoEngine() {
    assertThat(ServerBackend.of("Embedded", NOT_ASKED)).isEqualTo(ServerBackend.EMBEDDED);
  }

  @Test
  void dockerInsists() {
    assertThat(ServerBackend.of("docker", UP)).isEqualTo(ServerBackend.DOCKER);
    assertThatThrownBy(() -> ServerBackend.of("docker", DOWN))
        .isInstanceOf(TestkitException.class)
        .hasMessageContaining("SOFTSTART_TEST_SERVERS")
        .hasMessageContaining("embedded");
  }

  @Test
  void anythingElseIsRefused() {
    assertThatThrownBy(() -> ServerBackend.of("podman", NOT_ASKED))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("podman")
        .hasMessageContaining("docker, embedded or auto");
  }
}
