package io.softstart.spring.tests;

import static org.assertj.core.api.Assertions.assertThat;

import io.softstart.spring.apps.BareApplication;
import io.softstart.testkit.RunningJvm;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** A database, a cache and a broker that come up late. */
class LateTest {
  private static final Duration LIMIT = Duration.ofMinutes(2);

  @Test
  void anApplicationWithoutDependenciesStarts() {
    try (RunningJvm app = Application.of(BareApplication.class).start()) {
      app.awaitLine("Started BareApplication", LIMIT);
      assertThat(app.awaitLine("READY after", LIMIT).text()).contains("io.softstart");
    }
  }
}
