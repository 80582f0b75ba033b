package io.softstart.crash;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class MainInitialiserTest {
  private static final ClassLoader LOADER = MainInitialiserTest.class.getClassLoader();

  /** Fails whenever it is used. */
  private static final class Broken {
    static final int PORT = port();

    private Broken() {}

    private static int port() {
      throw new IllegalStateException("PORT is not set");
    }
  }

  @Test
  void theFirstFailureIsRemembered() {
    assertThatThrownBy(() -> assertThat(Broken.PORT).isZero()).isInstanceOf(LinkageError.class);
    MainInitialiser failed = MainInitialiser.failed(Broken.class.getName(), LOADER);
    assertThat(failed).isNotNull();
    assertThat(failed.mainClass()).isEqualTo(Broken.class.getName());
    assertThat(failed.thrown()).hasMessageContaining("IllegalStateException: PORT is not set");
    assertThat(failed.thrown().getStackTrace()[0].getMethodName()).isEqualTo("port");
  }

  @Test
  void whatIsInitialisedOrUnknownHasNotFailed() {
    assertThat(MainInitialiser.failed(MainInitialiserTest.class.getName(), LOADER)).isNull();
    assertThat(MainInitialiser.failed("com.example.None", LOADER)).isNull();
    assertThat(MainInitialiser.failed("", LOADER)).isNull();
  }
}
