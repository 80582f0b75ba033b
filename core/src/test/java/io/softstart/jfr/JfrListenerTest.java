package io.softstart.jfr;

import static org.assertj.core.api.Assertions.assertThat;

import io.softstart.Scenes;
import io.softstart.Startup;
import io.softstart.StartupOptions;
import io.softstart.gate.Backoff;
import io.softstart.gate.Gate;
import io.softstart.testkit.ChildJvm;
import io.softstart.testkit.RunningJvm;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JfrListenerTest {
  @TempDir private Path directory;

  @Test
  void phasesAttemptsAndGatesAreRecorded() throws Exception {
    AtomicInteger attempts = new AtomicInteger();
    Path file = directory.resolve("startup.jfr");
    try (Recording recording = new Recording()) {
      recording.start();
      Startup startup = Startup.begin(StartupOptions.of("test").embedded());
      startup.await(
          Gate.check(
                  "db",
                  attempt -> {
                    if (attempts.incrementAndGet() < 3) {
                      throw attempt.notYet("not up");
                    }
                  })
              .backoff(Backoff.fixed(Duration.ofMillis(1))));
      startup.run(() -> {});
      startup.close();
      recording.dump(file);
    }
    List<RecordedEvent> events = RecordingFile.readAllEvents(file);
    assertThat(events)
        .filteredOn(event -> event.getEventType().getName().equals("io.softstart.Attempt"))
        .hasSize(2)
        .allSatisfy(event -> assertThat(event.getString("kind")).isEqualTo("NOT_YET"));
    assertThat(events)
        .filteredOn(event -> event.getEventType().getName().equals("io.softstart.Gate"))
        .singleElement()
        .satisfies(event -> assertThat(event.getInt("attempts")).isEqualTo(3));
    assertThat(events)
        .filteredOn(event -> event.getEventType().getName().equals("io.softstart.Phase"))
        .extracting(event -> event.getString("phase"))
        .containsExactly("WAITING", "STARTING", "READY");
  }

  @Test
  void withoutARecordingTheRecorderIsNotEvenLoaded() {
    try (RunningJvm running =
        ChildJvm.of(Scenes.class).args("ready").options("-verbose:class").start()) {
      String loaded = running.awaitExit(Duration.ofSeconds(30)).stdout();
      assertThat(loaded)
          .contains("io.softstart.jfr.JfrListener")
          .doesNotContain("jdk.jfr.internal.");
      assertThat(loaded).doesNotContain("io.softstart.jfr.PhaseJfrEvent");
    }
  }
}
