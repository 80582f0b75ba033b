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
    assertThat(ServerBackend.of("auto", NOT_ASKED, UP)).isEqualTo(ServerBackend.DOCKER);
    assertThat(ServerBackend.of("auto", NOT_ASKED, DOWN)).isEqualTo(ServerBackend.EMBEDDED);
  }

  @Test
  void embeddedLooksForNoEngine() {
    assertThat(ServerBackend.of("Embedded", NOT_ASKED, NOT_ASKED))
        .isEqualTo(ServerBackend.EMBEDDED);
  }

  @Test
  void dockerInsists() {
    assertThat(ServerBackend.of("docker", UP, NOT_ASKED)).isEqualTo(ServerBackend.DOCKER);
    assertThatThrownBy(() -> ServerBackend.of("docker", DOWN, NOT_ASKED))
        .isInstanceOf(TestkitException.class)
        .hasMessageContaining("SOFTSTART_TEST_SERVERS")
        .hasMessageContaining("embedded");
  }

  @Test
  void anythingElseIsRefused() {
    assertThatThrownBy(() -> ServerBackend.of("podman", NOT_ASKED, NOT_ASKED))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("podman")
        .hasMessageContaining("docker, embedded or auto");
  }
}
