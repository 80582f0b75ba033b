package io.softstart.machine;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The files of Linux besides cgroups, staged as containers show them. */
class MachineTest {
  @TempDir Path root;

  @Test
  void theHostAndTheProcess() throws IOException {
    Machine machine =
        Staged.machine(
            root,
            "proc/vmstat",
            "nr_free_pages 17\noom_kill 4\noom_kill_other 9\n",
            "proc/self/status",
            "Name:\tjava\nThreads:\t23\n",
            "proc/self/limits",
            "Limit    Soft Limit  Hard Limit  Units\nMax processes    500    900    processes\n",
            "proc/sys/kernel/hostname",
            "pod-1\n",
            "proc/sys/kernel/random/boot_id",
            "11-22\n",
            "etc/os-release",
            "NAME=\"Debian\"\nPRETTY_NAME=\"Debian 13\"\n");
    assertThat(machine.oomKills()).hasValue(4);
    assertThat(machine.threads()).hasValue(23);
    assertThat(machine.userTaskLimit()).hasValue(500);
    assertThat(machine.host()).isEqualTo("pod-1");
    assertThat(machine.boot()).isEqualTo("11-22");
    assertThat(machine.operatingSystem()).isEqualTo("Debian 13");
  }

  @Test
  void nothingIsKnownWhereThereIsNoProc() {
    Machine machine = new Machine(root.resolve("missing"));
    assertThat(new Cgroup(machine).memoryLimit()).isEmpty();
    assertThat(new Cgroup(machine).memoryUsed()).isEmpty();
    assertThat(new Cgroup(machine).throttling()).isEmpty();
    assertThat(machine.threads()).isEmpty();
    assertThat(new Mounts(machine).points()).isEmpty();
    assertThat(new Mounts(machine).over(Path.of("/x"))).isNull();
    assertThat(machine.boot()).isEmpty();
    assertThat(machine.operatingSystem()).isEmpty();
  }

  @Test
  void aPathIsOnTheDeepestVolumeOverIt() throws IOException {
    Mounts mounts =
        new Mounts(
            Staged.machine(
                root,
                "proc/self/mounts",
                """
                /dev/root / ext4 rw,relatime 0 0
                proc /proc proc rw,nosuid 0 0
                /dev/vdb /app/lib ext4 ro,relatime 0 0
                /dev/vdb /app ext4 rw,relatime 0 0
                /dev/vdb /my\\040data ext4 rw 0 0
                broken
                """));
    assertThat(mounts.points()).hasSize(4).doesNotContain(Path.of("/"));
    assertThat(mounts.writable()).hasSize(3).doesNotContain(Path.of("/app/lib"));
    assertThat(mounts.over(Path.of("/app/lib"))).isEqualTo(Path.of("/app/lib"));
    assertThat(mounts.over(Path.of("/app/lib/sub/x.jar"))).isEqualTo(Path.of("/app/lib"));
    assertThat(mounts.over(Path.of("/app/library"))).isEqualTo(Path.of("/app"));
    assertThat(mounts.over(Path.of("/my data"))).isEqualTo(Path.of("/my data"));
    assertThat(mounts.over(Path.of("/x"))).isNull();
  }
}
