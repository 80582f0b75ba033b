package io.softstart;

import static org.assertj.core.api.Assertions.assertThat;

import io.softstart.config.ConfigSources;
import io.softstart.event.Phase;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A startup whose framework owns main, prints failures and ends the process. */
class HostedTest {
  @TempDir private Path directory;

  private Startup begin() {
    Map<String, String> settings =
        Map.of("SOFTSTART_TERMINATION_MESSAGE", directory.resolve("words").toString());
    return Startup.begin(
        StartupOptions.of("desk").sources(ConfigSources.of("test", settings)).hosted());
  }

  @Test
  void itIsTheStartupOfThisProcessUntilItIsClosed() {
    Startup startup = begin();
    try {
      assertThat(Startup.current()).containsSame(startup);
      startup.await();
      startup.starting();
      assertThat(startup.phase()).isEqualTo(Phase.STARTING);
      startup.ready();
      assertThat(startup.phase()).isEqualTo(Phase.READY);
    } finally {
      startup.close();
    }
    assertThat(Startup.current()).isEmpty();
  }

  @Test
  void anEmbeddedOneIsNotTheProcesss() {
    Startup startup = Startup.begin(StartupOptions.of("desk").embedded());
    assertThat(Startup.current()).isEmpty();
    startup.close();
  }

  @Test
  void aFailureThatTheFrameworkPrintsIsKeptAndEndsNothing() {
    Startup startup = begin();
    try {
      startup.fail(new IllegalStateException("no licence"));
      startup.fail(new IllegalStateException("and later this"));
      assertThat(startup.phase()).isEqualTo(Phase.FAILED);
      assertThat(directory.resolve("words")).content().contains("desk: ", "no licence");
      assertThat(directory.resolve("words")).content().doesNotContain("later", "exit code");
    } finally {
      startup.close();
    }
  }

  @Test
  void whatFailsAfterReadyIsNoFailedStart() {
    Startup startup = begin();
    try {
      startup.ready();
      startup.fail(new IllegalStateException("much later"));
      assertThat(startup.phase()).isEqualTo(Phase.READY);
      assertThat(directory.resolve("words")).doesNotExist();
    } finally {
      startup.close();
    }
  }
}
