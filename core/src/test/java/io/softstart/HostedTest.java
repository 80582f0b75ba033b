package io.softstart;

import static org.assertj.core.api.Assertions.assertThat;

import io.softstart.config.ConfigSources;
import io.softstart.event.Phase;
import io.softstart.framework.StartupHost;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A startup whose framework owns main, prints failures and ends the process. */
class HostedTest {
  @TempDir private Path directory;

  private StartupHost begin() {
    Map<String, String> settings =
        Map.of("SOFTSTART_TERMINATION_MESSAGE", directory.resolve("words").toString());
    return StartupHost.begin("desk", ConfigSources.of("test", settings));
  }

  @Test
  void itIsTheStartupOfThisProcessUntilItIsClosed() {
    StartupHost host = begin();
    Startup startup = host.startup();
    try {
      assertThat(StartupHost.current().orElseThrow().startup().phase()).isEqualTo(Phase.BEGUN);
      startup.await();
      host.starting();
      assertThat(startup.phase()).isEqualTo(Phase.STARTING);
      startup.ready();
      assertThat(startup.phase()).isEqualTo(Phase.READY);
    } finally {
      startup.close();
    }
    assertThat(StartupHost.current()).isEmpty();
  }

  @Test
  void anEmbeddedOneIsNotTheProcesss() {
    Startup startup = Startup.begin(StartupOptions.of("desk").embedded());
    assertThat(StartupHost.current()).isEmpty();
    startup.close();
  }

  @Test
  void aFailureThatTheFrameworkPrintsIsKeptAndEndsNothing() {
    StartupHost host = begin();
    Startup startup = host.startup();
    try {
      host.fail(new IllegalStateException("no licence"));
      host.fail(new IllegalStateException("and later this"));
      assertThat(startup.phase()).isEqualTo(Phase.FAILED);
      assertThat(directory.resolve("words")).content().contains("desk: ", "no licence");
      assertThat(directory.resolve("words")).content().doesNotContain("later", "exit code");
    } finally {
      startup.close();
    }
  }

  @Test
  void whatFailsAfterReadyIsNoFailedStart() {
    StartupHost host = begin();
    Startup startup = host.startup();
    try {
      startup.ready();
      host.fail(new IllegalStateException("much later"));
      assertThat(startup.phase()).isEqualTo(Phase.READY);
      assertThat(directory.resolve("words")).doesNotExist();
    } finally {
      startup.close();
    }
  }
}
