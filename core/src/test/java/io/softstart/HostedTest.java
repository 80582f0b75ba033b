package io.softstart;

import static org.assertj.core.api.Assertions.assertThat;

import io.softstart.config.ConfigSource;
import io.softstart.event.Phase;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A startup whose framework owns main, prints failures and ends the process. */
class HostedTest {
  @TempDir private Path directory;

  private final List<Integer> exits = new ArrayList<>();

  private Startup begin() {
    Map<String, String> settings =
        Map.of("SOFTSTART_TERMINATION_MESSAGE", directory.resolve("words").toString());
    return Startup.begin(
        StartupOptions.of("desk").sources(ConfigSource.of("test", settings)).hosted(), exits::add);
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
  void anEmbeddedOneIsNotThatOfTheProcess() {
    Startup startup = Startup.begin(StartupOptions.of("desk").embedded());
    assertThat(Startup.current()).isNotEqualTo(Optional.of(startup));
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
      assertThat(exits).isEmpty();
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
