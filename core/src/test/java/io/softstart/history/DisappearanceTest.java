package io.softstart.history;

import static org.assertj.core.api.Assertions.assertThat;

import io.softstart.history.StartRecord.Outcome;
import io.softstart.machine.Machine;
import io.softstart.machine.Staged;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is concluded from the counters of the machine. */
class DisappearanceTest {
  @TempDir Path root;

  @Test
  void theOomKillerIsToldFromItsCounters() throws IOException {
    Machine now =
        Staged.machine(
            root,
            "proc/sys/kernel/hostname",
            "pod-1\n",
            "proc/sys/kernel/random/boot_id",
            "boot\n",
            "proc/vmstat",
            "oom_kill 5\n",
            "sys/fs/cgroup/memory.max",
            "67108864\n",
            "sys/fs/cgroup/memory.events",
            "oom_kill 1\n");
    assertThat(afterwards(now, 0, 5, "pod-1 boot"))
        .isEqualTo("the kernel's OOM killer ended it, out of memory; the container may use 64 MB");
    assertThat(afterwards(now, 7, 3, "pod-1 boot")) // a new cgroup counts anew
        .isEqualTo(
            "most likely out of memory: the kernel's OOM killer has struck 2 times on this"
                + " host since it began; the container may use 64 MB");
    assertThat(afterwards(now, 1, 5, "pod-1 boot")).startsWith("killed (SIGKILL), halted");
    assertThat(afterwards(now, 0, 0, "pod-1 earlier")).startsWith("the host was rebooted");
  }

  /** What the next start says of one that began with these counters and is gone. */
  private String afterwards(Machine now, long kills, long ofHost, String place) throws IOException {
    Path parent = Files.createTempDirectory(root, "state");
    StateDirectory directory = StateDirectory.open(parent, "shop");
    StartRecord gone =
        new StartRecord(
            "4711-x",
            1,
            1,
            Outcome.STARTING,
            "",
            "",
            "",
            place,
            OptionalLong.of(kills),
            OptionalLong.of(ofHost),
            "",
            "");
    directory.replace(HistoryFile.FILE, RecordLine.of(gone) + "\n");
    StartRecord told = HistoryFile.begin(directory, now, () -> "").earlier().get(0);
    assertThat(told.outcome()).isEqualTo(Outcome.VANISHED);
    return told.cause();
  }
}
