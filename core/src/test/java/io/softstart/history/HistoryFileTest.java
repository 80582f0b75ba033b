package io.softstart.history;

import static org.assertj.core.api.Assertions.assertThat;

import io.softstart.history.StartRecord.Outcome;
import io.softstart.machine.Machine;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What stays of starts whose own lines are gone. */
class HistoryFileTest {
  @TempDir Path state;

  private StartHistory begin(String build) throws IOException {
    return HistoryFile.begin(StateDirectory.open(state, "shop"), Machine.here(), () -> build);
  }

  private void fail(String build) throws IOException {
    begin(build).ended(Outcome.FAILED, "db DENIED", "f", "c", "78 DENIED");
  }

  @Test
  void theLastGoodStartAndItsVersionOutliveALongCrashLoop() throws IOException {
    StartHistory good = begin("1.4.1");
    good.ready();
    good.ended(Outcome.STOPPED, "", "", "", "");
    for (int i = 0; i < 40; i++) {
      fail("1.4.2");
    }
    StartHistory now = begin("1.4.2");
    assertThat(now.earlier()).hasSize(31);
    assertThat(now.streak().sinceGood())
        .startsWith("the last good start was 1.4.1, ")
        .endsWith(" ago; this is 1.4.2");
    assertThat(now.streak().sentence("c"))
        .contains("The configuration is unchanged. The last good start was 1.4.1, ");
    assertThat(begin("1.4.1").streak().sinceGood()).as("the same version").isEmpty();
    assertThat(begin("").streak().sinceGood()).as("not known").isEmpty();
  }

  @Test
  void startsAreCountedForEverAndByCause() throws IOException {
    begin("").ended(Outcome.FAILED, "crash", "g", "c", "70 CRASHED");
    for (int i = 0; i < 35; i++) {
      fail("");
    }
    StartHistory now = begin("");
    assertThat(now.counts().starts()).isEqualTo(37);
    assertThat(now.counts().failed()).containsEntry("78 DENIED", 35L);
    assertThat(now.counts().failed()).containsEntry("70 CRASHED", 1L);
    assertThat(now.streak().length()).isBetween(29, 30);
    now.ended(Outcome.STOPPED_EARLY, "stopped by SIGTERM", "", "c", "");
    assertThat(begin("").counts().starts()).isEqualTo(38);
    assertThat(begin("").damagedLines()).isZero();
  }

  @Test
  void noStartHasFailedInARowOnceThisOneIsReady() throws IOException {
    fail("");
    fail("");
    StartHistory now = begin("");
    assertThat(now.counts().failedInARow()).isEqualTo(2);
    now.ready();
    assertThat(now.counts().failedInARow()).isZero();
    assertThat(now.counts().failed()).containsEntry("78 DENIED", 2L);
    assertThat(now.streak().length()).as("for the reports").isEqualTo(2);
  }
}
